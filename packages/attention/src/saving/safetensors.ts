// The file format safetensors: named arrays that a reader can map into memory as they lie.
//
//     8 bytes   N, the length of the header, little endian
//     N bytes   JSON: {"__metadata__": {text: text}, "<name>": {"dtype", "shape", "data_offsets": [from, to]}}
//     the rest  the arrays, one right after the other, offsets counted from here
//
// Our writer pads the header with spaces until the arrays begin at a multiple of 64 bytes. Its types have 4 bytes, so
// that every array is aligned, unless it is asked for half precision.

import {
	describeValue,
	isString,
	type OptionNames,
	requireKind,
	requireOptions,
	wrongArgument,
} from "@mirada/core-native/contract";
import { halfOverflow, narrowToHalves, widenHalves } from "./half-precision.js";
import { arrayTypes, LENGTH_BYTES, readHeader, type TensorEntry } from "./safetensors-header.js";

/** One array of a file. */
export interface StoredTensor {
	shape: readonly number[];
	/** Row-major. */
	values: Float32Array | Int32Array;
}

export interface SafetensorsContent {
	tensors: ReadonlyMap<string, StoredTensor>;
	metadata: Readonly<Record<string, string>>;
}

export interface SafetensorsOptions {
	/**
	 * How arrays of floats are stored: as they are, or rounded to half precision in half the bytes. Rounding is to the
	 * nearest, ties to even. Default `F32`.
	 */
	floatType?: "F32" | "F16";
}

const OPTIONS: OptionNames<SafetensorsOptions> = { floatType: true };

const ALIGNMENT = 64;

/**
 * The file in pieces, header first: what a writer writes one after the other without another copy.
 * @throws RangeError where a shape does not fit its values, a name is the format's own, or a finite value is too
 *   large for half precision
 */
export function encodeSafetensors(
	content: SafetensorsContent,
	options: SafetensorsOptions = {},
): Uint8Array[] {
	requireContent(content);
	requireOptions("encodeSafetensors", options, OPTIONS);
	const { floatType = "F32" } = options;
	if (floatType !== "F32" && floatType !== "F16") {
		throw new RangeError(`encodeSafetensors: expected floatType F32 or F16, got ${describeValue(floatType)}`);
	}
	const { tensors, metadata } = content;
	const header: [string, unknown][] = [["__metadata__", metadata]];
	const pieces: Uint8Array[] = [];
	let offset = 0;
	for (const [name, { shape, values }] of tensors) {
		requireStorable(name, shape, values);
		const dtype = values instanceof Float32Array ? floatType : "I32";
		const stored = dtype === "F16" ? halvesOf(name, values as Float32Array) : values;
		const end = offset + stored.byteLength;
		header.push([name, { dtype, shape, data_offsets: [offset, end] }]);
		pieces.push(new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength));
		offset = end;
	}
	return [encodeHeader(JSON.stringify(Object.fromEntries(header))), ...pieces];
}

/**
 * Reads a whole file. The arrays are views of `bytes` where those are aligned, else copies; half precision is widened
 * to a Float32Array of exactly the same numbers.
 * @throws RangeError where the bytes break a rule of the format, with what is wrong
 */
export function decodeSafetensors(bytes: Uint8Array): SafetensorsContent {
	requireBytes("decodeSafetensors", bytes);
	const header = readHeader(bytes);
	if (header === null) {
		throw new RangeError(`safetensors: expected a whole header, got a file cut after ${bytes.length} bytes`);
	}
	const { entries, metadata, dataStart, fileLength } = header;
	if (bytes.length !== fileLength) {
		throw new RangeError(`safetensors: expected a file of ${fileLength} bytes, got ${bytes.length}`);
	}
	const data = bytes.subarray(dataStart);
	return { tensors: new Map(entries.map((entry) => [entry.name, readTensor(entry, data)])), metadata };
}

/**
 * How long the file is that begins with `bytes`, or null where not even the header is whole.
 * @throws RangeError where the header breaks a rule of the format
 */
export function safetensorsLength(bytes: Uint8Array): number | null {
	requireBytes("safetensorsLength", bytes);
	return readHeader(bytes)?.fileLength ?? null;
}

function encodeHeader(json: string): Uint8Array {
	const text = new TextEncoder().encode(json);
	const end = Math.ceil((LENGTH_BYTES + text.length) / ALIGNMENT) * ALIGNMENT;
	const bytes = new Uint8Array(end).fill(0x20);
	new DataView(bytes.buffer).setBigUint64(0, BigInt(end - LENGTH_BYTES), true);
	bytes.set(text, LENGTH_BYTES);
	return bytes;
}

function readTensor({ dtype, shape, size, from, to }: TensorEntry, data: Uint8Array): StoredTensor {
	const Values = arrayTypes[dtype];
	const start = data.byteOffset + from;
	const isAligned = start % Values.BYTES_PER_ELEMENT === 0;
	const buffer = isAligned ? data.buffer : data.slice(from, to).buffer;
	const values = new Values(buffer as ArrayBuffer, isAligned ? start : 0, size);
	return { shape, values: values instanceof Uint16Array ? widenHalves(values) : values };
}

function halvesOf(name: string, values: Float32Array): Uint16Array {
	const halves = narrowToHalves(values);
	if (typeof halves === "number") throw halfOverflow(name, values[halves]!);
	return halves;
}

function requireContent(content: SafetensorsContent): void {
	const where = "encodeSafetensors";
	requireOptions(where, content, { tensors: true, metadata: true });
	const { tensors, metadata } = content;
	if (!(tensors instanceof Map)) throw wrongArgument(where, "tensors", "a Map of arrays by name", tensors);
	for (const [name, tensor] of tensors as Map<unknown, Partial<StoredTensor> | null>) {
		requireKind(where, "every name", name, "string");
		const { shape, values } = tensor ?? {};
		const isShape = Array.isArray(shape) && shape.every((axis) => typeof axis === "number");
		const isFit = isShape && (values instanceof Float32Array || values instanceof Int32Array);
		if (!isFit)
			throw wrongArgument(
				where,
				`tensor ${name}`,
				"{ shape, values } with a Float32Array or Int32Array",
				tensor,
			);
	}
	const isText = typeof metadata === "object" && metadata !== null && Object.values(metadata).every(isString);
	if (!isText) throw wrongArgument(where, "metadata", "an object of strings", metadata);
}

function requireStorable(name: string, shape: readonly number[], values: StoredTensor["values"]): void {
	if (name === "__metadata__") {
		throw new RangeError('safetensors: expected a name other than "__metadata__", which the format keeps');
	}
	const size = shape.reduce((product, axis) => product * axis, 1);
	if (size !== values.length || !shape.every((axis) => Number.isSafeInteger(axis) && axis >= 0)) {
		throw new RangeError(
			`safetensors: expected ${JSON.stringify(name)} with values for its shape [${shape.join(", ")}], got ${values.length} values`,
		);
	}
}

function requireBytes(where: string, bytes: unknown): void {
	if (!(bytes instanceof Uint8Array)) throw wrongArgument(where, "bytes", "a Uint8Array", bytes);
}
