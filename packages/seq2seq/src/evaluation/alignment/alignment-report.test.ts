import { describe, expect, test } from "vitest";
import type { AlignmentLink } from "../../data/corpus.js";
import { Random } from "../../data/random.js";
import { alignmentReport } from "./alignment-report.js";
import { type AttentionMap, diagonalMap, uniformMap } from "./attention-map.js";
import type { GoldLinks } from "./pharaoh.js";

const random = new Random(5);
/** Sentences of 2 to 9 words whose neighbours change places now and then. */
const LINKS: GoldLinks[] = Array.from({ length: 120 }, () => {
	const order = Array.from({ length: 2 + random.below(8) }, (_, i) => i);
	for (let t = 0; t + 1 < order.length; t++) {
		if (random.chance(0.3)) [order[t], order[t + 1]] = [order[t + 1]!, order[t]!];
	}
	return { sure: order.map((s, t): AlignmentLink => [s, t]) };
});

/** Rows of random weights, with `signal` added to the linked word of row t + `shift`. */
function maps(signal: number, shift = 0): AttentionMap[] {
	return LINKS.map(({ sure }) => ({
		weights: sure.map((_, t) => {
			const row = sure.map(() => random.float());
			const link = sure[t + shift];
			if (link !== undefined) row[link[0]]! += signal;
			const sum = row.reduce((a, b) => a + b, 0);
			return row.map((weight) => weight / sum);
		}),
	}));
}

const sizes = LINKS.map(({ sure }) => sure.length);
const untrained = maps(0);
const report = (model: AttentionMap[], linksFrom: "gold" | "aligner" = "aligner") =>
	alignmentReport({ model, untrained, links: LINKS, linksFrom, resamples: 300 });

describe("alignmentReport", () => {
	test.each(["gold", "aligner"] as const)(
		"a model that sees the links beats every null (%s)",
		(linksFrom) => {
			const found = report(maps(20), linksFrom);
			expect(found.beatsEveryNull).toBe(true);
			expect(found.model.matchScore).toBeGreaterThan(0.95);
			expect(found.model.matchScore).toBeGreaterThan(found.nulls.diagonal.matchScore);
			for (const improvements of Object.values(found.improvements)) {
				const { improvement, interval, isBetter } = improvements.matchScore!;
				expect(interval.lower).toBeLessThan(improvement);
				expect(interval.upper).toBeGreaterThan(improvement);
				expect(isBetter).toBe(true);
				// Lower is better, and still an improvement is positive.
				expect(improvements.alignmentErrorRate!.improvement).toBeGreaterThan(0);
				expect(improvements.rowEntropy).toBeUndefined();
			}
			expect(found.decidedBy).toEqual(
				linksFrom === "gold" ? ["alignmentErrorRate"] : ["matchScore", "probabilityMass"],
			);
		},
	);

	test("a merely diagonal map does not pass, although it beats uniform and untrained maps", () => {
		const found = report(sizes.map((size) => diagonalMap(size, size)));
		expect(found.improvements.uniform.matchScore!.isBetter).toBe(true);
		expect(found.improvements.untrained.matchScore!.isBetter).toBe(true);
		expect(found.improvements.diagonal.matchScore).toEqual({
			improvement: 0,
			interval: { lower: 0, upper: 0 },
			isBetter: false,
		});
		expect(found.beatsEveryNull).toBe(false);
	});

	test("neither does a uniform nor an untrained one", () => {
		expect(report(sizes.map((size) => uniformMap(size, size))).beatsEveryNull).toBe(false);
		expect(report(untrained).beatsEveryNull).toBe(false);
	});

	test("a map whose rows belong to the next or the last word shows as off by one", () => {
		const right = report(maps(20)).matchByRowShift;
		expect(right.own).toBeGreaterThan(Math.max(right.before, right.after) + 0.3);
		// Row t aligns word t + 1: word t is aligned by the row before its own.
		const early = report(maps(20, 1));
		expect(early.matchByRowShift.before).toBeGreaterThan(0.95);
		expect(early.matchByRowShift.own).toBeLessThan(0.5);
		expect(early.beatsEveryNull).toBe(false);
		const late = report(maps(20, -1)).matchByRowShift;
		expect(late.after).toBeGreaterThan(0.95);
	});

	test("counts what it saw and passes on padding and eos mass", () => {
		const model = maps(20).map((map, i) => ({ ...map, paddingMass: i === 7 ? 1e-3 : 0, eosMass: 0.25 }));
		const found = report(model);
		const words = sizes.reduce((a, b) => a + b, 0);
		expect([found.sentences, found.targetWords, found.links]).toEqual([120, words, words]);
		expect([found.paddingMass, found.eosMass]).toEqual([1e-3, 0.25]);
		expect(report(maps(1))).toMatchObject({ paddingMass: 0, eosMass: null });
	});

	test("refuses what cannot be compared", () => {
		expect(() => report(untrained.slice(1))).toThrow(
			/as many untrained maps and links as maps of the model \(119\)/,
		);
		expect(() => alignmentReport({ model: [], untrained: [], links: [], linksFrom: "gold" })).toThrow(
			/at least one sure link/,
		);
		expect(() => report(sizes.map((size) => uniformMap(size, size + 1)))).toThrow(/maps of one size/);
	});
});
