import { attention as oracle } from "@mirada/attention/by-hand";
import { expect, it } from "vitest";
import { attention } from "./attention-by-hand.js";

const Q = [
	[1, 0.5],
	[-2, 3],
];
const K = [
	[0.5, 1],
	[2, -1],
	[0, 0],
];
const V = [
	[1, 2, 3],
	[4, 5, 6],
	[7, 8, 9],
];

it("computes what the package computes", () => {
	const { weights, context } = attention(Q, K, V);
	const { weights: expected, contexts } = oracle({ queries: Q, keys: K, values: V });
	weights.flat().forEach((weight, i) => {
		expect(weight).toBeCloseTo(expected.flat()[i]!, 12);
	});
	context.flat().forEach((value, i) => {
		expect(value).toBeCloseTo(contexts.flat()[i]!, 12);
	});
});

it("does what exercise 1 asks for: order of keys, a constant in the scores, large widths", () => {
	const turned = attention(Q, K.toReversed(), V.toReversed()).context;
	attention(Q, K, V)
		.context.flat()
		.forEach((value, i) => {
			expect(turned.flat()[i]).toBeCloseTo(value, 12);
		});
	const wide = (n: number, at: number) => Array.from({ length: 512 }, (_, i) => Math.sin((i + 1) * (n + at)));
	const [row] = attention(
		[wide(1, 0.3)],
		[wide(2, 0.1), wide(3, 0.7), wide(4, 0.2)],
		[[0], [0], [0]],
	).weights;
	expect(Math.max(...row!)).toBeLessThan(0.9);
});
