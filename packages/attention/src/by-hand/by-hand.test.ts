import { describe, expect, test } from "vitest";
import "@mirada/test-kit";
import { attention, causalMask, combineMasks, paddingMask, scores, softmax } from "./index.js";

describe("softmax", () => {
	test("adds up to 1 and keeps the order", () => {
		const weights = softmax([1, 2, 3]);
		expect(weights).toBeAllClose([0.0900306, 0.2447285, 0.6652409], { atol: 1e-7 });
	});

	test("does not overflow", () => expect(softmax([1000, 1000])).toEqual([0.5, 0.5]));

	test("gives 0 where nothing is allowed, and nothing for nothing", () => {
		expect(softmax([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY])).toEqual([0, 0]);
		expect(softmax([])).toEqual([]);
	});
});

test("masks say who may attend", () => {
	expect(causalMask(2, 3)).toEqual([
		[true, false, false],
		[true, true, false],
	]);
	expect(paddingMask([7, 0], 1)).toEqual([[true, false]]);
	expect(combineMasks([[true, true]], [[true, false]])).toEqual([[true, false]]);
});

test("the scores of a pair that can be computed in the head", () => {
	const [q, k] = [
		[1, 2],
		[3, 4],
	];
	expect(scores.dot(q!, k!)).toBe(11);
	expect(scores.scaledDot(q!, k!)).toBeCloseTo(11 / Math.SQRT2, 12);
	expect(
		scores.general(q!, k!, {
			W: [
				[0, 1],
				[1, 0],
			],
		}),
	).toBe(10); // [2, 1] · [3, 4]
	expect(scores.additive(q!, k!, { Wq: [[1], [0]], Wk: [[0], [1]], v: [2] })).toBe(2 * Math.tanh(5));
	expect(scores.concat(q!, k!, { W: [[1], [0], [0], [1]], v: [2] })).toBe(2 * Math.tanh(5));
});

describe("attention", () => {
	// The golden values of Keras' own test of Attention.
	const golden = {
		queries: [
			[1, 0],
			[0, 1],
		],
		keys: [
			[0, 1],
			[1, 0],
		],
		values: [
			[1, 2],
			[3, 4],
		],
	};

	test("gives the golden values", () => {
		const { weights, contexts } = attention({ ...golden, score: scores.dot });
		expect(weights).toBeAllClose([0.269, 0.731, 0.731, 0.269], { atol: 1e-3 });
		expect(contexts).toBeAllClose([2.462, 3.462, 1.538, 2.538], { atol: 1e-3 });
	});

	test("does not look behind the mask", () => {
		const { weights, contexts } = attention({
			...golden,
			values: [
				[1, 2],
				[Number.NaN, 4],
			],
			mask: [
				[true, false],
				[false, false],
			],
		});
		expect(weights).toEqual([
			[1, 0],
			[0, 0],
		]);
		expect(contexts).toEqual([
			[1, 2],
			[0, 0],
		]);
	});
});
