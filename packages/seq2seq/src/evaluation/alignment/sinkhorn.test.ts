import { describe, expect, it, test } from "vitest";
import type { AlignmentLink } from "../../data/corpus.js";
import { Random } from "../../data/random.js";
import { hardAlignment } from "./alignment-metrics.js";
import { sinkhornAlignment, sinkhornMap } from "./sinkhorn.js";

/** Positive weights, rows adding up to 1; the larger `power`, the further apart. */
function randomMap(random: Random, T: number, S: number, power = 1): { weights: number[][] } {
	const weights = Array.from({ length: T }, () => {
		const row = Array.from({ length: S }, () => (0.001 + random.float()) ** power);
		const sum = row.reduce((a, b) => a + b, 0);
		return row.map((weight) => weight / sum);
	});
	return { weights };
}

/** Sinkhorn & Knopp as it is written: two vectors of factors over an untouched matrix, column factors first. */
function byHand(matrix: number[][], passes: number): number[][] {
	const T = matrix.length;
	const S = matrix[0]!.length;
	const u = matrix.map(() => 1);
	const v = matrix[0]!.map(() => 1);
	for (let pass = 0; pass < passes; pass++) {
		for (let s = 0; s < S; s++) {
			let sum = 0;
			for (let t = 0; t < T; t++) sum += u[t]! * matrix[t]![s]!;
			v[s] = T / S / sum;
		}
		for (let t = 0; t < T; t++) {
			let sum = 0;
			for (let s = 0; s < S; s++) sum += matrix[t]![s]! * v[s]!;
			u[t] = 1 / sum;
		}
	}
	return matrix.map((row, t) => row.map((weight, s) => u[t]! * weight * v[s]!));
}

const sizes = [
	[1, 1],
	[2, 2],
	[3, 7],
	[8, 3],
	[13, 17],
	[1, 6],
	[6, 1],
] as const;
const plain = { tension: 0 } as const;
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const column = (weights: readonly (readonly number[])[], s: number) => weights.map((row) => row[s]!);

describe("sinkhornMap", () => {
	test.each(sizes)("equals the double loop after any number of passes, %i x %i", (T, S) => {
		const map = randomMap(new Random(T * 31 + S), T, S, 3);
		for (const passes of [1, 2, 5, 40]) {
			const expected = byHand(map.weights, passes);
			const found = sinkhornMap(map, { ...plain, passes }).weights;
			for (let t = 0; t < T; t++) {
				for (let s = 0; s < S; s++) expect(found[t]![s]).toBeCloseTo(expected[t]![s]!, 12);
			}
		}
	});

	test.each(sizes)("gives every row 1 and every column T/S in the limit, %i x %i", (T, S) => {
		const random = new Random(T * 7 + S);
		for (const tension of [0, 4]) {
			const { weights } = sinkhornMap(randomMap(random, T, S, 4), { tension, passes: 3000 });
			for (const row of weights) expect(sum(row)).toBeCloseTo(1, 12);
			for (let s = 0; s < S; s++) expect(sum(column(weights, s))).toBeCloseTo(T / S, 9);
		}
	});

	it("has the closed form of a 2 x 2 map", () => {
		// Scaling keeps the cross ratio ad / bc, so x / (1 - x) = sqrt(ad / bc) with shares of 1.
		const [a, b, c, d] = [0.9, 0.1, 0.7, 0.3];
		const odds = Math.sqrt((a * d) / (b * c));
		const { weights } = sinkhornMap(
			{
				weights: [
					[a, b],
					[c, d],
				],
			},
			{ ...plain, passes: 200 },
		);
		expect(weights[0]![0]).toBeCloseTo(odds / (1 + odds), 12);
		expect(weights[1]![0]).toBeCloseTo(1 / (1 + odds), 12);
	});

	it("multiplies the diagonal prior in before scaling", () => {
		const map = randomMap(new Random(5), 4, 6, 2);
		const prior = map.weights.map((row, t) => {
			const near = row.map((weight, s) => weight * Math.exp(-3 * Math.abs((t + 0.5) / 4 - (s + 0.5) / 6)));
			return near.map((weight) => weight / sum(near));
		});
		const expected = byHand(prior, 5);
		const found = sinkhornMap(map, { tension: 3, passes: 5 }).weights;
		for (let t = 0; t < 4; t++) {
			for (let s = 0; s < 6; s++) expect(found[t]![s]).toBeCloseTo(expected[t]![s]!, 12);
		}
	});

	it("leaves rows and columns of zeros at zero and shares the rest", () => {
		const { weights } = sinkhornMap(
			{
				weights: [
					[0.5, 0, 0.5],
					[0, 0, 0],
					[0.2, 0, 0.8],
				],
			},
			{ ...plain, passes: 500 },
		);
		expect(weights[1]).toEqual([0, 0, 0]);
		expect(column(weights, 1)).toEqual([0, 0, 0]);
		// Two rows and two columns are left.
		expect(sum(column(weights, 0))).toBeCloseTo(1, 9);
		expect(sum(column(weights, 2))).toBeCloseTo(1, 9);
		const none = { weights: [[0, 0]] };
		expect(sinkhornMap(none).weights).toEqual([[0, 0]]);
	});

	it("takes empty maps", () => {
		expect(sinkhornMap({ weights: [] }).weights).toEqual([]);
		expect(sinkhornMap({ weights: [[], []] }).weights).toEqual([[], []]);
	});

	it("neither overflows nor underflows, whatever the range", () => {
		const random = new Random(11);
		const tiny = [1, 1e-38, 1e-300, 5e-324, 1e308, 0];
		for (let trial = 0; trial < 200; trial++) {
			const [T, S] = [1 + random.below(6), 1 + random.below(6)];
			const weights = Array.from({ length: T }, () =>
				Array.from({ length: S }, () => tiny[random.below(tiny.length)]!),
			);
			for (const tension of [0, 4, 1e9]) {
				const found = sinkhornMap({ weights }, { tension, passes: 50 }).weights;
				found.forEach((row, t) => {
					expect(row.every((weight) => weight >= 0 && weight <= 1 + 1e-12)).toBe(true);
					expect(sum(row)).toBeCloseTo(weights[t]!.some((weight) => weight > 0) ? 1 : 0, 9);
				});
			}
		}
	});

	it("does not change its argument and keeps what else the map holds", () => {
		const map = { ...randomMap(new Random(2), 3, 3), paddingMass: 0, eosMass: 0.25 };
		const copy = structuredClone(map);
		const { weights, ...rest } = sinkhornMap(map);
		expect(map).toEqual(copy);
		expect(weights).not.toEqual(map.weights);
		expect(rest).toEqual({ paddingMass: 0, eosMass: 0.25 });
	});
});

describe("sinkhornAlignment", () => {
	it("frees target words from a source word that draws attention everywhere", () => {
		// The full stop draws all three words; only the third needs it.
		const weights = [
			[0.4, 0.05, 0.55],
			[0.05, 0.4, 0.55],
			[0.02, 0.03, 0.95],
		];
		expect(hardAlignment({ weights }).map(String)).toEqual(["2,0", "2,1", "2,2"]);
		expect(sinkhornAlignment({ weights }, plain).map(String)).toEqual(["0,0", "1,1", "2,2"]);
	});

	it("follows the words when both sentences are put in another order", () => {
		const random = new Random(23);
		for (let trial = 0; trial < 50; trial++) {
			const [T, S] = [1 + random.below(9), 1 + random.below(9)];
			const { weights } = randomMap(random, T, S, 2);
			const rows = random.shuffle(Array.from({ length: T }, (_, t) => t));
			const columns = random.shuffle(Array.from({ length: S }, (_, s) => s));
			const permuted = rows.map((t) => columns.map((s) => weights[t]![s]!));
			const found = sinkhornAlignment({ weights: permuted }, plain).map(
				([s, t]): AlignmentLink => [columns[s]!, rows[t]!],
			);
			expect(found.map(String).sort()).toEqual(sinkhornAlignment({ weights }, plain).map(String).sort());
		}
	});

	it("is the row maximum without passes and without a prior", () => {
		const random = new Random(3);
		for (let trial = 0; trial < 20; trial++) {
			const map = randomMap(random, 1 + random.below(6), 1 + random.below(6));
			expect(sinkhornAlignment(map, { tension: 0, passes: 0 })).toEqual(hardAlignment(map));
		}
	});

	it("keeps the row maximum of a single target word, whose weights scaling makes equal", () => {
		expect(sinkhornAlignment({ weights: [[0.1, 0.7, 0.2]] }, plain)).toEqual([[1, 0]]);
	});

	it("links every target word to an only source word, and none to nothing", () => {
		expect(sinkhornAlignment({ weights: [[1], [1]] }).map(String)).toEqual(["0,0", "0,1"]);
		expect(sinkhornAlignment({ weights: [] })).toEqual([]);
		expect(sinkhornAlignment({ weights: [[]] })).toEqual([]);
		const weights = [
			[0, 0],
			[0.5, 0.5],
		];
		expect(sinkhornAlignment({ weights }).map(([, t]) => t)).toEqual([1]);
	});

	it("refuses weights that are no weights, and options that do not fit", () => {
		const one = { weights: [[0.5, 0.5]] };
		expect(() => sinkhornAlignment({ weights: [[1], [Number.NaN]] })).toThrow(
			"sinkhornAlignment: expected finite weights of 0 or more, got NaN in row 1, column 0",
		);
		expect(() => sinkhornMap({ weights: [[-0.1, 1.1]] })).toThrow(/got -0.1 in row 0, column 0/);
		expect(() => sinkhornMap({ weights: [[Number.POSITIVE_INFINITY]] })).toThrow(/got Infinity/);
		expect(() => sinkhornMap({ weights: [[1], [1, 2]] })).toThrow(
			/expected rows of 1 weights, got 2 in row 1/,
		);
		expect(() => sinkhornMap(one, { passes: 1.5 })).toThrow(/expected passes to be an integer from 0/);
		expect(() => sinkhornMap(one, { tension: -1 })).toThrow(
			"sinkhornMap: expected tension to be a number of 0 or more, got -1",
		);
		expect(() => sinkhornMap(one, { tension: Number.NaN })).toThrow(/got NaN/);
		// @ts-expect-error an option that does not exist
		expect(() => sinkhornMap(one, { iterations: 3 })).toThrow(/iterations/);
		// @ts-expect-error no map
		expect(() => sinkhornMap(null)).toThrow(TypeError);
	});
});
