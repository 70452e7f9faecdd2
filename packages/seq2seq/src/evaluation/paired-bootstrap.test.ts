import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { bleuStatistics } from "./bleu.js";
import { bleuByLength } from "./length-buckets.js";
import { pairedBootstrap, pairedBootstrapFromStatistics } from "./paired-bootstrap.js";
import { percentileInterval } from "./resampling.js";

interface PythonResult {
	baseline: number;
	candidate: number;
	pValue: number;
	candidateMean: number;
	candidateHalfWidth: number;
	differenceMean: number;
	differenceInterval: [number, number];
}

const fixture = JSON.parse(
	readFileSync(new URL("./__fixtures__/sacrebleu-bootstrap.json", import.meta.url), "utf8"),
) as {
	references: string[][];
	baseline: string[];
	candidates: Record<string, { hypotheses: string[]; many: PythonResult; few: PythonResult }>;
	draws: number[][];
};
const { references, baseline } = fixture;
const bleu = { tokenize: "none" } as const;

describe.each(Object.entries(fixture.candidates))("against sacreBLEU, candidate %s", (_, python) => {
	test("the same draws give the same means, intervals and p-value", () => {
		const indices = fixture.draws.flat();
		let next = 0;
		const result = pairedBootstrapFromStatistics(
			bleuStatistics(baseline, references, bleu),
			bleuStatistics(python.hypotheses, references, bleu),
			{ bleu, resamples: fixture.draws.length },
			() => indices[next++]!,
		);
		const expected = python.few;
		expect(result.baseline.score).toBeCloseTo(expected.baseline, 9);
		expect(result.candidate.score).toBeCloseTo(expected.candidate, 9);
		// sacreBLEU resamples in float32.
		expect(result.candidate.mean).toBeCloseTo(expected.candidateMean, 4);
		const { lower, upper } = result.candidate.interval;
		expect((upper - lower) / 2).toBeCloseTo(expected.candidateHalfWidth, 4);
		expect(result.difference.mean).toBeCloseTo(expected.differenceMean, 4);
		expect(result.difference.interval.lower).toBeCloseTo(expected.differenceInterval[0], 4);
		expect(result.difference.interval.upper).toBeCloseTo(expected.differenceInterval[1], 4);
		expect(result.pValue).toBeCloseTo(expected.pValue, 12);
	});

	test("our own draws agree within the noise of 1,000 resamples", () => {
		const result = pairedBootstrap({ baseline, candidate: python.hypotheses, references, bleu, seed: 3 });
		const expected = python.many;
		// Standard error of the mean: the interval is 3.9 deviations wide, 1,000 draws; four errors either way.
		const width = expected.differenceInterval[1] - expected.differenceInterval[0];
		const error = width / 3.92 / Math.sqrt(1000);
		expect(Math.abs(result.difference.mean - expected.differenceMean)).toBeLessThan(4 * Math.SQRT2 * error);
		// A 2.5 % quantile is about 2.7 times as uncertain as the mean.
		expect(Math.abs(result.difference.interval.lower - expected.differenceInterval[0])).toBeLessThan(
			4 * Math.SQRT2 * 2.7 * error,
		);
		expect(Math.abs(result.difference.interval.upper - expected.differenceInterval[1])).toBeLessThan(
			4 * Math.SQRT2 * 2.7 * error,
		);
		expect(Math.abs(result.pValue - expected.pValue)).toBeLessThan(0.035);
	});
});

describe("pairedBootstrap", () => {
	test("of two sentences equals the list of all four draws worked out by hand", () => {
		// Sentence 0: both right. Sentence 1: only the candidate right. Draws 00, 01, 10, 11.
		const draws = [0, 0, 0, 1, 1, 0, 1, 1];
		const result = pairedBootstrapFromStatistics(
			bleuStatistics(["a b c d", "x x x x"], [["a b c d"], ["e f g h"]], bleu),
			bleuStatistics(["a b c d", "e f g h"], [["a b c d"], ["e f g h"]], bleu),
			{ bleu, resamples: 4, confidence: 0.5 },
			() => draws.shift()!,
		);
		// Baseline: 100, 50, 50, 0 (half of every n-gram order matches); candidate always 100.
		expect(result.baseline.mean).toBeCloseTo(50, 10);
		expect(result.difference.score).toBeCloseTo(50, 10);
		expect(result.difference.mean).toBeCloseTo(50, 10);
		expect(result.winShare).toBe(0.75);
		// Distances 0, 50, 50, 100 minus their mean 50: none exceeds the difference, 50.
		expect(result.pValue).toBeCloseTo(1 / 5, 10);
		// A quarter of the four values is cut at either end.
		expect(result.difference.interval.lower).toBeCloseTo(50, 10);
		expect(result.difference.interval.upper).toBeCloseTo(50, 10);
	});

	test("is the same for the same seed and finds no difference between a system and itself", () => {
		const input = {
			baseline,
			candidate: fixture.candidates.better!.hypotheses,
			references,
			bleu,
			resamples: 200,
		};
		expect(pairedBootstrap(input)).toEqual(pairedBootstrap(input));
		expect(pairedBootstrap({ ...input, seed: 2 })).not.toEqual(pairedBootstrap(input));
		const same = pairedBootstrap({ ...input, candidate: baseline });
		expect(same.difference.interval).toEqual({ lower: 0, upper: 0 });
		expect(same.winShare).toBe(0);
	});

	test("takes 1,000 resamples of 2,000 sentences in well under 5 seconds", () => {
		const many = <Item>(items: readonly Item[]) => Array.from({ length: 2000 }, (_, i) => items[i % 60]!);
		const began = performance.now();
		pairedBootstrap({
			baseline: many(baseline),
			candidate: many(fixture.candidates.better!.hypotheses),
			references: many(references),
			bleu,
		});
		expect(performance.now() - began).toBeLessThan(5000);
	});
});

test("the 95 % interval of 1,000 values cuts 25 at either end", () => {
	const values = Array.from({ length: 1000 }, (_, i) => 999 - i);
	expect(percentileInterval(values)).toEqual({ lower: 25, upper: 974 });
});

describe("bleuByLength", () => {
	test("scores every sentence in the bucket of its source length", () => {
		const buckets = bleuByLength({
			sourceLengths: [5, 6, 8, 9, 1, 13],
			systems: {
				good: ["a b c d", "a b c d", "e f g h", "a b c d", "a b c d", "a b c d"],
				bad: ["a b c d", "x x x x", "e f g h", "x x x x", "x x x x", "x x x x"],
			},
			references: [["a b c d"], ["a b c d"], ["e f g h"], ["a b c d"], ["a b c d"], ["a b c d"]],
			bleu,
		});
		expect(buckets.map((bucket) => [bucket.label, bucket.sentences])).toEqual([
			["<=5", 2],
			["6-8", 2],
			["9-12", 1],
			[">12", 1],
		]);
		expect(buckets.map((bucket) => Math.round(bucket.bleu.good!.score))).toEqual([100, 100, 100, 100]);
		expect(buckets.map((bucket) => Math.round(bucket.bleu.bad!.score))).toEqual([50, 50, 0, 0]);
	});

	test("says null for an empty bucket", () => {
		const buckets = bleuByLength({ sourceLengths: [3], systems: { a: ["x"] }, references: [["x"]] });
		expect(buckets[3]).toEqual({ label: ">12", sentences: 0, bleu: { a: null } });
	});
});
