import { expect, test } from "vitest";
import { alignmentScores, alignmentStatistics, hardAlignment } from "./alignment-metrics.js";
import { linkScores } from "./link-scores.js";

test("counts as Och & Ney do, over all sentences together", () => {
	// A = {0-0, 1-1, 2-2 | 0-1}, S = {0-0, 3-3 | }, P = S + {1-1 | 0-1}: 1 in S, 3 in P, |A| = 4, |S| = 2.
	const found = linkScores(
		[
			[
				[0, 0],
				[1, 1],
				[2, 2],
			],
			[
				[0, 1],
				[0, 1],
			],
		],
		[
			{
				sure: [
					[0, 0],
					[3, 3],
				],
				possible: [[1, 1]],
			},
			{ sure: [], possible: [[0, 1]] },
		],
	);
	expect(found.precision).toBeCloseTo(3 / 4, 12);
	expect(found.recall).toBeCloseTo(1 / 2, 12);
	expect(found.alignmentErrorRate).toBeCloseTo(1 - (1 + 3) / (4 + 2), 12);
});

test("agrees with the error rate of a map's row maximum", () => {
	const map = {
		weights: [
			[0.7, 0.2, 0.1],
			[0.1, 0.3, 0.6],
		],
	};
	const gold = { sure: [[0, 0] as const, [1, 1] as const], possible: [[2, 1] as const] };
	expect(linkScores([hardAlignment(map)], [gold]).alignmentErrorRate).toBeCloseTo(
		alignmentScores(alignmentStatistics(map, gold)).alignmentErrorRate,
		12,
	);
});

test("has no error where nothing is asked and nothing proposed", () => {
	expect(linkScores([], [])).toEqual({ precision: 1, recall: 1, alignmentErrorRate: 0 });
	expect(linkScores([[[0, 0]]], [{ sure: [] }])).toEqual({ precision: 0, recall: 1, alignmentErrorRate: 1 });
});

test("refuses lists of different lengths and what is no link", () => {
	expect(() => linkScores([[]], [])).toThrow("linkScores: expected gold links of 1 sentences, got 0");
	// @ts-expect-error a link has two ends
	expect(() => linkScores([[[0]]], [{ sure: [] }])).toThrow(/links \[source, target\]/);
});
