// The file format safetensors: named arrays that a reader can map into memory as they lie.
//
//     8 bytes   N, the length of the header, little endian
//     N bytes   JSON: {"__metadata__": {text: text}, "<name>": {"dtype", "shape", "data_offsets": [from, to]}}
//     the rest  the arrays, one right after the other, offsets counted from here
//
// Our writer pads the header with spaces until the arrays begin at a multiple of 64 bytes, and writes only
// types of 4 bytes, so that every array is aligned.

import { isIdList, isString, requireKind, requireOptions, wrongArgument } from "@mirada/core-native/contract";

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

interface HeaderEntry {
	dtype: string;
	shape: number[];
	data_offsets: [number, number];
}

const ALIGNMENT = 64;
const LENGTH_BYTES = 8;

/** The file in pieces, header first: what a writer writes one after the other without another copy. */
export function encodeSafetensors(content: SafetensorsContent): Uint8Array[] {
	requireContent(content);
	const { tensors, metadata } = content;
	const header: Record<string, unknown> = { __metadata__: metadata };
	const pieces: Uint8Array[] = [];
	let offset = 0;
	for (const [name, { shape, values }] of tensors) {
		const end = offset + values.byteLength;
		header[name] = { dtype: dtypeOf(values), shape, data_offsets: [offset, end] };
		pieces.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
		offset = end;
	}
	return [encodeHeader(JSON.stringify(header)), ...pieces];
}

/**
 * Reads a whole file. The arrays are views of `bytes` where those are aligned, else copies.
 * @throws RangeError where the bytes are no safetensors file, with what is wrong
 */
export function decodeSafetensors(bytes: Uint8Array): SafetensorsContent {
	if (!(bytes instanceof Uint8Array))
		throw wrongArgument("decodeSafetensors", "bytes", "a Uint8Array", bytes);
	const { header, dataStart } = decodeHeader(bytes);
	const { __metadata__: metadata = {}, ...entries } = header;
	const tensors = new Map<string, StoredTensor>();
	for (const [name, entry] of Object.entries(entries as Record<string, HeaderEntry>)) {
		tensors.set(name, readTensor(name, entry, bytes.subarray(dataStart)));
	}
	return { tensors, metadata: metadata as Record<string, string> };
}

/** How long the file is that begins with `bytes`, or null where not even the header is whole. */
export function safetensorsLength(bytes: Uint8Array): number | null {
	if (bytes.length < LENGTH_BYTES || bytes.length < headerEnd(bytes)) return null;
	const { header, dataStart } = decodeHeader(bytes);
	const { __metadata__: _, ...entries } = header;
	const ends = Object.values(entries as Record<string, HeaderEntry>).map((entry) => entry.data_offsets[1]);
	return dataStart + Math.max(0, ...ends);
}

function encodeHeader(json: string): Uint8Array {
	const text = new TextEncoder().encode(json);
	const end = Math.ceil((LENGTH_BYTES + text.length) / ALIGNMENT) * ALIGNMENT;
	const bytes = new Uint8Array(end).fill(0x20);
	new DataView(bytes.buffer).setBigUint64(0, BigInt(end - LENGTH_BYTES), true);
	bytes.set(text, LENGTH_BYTES);
	return bytes;
}

function decodeHeader(bytes: Uint8Array): { header: Record<string, unknown>; dataStart: number } {
	const dataStart = bytes.length < LENGTH_BYTES ? Number.POSITIVE_INFINITY : headerEnd(bytes);
	if (bytes.length < dataStart) {
		throw new RangeError(`safetensors: expected a header of ${dataStart} bytes, got ${bytes.length} bytes`);
	}
	const text = new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, dataStart));
	try {
		return { header: JSON.parse(text), dataStart };
	} catch {
		throw new RangeError(`safetensors: expected a JSON header, got ${JSON.stringify(text.slice(0, 40))}`);
	}
}

/** Where the header ends, by its first 8 bytes. */
function headerEnd(bytes: Uint8Array): number {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return LENGTH_BYTES + Number(view.getBigUint64(0, true));
}

function readTensor(
	name: string,
	{ dtype, shape, data_offsets }: HeaderEntry,
	data: Uint8Array,
): StoredTensor {
	const [from, to] = data_offsets;
	const size = shape.reduce((product, axis) => product * axis, 1);
	const Values = { F32: Float32Array, I32: Int32Array }[dtype];
	if (Values === undefined)
		throw new RangeError(`safetensors: expected ${name} of type F32 or I32, got ${dtype}`);
	if (to - from !== size * Values.BYTES_PER_ELEMENT || to > data.length) {
		throw new RangeError(
			`safetensors: expected ${size * Values.BYTES_PER_ELEMENT} bytes of ${name}, got ${Math.min(to, data.length) - from}`,
		);
	}
	const start = data.byteOffset + from;
	const isAligned = start % Values.BYTES_PER_ELEMENT === 0;
	const buffer = isAligned ? data.buffer : data.slice(from, to).buffer;
	return { shape, values: new Values(buffer as ArrayBuffer, isAligned ? start : 0, size) };
}

function requireContent(content: SafetensorsContent): void {
	const where = "encodeSafetensors";
	requireOptions(where, content, { tensors: true, metadata: true });
	const { tensors, metadata } = content;
	if (!(tensors instanceof Map)) throw wrongArgument(where, "tensors", "a Map of arrays by name", tensors);
	for (const [name, tensor] of tensors as Map<unknown, Partial<StoredTensor> | null>) {
		requireKind(where, "every name", name, "string");
		const { shape, values } = tensor ?? {};
		const isFit = isIdList(shape) && (values instanceof Float32Array || values instanceof Int32Array);
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

function dtypeOf(values: Float32Array | Int32Array): string {
	return values instanceof Float32Array ? "F32" : "I32";
}
