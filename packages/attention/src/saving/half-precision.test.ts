import { describe, expect, test } from "vitest";
import numpy from "./__fixtures__/numpy-float16.json" with { type: "json" };
import { narrowToHalves, widenHalves } from "./half-precision.js";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.js";

/** By the formula of the standard, in double precision. */
function valueOfHalf(half: number): number {
	const sign = half >> 15 === 0 ? 1 : -1;
	const exponent = (half >> 10) & 31;
	const fraction = half & 1023;
	if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
	if (exponent === 0) return sign * 2 ** -14 * (fraction / 1024);
	return sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}

const ALL = Uint16Array.from({ length: 65_536 }, (_, bits) => bits);
const isNaNHalf = (half: number) => (half & 0x7fff) > 0x7c00;

describe("half precision", () => {
	test("is widened exactly, each of its 65,536 numbers", () => {
		const widened = widenHalves(ALL);
		const wrong = [...ALL].filter((half) => !Object.is(widened[half], valueOfHalf(half)));
		expect(wrong).toEqual([]);
	});

	test("comes back from single precision bit by bit, and NaN as NaN", () => {
		const numbers = ALL.filter((half) => !isNaNHalf(half));
		expect(narrowToHalves(widenHalves(numbers))).toEqual(numbers);
		const back = narrowToHalves(widenHalves(ALL.filter(isNaNHalf))) as Uint16Array;
		expect(back.every(isNaNHalf)).toBe(true);
		// Signalling NaN whose payload does not fit.
		const odd = new Float32Array(Uint32Array.of(0x7f800001, 0xff800001).buffer);
		expect((narrowToHalves(odd) as Uint16Array).every(isNaNHalf)).toBe(true);
	});

	test("rounds as NumPy does: to the nearest, ties to even", () => {
		const singles = new Float32Array(Uint32Array.from(numpy.float32Bits).buffer);
		expect(narrowToHalves(singles)).toEqual(Uint16Array.from(numpy.float16Bits));
	});

	test("takes the neighbour that is nearer for numbers anywhere between two halves", () => {
		for (let half = 0; half < 0x7bff; half += 7) {
			const [low, high] = [valueOfHalf(half), valueOfHalf(half + 1)];
			const at = (share: number) => Math.fround(low + (high - low) * share);
			const even = half % 2 === 0 ? half : half + 1;
			const rounded = narrowToHalves(Float32Array.of(at(0.25), at(0.5), at(0.75), -at(0.75)));
			expect(rounded).toEqual(Uint16Array.of(half, even, half + 1, (half + 1) | 0x8000));
		}
	});
});

describe("a safetensors file in half precision", () => {
	const numbers = Float32Array.of(1, -0, 0.1, Number.NEGATIVE_INFINITY, 65504);
	const write = (values: Float32Array, floatType?: "F16") => {
		const tensors = new Map<string, { shape: number[]; values: Float32Array | Int32Array }>([
			["kernel", { shape: [values.length], values }],
			["ids", { shape: [2], values: Int32Array.of(-7, 2 ** 31 - 1) }],
		]);
		return new Uint8Array(Buffer.concat(encodeSafetensors({ tensors, metadata: {} }, { floatType })));
	};

	test("takes two bytes for a float, four for an integer, and is read as single precision", () => {
		const bytes = write(numbers, "F16");
		expect(bytes.length).toBe(write(numbers).length - 2 * numbers.length);
		const { tensors } = decodeSafetensors(bytes);
		// Between 2^-4 and 2^-3 halves are 2^-14 apart, and 0.1 x 2^14 = 1638.4.
		const nearestToATenth = 1638 / 2 ** 14;
		expect(tensors.get("kernel")!.values).toEqual(
			Float32Array.of(1, -0, nearestToATenth, Number.NEGATIVE_INFINITY, 65504),
		);
		// Five halves before them: the integers are not aligned.
		expect(tensors.get("ids")!.values).toEqual(Int32Array.of(-7, 2 ** 31 - 1));
	});

	test.each([65520, -65520, 1e5, 3e38])("is not written with %f, which would become infinite", (value) => {
		expect(() => write(Float32Array.of(1, value), "F16")).toThrow(
			`safetensors: expected values of "kernel" up to 65504, the largest of F16, got ${Math.fround(value)}`,
		);
	});

	test("is the only other type of floats", () => {
		expect(() => write(numbers, "F64" as "F16")).toThrow(
			'encodeSafetensors: expected floatType F32 or F16, got "F64"',
		);
		const content = { tensors: new Map(), metadata: {} };
		// @ts-expect-error an option that does not exist
		expect(() => encodeSafetensors(content, { dtype: "F16" })).toThrow(/unknown option "dtype"/);
	});
});
