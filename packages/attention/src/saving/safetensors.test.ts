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

	test("says what is wrong with a file", () => {
		const bytes = join(encodeSafetensors(content));
		expect(() => decodeSafetensors(bytes.subarray(0, 20))).toThrow(
			/expected a header of \d+ bytes, got 20 bytes/,
		);
		expect(() => decodeSafetensors(bytes.subarray(0, -4))).toThrow("expected 4 bytes of scalar, got 0");
		const other = join(encodeSafetensors(content));
		other[8] = 0x7a;
		expect(() => decodeSafetensors(other)).toThrow("expected a JSON header, got");
		const text = new TextEncoder().encode('{"x":{"dtype":"F64","shape":[],"data_offsets":[0,8]}}');
		const double = new Uint8Array(8 + text.length + 8);
		double[0] = text.length;
		double.set(text, 8);
		expect(() => decodeSafetensors(double)).toThrow("expected x of type F32 or I32, got F64");
	});
});
