import { describe, expect, test } from "vitest";
import type { AlignmentLink } from "../../data/corpus.js";
import {
	type AlignmentScores,
	alignmentScores,
	alignmentStatistics,
	hardAlignment,
	linksAbove,
} from "./alignment-metrics.js";
import { type AttentionMap, diagonalMap, uniformMap, withoutEosColumn } from "./attention-map.js";
import type { GoldLinks } from "./pharaoh.js";

function scores(map: AttentionMap, links: GoldLinks): AlignmentScores {
	return alignmentScores(alignmentStatistics(map, links));
}

// "the red car" -> "el coche rojo": adjective and noun change places.
const CROSSED: GoldLinks = {
	sure: [
		[0, 0],
		[2, 1],
		[1, 2],
	],
};
const MAP: AttentionMap = {
	weights: [
		[0.8, 0.1, 0.1],
		[0.1, 0.3, 0.6],
		[0.2, 0.3, 0.5],
	],
};

describe("each metric equals its formula worked out by hand", () => {
	const found = scores(MAP, CROSSED);
	test("alignmentErrorRate and f1: A* = {0-0, 2-1, 2-2}, two of three right", () => {
		expect(hardAlignment(MAP)).toEqual([
			[0, 0],
			[2, 1],
			[2, 2],
		]);
		expect(found.alignmentErrorRate).toBeCloseTo(1 - (2 + 2) / (3 + 3), 12);
		expect(found.f1).toBeCloseTo(2 / 3, 12);
	});
	test("matchScore: two of three highest weights lie on links", () => {
		expect(found.matchScore).toBeCloseTo(2 / 3, 12);
	});
	test("probabilityMass: 0.8 + 0.6 + 0.3 over three words", () => {
		expect(found.probabilityMass).toBeCloseTo(1.7 / 3, 12);
	});
	test("rowEntropy, coverage, diagonality and focusRate", () => {
		const h = (...row: number[]) => -row.reduce((sum, p) => sum + p * Math.log(p), 0) / Math.log(3);
		expect(found.rowEntropy).toBeCloseTo((h(0.8, 0.1, 0.1) + h(0.1, 0.3, 0.6) + h(0.2, 0.3, 0.5)) / 3, 12);
		// Columns add up to 1.1, 0.7 and 1.2.
		expect(found.coverage).toBeCloseTo((1 + 0.7 + 1) / 3, 12);
		// A step off the diagonal costs 1/3, two steps 2/3.
		const diagonal = [0.8 + (0.1 * 2) / 3 + 0.1 / 3, 0.3 + (0.7 * 2) / 3, 0.5 + (0.3 * 2) / 3 + 0.2 / 3];
		expect(found.diagonality).toBeCloseTo(diagonal.reduce((a, b) => a + b) / 3, 12);
		expect(found.focusRate).toBeCloseTo((0.8 + 0.6 + 0.5) / 3, 12);
	});
});

test("possible links excuse a wrong proposal but are not required (Och & Ney)", () => {
	// A* = {0-0, 2-1, 2-2}; S = {0-0}, P = {0-0, 2-1}.
	const found = scores(MAP, { sure: [[0, 0]], possible: [[2, 1]] });
	expect(found.alignmentErrorRate).toBeCloseTo(1 - (1 + 2) / (3 + 1), 12);
	const [precision, recall] = [2 / 3, 1];
	expect(found.f1).toBeCloseTo((2 * precision * recall) / (precision + recall), 12);
});

test("a target word with two links asks for the two highest weights, and unlinked words do not count", () => {
	const links: AlignmentLink[] = [
		[1, 1],
		[2, 1],
	];
	expect(scores(MAP, { sure: links }).matchScore).toBe(1);
	expect(scores(MAP, { sure: links }).probabilityMass).toBeCloseTo(0.9, 12);
	expect(scores(MAP, { sure: [links[0]!, [0, 1]] }).matchScore).toBe(0.5);
});

test("the corpus value is a ratio of sums, not a mean of sentences", () => {
	const short = { weights: [[1, 0]] };
	const sums = alignmentStatistics(MAP, CROSSED).map(
		(value, i) => value + alignmentStatistics(short, { sure: [[1, 0]] })[i]!,
	);
	expect(alignmentScores(sums).matchScore).toBeCloseTo(2 / 4, 12);
	expect(alignmentScores(sums).alignmentErrorRate).toBeCloseTo(1 - 4 / 8, 12);
});

describe("nulls", () => {
	test("a uniform map matches by chance, whatever the order of the words", () => {
		for (const sure of [CROSSED.sure, [[0, 0]], [[2, 0]]] as AlignmentLink[][]) {
			const found = scores(uniformMap(3, 3), { sure });
			expect(found.matchScore).toBeCloseTo(1 / 3, 12);
			expect(found.probabilityMass).toBeCloseTo(1 / 3, 12);
		}
		expect(scores(uniformMap(4, 5), CROSSED).rowEntropy).toBeCloseTo(1, 12);
	});

	test("a diagonal map follows the relative place and misses what changes places", () => {
		expect(diagonalMap(3, 3).weights).toEqual([
			[1, 0, 0],
			[0, 1, 0],
			[0, 0, 1],
		]);
		expect(diagonalMap(4, 2).weights).toEqual([
			[1, 0],
			[1, 0],
			[0, 1],
			[0, 1],
		]);
		expect(diagonalMap(1, 2).weights).toEqual([[0.5, 0.5]]);
		expect(scores(diagonalMap(3, 3), CROSSED).matchScore).toBeCloseTo(1 / 3, 12);
		expect(scores(diagonalMap(3, 3), CROSSED)).toMatchObject({ rowEntropy: 0, focusRate: 1, diagonality: 1 });
	});
});

describe("withoutEosColumn", () => {
	test("spreads what is left to one and reports what was dropped", () => {
		const { weights, eosMass } = withoutEosColumn(
			[
				[0.3, 0.2, 0.5],
				[0, 0, 1],
			],
			2,
		);
		expect(weights[0]![0]).toBeCloseTo(0.6, 12);
		expect(weights[0]![1]).toBeCloseTo(0.4, 12);
		expect(weights[1]).toEqual([0.5, 0.5]);
		expect(eosMass).toBeCloseTo(0.75, 12);
		expect(() => withoutEosColumn([[1]], 1)).toThrow(/expected a column from 0 to 0, got 1/);
	});
});

test("a row maximum needs numbers: NaN has no place", () => {
	expect(() => hardAlignment({ weights: [[Number.NaN, 1]] })).toThrow(
		"hardAlignment: expected finite weights of 0 or more, got NaN in row 0, column 0",
	);
});

test("links by threshold can be none or many per word", () => {
	expect(linksAbove(MAP, 0.3)).toEqual([
		[0, 0],
		[1, 1],
		[2, 1],
		[1, 2],
		[2, 2],
	]);
});

test("a link outside the map is refused: source and target may be exchanged", () => {
	expect(() => scores({ weights: [[0.5, 0.5]] }, { sure: [[0, 1]] })).toThrow(
		/links within 1 target and 2 source words, got 0-1/,
	);
});
