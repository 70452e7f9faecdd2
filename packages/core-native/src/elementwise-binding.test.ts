import { describe, expect, test } from "vitest";
import { loadBinding } from "./load-binding.js";

const binding = loadBinding();
const floats = (length: number) => new Float32Array(length).fill(0.5);
const axes = (...numbers: number[]) => Int32Array.from(numbers);

/** One valid call of each function that takes its arguments one by one. */
const VALID: Record<string, () => unknown[]> = {
	unary: () => [0, floats(5), floats(5), 0, 0],
	binary: () => [0, axes(2, 3, 4, 4, 1, 0, 1), floats(12), floats(4), floats(12)],
	comparison: () => [0, axes(2, 3, 4, 4, 1, 0, 1), floats(12), floats(4), new Uint8Array(12)],
	select: () => [new Uint8Array(5), floats(5), floats(5), floats(5)],
	reduce: () => [0, floats(24), floats(6), 2, 4, 3, 1],
	softmax: () => [floats(12), floats(12), 4, false],
	dropout: () => [floats(24), floats(24), 2, 4, 0.2, 7],
	permute: () => [axes(2, 4, 3, 1, 4), floats(14), 2, floats(12)],
	copyRows: () => [floats(12), 0, 4, floats(12), 0, 4, 3, 4],
};
const HOSTILE: unknown[] = [
	undefined,
	null,
	"5",
	{},
	[],
	Number.NaN,
	-1,
	1.5,
	99,
	2 ** 31,
	1e300,
	new Float64Array(12),
	new Float32Array(3),
	new Uint8Array(3),
	new Int32Array(0),
	axes(9, 1, 1),
	axes(-1),
	axes(2, 2147483647, 2147483647, 1, 1, 1, 1),
	axes(3, 2147483647, 2147483647, 0, 2147483647, 2147483647, 1, 2147483647, 2147483647, 1),
	axes(2, 3, 4, -4, 1, 0, 1),
	axes(2, 3, 4, 4, 2, 0, 1),
	axes(2, 30, 40, 40, 1, 0, 1),
];

const call = (name: string, args: unknown[]) =>
	(binding as unknown as Record<string, (...args: unknown[]) => void>)[name]!(...args);

describe.each(Object.keys(VALID))("%s", (name) => {
	test("takes what is valid", () => {
		call(name, VALID[name]!());
	});

	test("names what is not, and never reads or writes beyond an array", () => {
		for (let place = 0; place < VALID[name]!().length; place++) {
			for (const value of HOSTILE) {
				const args = VALID[name]!();
				args[place] = value;
				try {
					call(name, args);
				} catch (error) {
					expect(error instanceof TypeError || error instanceof RangeError).toBe(true);
					expect((error as Error).message).toMatch(new RegExp(`^${name}: expected .* to be .*, got `));
				}
			}
			expect(() => call(name, VALID[name]!().slice(0, place))).toThrow(TypeError);
		}
	});
});

test.each([
	["unary", [0, floats(5), floats(4), 0, 0], "unary: expected out to be 5 elements, got 4"],
	["unary", [99, floats(5), floats(5), 0, 0], "unary: expected operation to be an integer from 0 to"],
	[
		"binary",
		[0, axes(1, 5, 1, 1), floats(5), floats(4), floats(5)],
		"binary: expected b to be at least 5 elements, got 4",
	],
	[
		"permute",
		[axes(1, 5, 2), floats(9), 1, floats(5)],
		"permute: expected x to be at least 10 elements, got 9",
	],
	["reduce", [0, floats(23), floats(6), 2, 4, 3, 1], "reduce: expected x to be 24 elements, got 23"],
	[
		"softmax",
		[floats(10), floats(10), 4, false],
		"softmax: expected x to be whole rows of 4, got 10 elements",
	],
	[
		"dropout",
		[floats(10), floats(10), 2, 4, 0.2, 7],
		"dropout: expected x to be whole rows of steps x width, got 10 elements",
	],
	["dropout", [floats(8), floats(8), 2, 4, 1, 7], "dropout: expected rate to be in [0, 1), got 1"],
	[
		"copyRows",
		[floats(12), 0, 4, floats(12), 0, 3, 3, 4],
		"copyRows: expected outStep to be at least the length of a row, got 3",
	],
] as const)("%s says what it expected", (name, args, message) => {
	expect(() => call(name, [...args])).toThrow(message);
});
