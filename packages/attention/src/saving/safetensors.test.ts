import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
	decodeSafetensors,
	encodeSafetensors,
	type SafetensorsContent,
	safetensorsLength,
} from "./safetensors.js";

const content: SafetensorsContent = {
	tensors: new Map<string, { shape: number[]; values: Float32Array | Int32Array }>([
		["encoder/kernel", { shape: [2, 3], values: Float32Array.of(1, -0, Number.NaN, 1e-40, 3e38, -2.5) }],
		["ids", { shape: [3], values: Int32Array.of(-1, 0, 2 ** 31 - 1) }],
		["scalar", { shape: [], values: Float32Array.of(7) }],
		["empty", { shape: [0, 4], values: new Float32Array(0) }],
	]),
	metadata: { language: "español", quotes: '"\\' },
};

function join(pieces: readonly Uint8Array[]): Uint8Array {
	return new Uint8Array(Buffer.concat(pieces));
}

describe("safetensors", () => {
	test("gives back names, shapes, bits and metadata", () => {
		expect(decodeSafetensors(join(encodeSafetensors(content)))).toEqual(content);
	});

	test("begins its arrays at a multiple of 64 bytes, without a gap between them", () => {
		const [header, ...arrays] = encodeSafetensors(content);
		expect(header!.length % 64).toBe(0);
		expect(arrays.map(({ length }) => length)).toEqual([24, 12, 4, 0]);
	});

	test("reads arrays as views where they are aligned, and as copies where not", () => {
		const bytes = join(encodeSafetensors(content));
		const values = decodeSafetensors(bytes).tensors.get("encoder/kernel")!.values;
		expect(values.buffer).toBe(bytes.buffer);
		const shifted = new Uint8Array(bytes.length + 1);
		shifted.set(bytes, 1);
		expect(decodeSafetensors(shifted.subarray(1))).toEqual(content);
	});

	test("knows how long a file should be by its beginning", () => {
		const bytes = join(encodeSafetensors(content));
		const header = encodeSafetensors(content)[0]!;
		expect(safetensorsLength(bytes)).toBe(bytes.length);
		expect(safetensorsLength(header)).toBe(bytes.length);
		expect(safetensorsLength(header.subarray(0, -1))).toBeNull();
		expect(safetensorsLength(bytes.subarray(0, 5))).toBeNull();
	});

	test("reads what the Python package wrote", () => {
		const fixture = new URL("./__fixtures__/python.safetensors", import.meta.url);
		const { tensors, metadata } = decodeSafetensors(new Uint8Array(readFileSync(fixture)));
		expect(metadata).toEqual({ madeBy: "oracles/safetensors_python.py, safetensors 0.8.0" });
		expect(tensors.get("ids")).toEqual({ shape: [3], values: Int32Array.of(-1, 0, 5) });
		expect(tensors.get("kernel")).toEqual({ shape: [2, 2], values: Float32Array.of(0.5, -1, 1e-40, 3e38) });
	});

	test("says what is wrong with a file that is cut or of another kind", () => {
		const bytes = join(encodeSafetensors(content));
		expect(() => decodeSafetensors(bytes.subarray(0, 20))).toThrow("cut after 20 bytes");
		expect(() => decodeSafetensors(bytes.subarray(0, -4))).toThrow(
			`expected a file of ${bytes.length} bytes, got ${bytes.length - 4}`,
		);
		expect(() => decodeSafetensors(new Uint8Array(Buffer.concat([bytes, Buffer.of(0)])))).toThrow(
			`expected a file of ${bytes.length} bytes, got ${bytes.length + 1}`,
		);
		expect(() => decodeSafetensors(Buffer.from("no file of this format at all"))).toThrow(
			"expected a header of at most 100000000 bytes",
		);
	});

	test("never reads outside of its view", () => {
		const secret = new Uint8Array(4096).fill(0xaa);
		const inside = file('{"x":{"dtype":"F32","shape":[8],"data_offsets":[-128,-96]}}', 0);
		secret.set(inside, 1024);
		expect(() => decodeSafetensors(secret.subarray(1024, 1024 + inside.length))).toThrow(
			'safetensors: expected two rising byte offsets from 0 for "x", got [-128,-96]',
		);
	});

	// The rules of the format, one broken at a time.
	const x = (fields: string) => `{"x":{${fields}}}`;
	const one = '"dtype":"F32","shape":[1],"data_offsets":[0,4]';
	test.each<[string, string, number, string]>([
		["offsets that fall", x('"dtype":"F32","shape":[1],"data_offsets":[4,0]'), 4, "two rising byte offsets"],
		["fractional offsets", x('"dtype":"F32","shape":[1],"data_offsets":[0.5,4.5]'), 8, "two rising byte"],
		["three offsets", x('"dtype":"F32","shape":[1],"data_offsets":[0,4,8]'), 8, "two rising byte offsets"],
		["offsets as texts", x('"dtype":"F32","shape":[1],"data_offsets":["0","4"]'), 4, "two rising byte"],
		["no offsets", x('"dtype":"F32","shape":[1]'), 4, 'two rising byte offsets from 0 for "x", got nothing'],
		["a negative shape", x('"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]'), 4, "a shape of whole"],
		["a fractional shape", x('"dtype":"F32","shape":[0.5,2],"data_offsets":[0,4]'), 4, "a shape of whole"],
		["a shape that is a number", x('"dtype":"F32","shape":1,"data_offsets":[0,4]'), 4, "a shape of whole"],
		["no shape", x('"dtype":"F32","data_offsets":[0,4]'), 4, 'whole numbers from 0 for "x", got nothing'],
		[
			"a shape whose product is beyond all memory",
			x('"dtype":"F32","shape":[9007199254740991,9007199254740991],"data_offsets":[0,4]'),
			4,
			"bytes of",
		],
		[
			"a shape of another size",
			x('"dtype":"F32","shape":[2],"data_offsets":[0,4]'),
			4,
			"expected 8 bytes of",
		],
		[
			"another type",
			x('"dtype":"F64","shape":[],"data_offsets":[0,8]'),
			8,
			'of type F32, F16, I32, got "F64"',
		],
		["a type of every object", x('"dtype":"toString","shape":[],"data_offsets":[0,4]'), 4, "of type F32"],
		["no type", x('"shape":[],"data_offsets":[0,4]'), 4, "of type F32, F16, I32, got nothing"],
		["an entry that is null", '{"x":null}', 0, 'an object that describes "x", got null'],
		["an entry that is a list", '{"x":[]}', 0, 'an object that describes "x", got []'],
		[
			"an overlap",
			`{"x":{${one}},"y":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`,
			8,
			'"y" at byte 4, where the array before it ends, got byte 0: an overlap',
		],
		["a hole", x('"dtype":"F32","shape":[1],"data_offsets":[4,8]'), 8, "got byte 4: a hole"],
		["bytes that belong to no array", `{"x":{${one}}}`, 8, "expected a file of"],
		["the same array twice", `{"x":{${one}},"x":{${one}}}`, 4, 'every key of the header once, got "x" twice'],
		["the same array twice, once escaped", `{"x":{${one}},"\\u0078":{${one}}}`, 4, 'got "x" twice'],
		["a field twice", x(`${one},"shape":[1]`), 4, 'got "shape" twice'],
		["a header that is a list", "[]", 0, 'a header that begins with "{"'],
		["a header after spaces", ' {"__metadata__":{}}', 0, 'a header that begins with "{", got byte 32'],
		["a header that ends early", '{"x":', 0, "a JSON header"],
		["no header", "", 0, "a JSON header"],
		["metadata that are no texts", '{"__metadata__":{"a":1}}', 0, "__metadata__ that maps texts to texts"],
		["metadata that are a list", '{"__metadata__":[]}', 0, "__metadata__ that maps texts to texts, got []"],
	])("refuses %s", (_, header, dataLength, message) => {
		const act = () => decodeSafetensors(file(header, dataLength));
		expect(act).toThrow(RangeError);
		expect(act).toThrow(message);
	});

	test("refuses a header that is not UTF-8", () => {
		const bytes = file('{"__metadata__":{"a":"b"}}', 0);
		bytes[bytes.indexOf(0x62)] = 0xff;
		expect(() => decodeSafetensors(bytes)).toThrow(
			new RangeError("safetensors: expected a header in UTF-8, got other bytes"),
		);
	});

	test("throws nothing but RangeError, whatever byte of a header is changed", () => {
		const bytes = join(encodeSafetensors(content));
		const length = encodeSafetensors(content)[0]!.length;
		for (let at = 0; at < length; at++) {
			for (const bit of [1, 4, 32, 128]) {
				const other = bytes.slice();
				other[at]! ^= bit;
				try {
					decodeSafetensors(other);
				} catch (error) {
					expect(error).toBeInstanceOf(RangeError);
					expect((error as Error).message).toMatch(/^safetensors: expected .*, got /s);
				}
			}
		}
	});

	test("takes arrays in any order, empty ones, spaces at the end, and names like __proto__", () => {
		const header = `{"b":{"dtype":"I32","shape":[1],"data_offsets":[4,8]},"empty":{"dtype":"F32","shape":[0],"data_offsets":[4,4]},"__proto__":{${one}}}   `;
		const { tensors } = decodeSafetensors(file(header, 8));
		expect([...tensors.keys()].sort()).toEqual(["__proto__", "b", "empty"]);
		expect(tensors.get("b")).toEqual({ shape: [1], values: Int32Array.of(0) });
	});

	test("writes no array that could not be read again", () => {
		const write = (name: string, shape: number[]) => () =>
			encodeSafetensors({
				tensors: new Map([[name, { shape, values: Float32Array.of(1, 2) }]]),
				metadata: {},
			});
		expect(write("x", [3])).toThrow(RangeError);
		expect(write("x", [-1, -2])).toThrow("values for its shape [-1, -2], got 2 values");
		expect(write("__metadata__", [2])).toThrow("which the format keeps");
		const { tensors } = decodeSafetensors(join(write("__proto__", [2])()));
		expect([...tensors.keys()]).toEqual(["__proto__"]);
	});
});

/** A file of a header as it stands, and `dataLength` zeros. */
function file(header: string, dataLength: number): Uint8Array {
	const text = new TextEncoder().encode(header);
	const bytes = new Uint8Array(8 + text.length + dataLength);
	new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
	bytes.set(text, 8);
	return bytes;
}
