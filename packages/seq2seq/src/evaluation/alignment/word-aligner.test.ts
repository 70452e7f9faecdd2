import { describe, expect, test } from "vitest";
import { generateBuiltinCorpus } from "../../data/builtin-corpus/generate.js";
import type { AlignmentLink, SentencePair } from "../../data/corpus.js";
import { Random } from "../../data/random.js";
import { digamma } from "./digamma.js";
import { DirectionalAligner } from "./directional-aligner.js";
import { PairTable } from "./pair-table.js";
import { formatPharaoh, parsePharaoh } from "./pharaoh.js";
import { symmetrize } from "./symmetrize.js";
import { trainWordAligner } from "./word-aligner.js";

describe("DirectionalAligner", () => {
	test("two rounds of IBM Model 1 equal EM worked out by hand", () => {
		// Given "a b" -> "x y" and "a" -> "x", no null word, maximum likelihood.
		// Round 1, all p = 1: c(a,x) = 1/2 + 1, c(a,y) = 1/2, c(b,x) = c(b,y) = 1/2.
		//   p(x|a) = 3/4, p(y|a) = 1/4, p(x|b) = p(y|b) = 1/2.
		// Round 2: x: a 3/4 against b 1/2 -> 3/5, 2/5; y: a 1/4 against b 1/2 -> 1/3, 2/3.
		//   c(a,x) = 8/5, c(a,y) = 1/3 -> p(x|a) = 24/29; c(b,x) = 2/5, c(b,y) = 2/3 -> p(y|b) = 5/8.
		const aligner = new DirectionalAligner({
			model1Iterations: 2,
			diagonalIterations: 0,
			nullProbability: 0,
			dirichlet: 0,
		});
		aligner.train([
			{ given: ["a", "b"], generated: ["x", "y"] },
			{ given: ["a"], generated: ["x"] },
		]);
		expect(aligner.probability("a", "x")).toBeCloseTo(24 / 29, 12);
		expect(aligner.probability("b", "y")).toBeCloseTo(5 / 8, 12);
		expect(aligner.probability("b", "never seen")).toBe(1e-9);
	});

	test("every round of maximum likelihood makes the corpus likelier", () => {
		const aligner = new DirectionalAligner({ model1Iterations: 0, diagonalIterations: 8, dirichlet: 0 });
		aligner.train(madeUpCorpus(200, 1).map(({ source, target }) => ({ given: source, generated: target })));
		const { crossEntropies } = aligner;
		expect(crossEntropies).toHaveLength(8);
		for (let round = 1; round < 8; round++) {
			expect(crossEntropies[round]!).toBeLessThan(crossEntropies[round - 1]!);
		}
	});
});

/** Word w of the source becomes w' in the target; adjacent words change places at random; some words are extra. */
function madeUpCorpus(size: number, seed: number): SentencePair[] {
	const random = new Random(seed);
	return Array.from({ length: size }, () => {
		const source: string[] = [];
		const target: { word: string; from: number }[] = [];
		const length = 3 + random.below(8);
		for (let s = 0; s < length; s++) {
			// Frequent and rare words, as in real text.
			const word = `w${Math.floor(150 * random.float() ** 2)}`;
			source.push(word);
			target.push({ word: `${word}'`, from: s });
			if (random.chance(0.1)) target.push({ word: `extra${random.below(2)}`, from: -1 });
		}
		for (let t = 0; t + 1 < target.length; t++) {
			if (random.chance(0.2)) [target[t], target[t + 1]] = [target[t + 1]!, target[t]!];
		}
		const alignment = target.flatMap(({ from }, t): AlignmentLink[] => (from === -1 ? [] : [[from, t]]));
		return { source, target: target.map(({ word }) => word), alignment };
	});
}

describe("trainWordAligner", () => {
	test.each(["intersection", "grow-diag"] as const)(
		"finds the links of a made-up language on sentences it has not seen: %s",
		(how) => {
			const aligner = trainWordAligner(madeUpCorpus(2000, 1));
			let [correct, proposed, gold] = [0, 0, 0];
			for (const { source, target, alignment = [] } of madeUpCorpus(200, 2)) {
				const keys = new Set(alignment.map(String));
				const links = aligner.align(source, target, how);
				correct += links.filter((link) => keys.has(String(link))).length;
				proposed += links.length;
				gold += keys.size;
			}
			// Only repeated words in one sentence are truly ambiguous.
			expect(correct / proposed).toBeGreaterThan(0.97);
			expect(correct / gold).toBeGreaterThan(0.95);
		},
	);

	test("agrees with the gold links of the generated English-Spanish corpus", () => {
		const pairs = generateBuiltinCorpus({ size: 1800, seed: 1 });
		const aligner = trainWordAligner(pairs.slice(0, 1600));
		const rates = (how: "intersection" | "grow-diag") => {
			let [correct, proposed, gold] = [0, 0, 0];
			for (const { source, target, alignment = [] } of pairs.slice(1600)) {
				const keys = new Set(alignment.map(String));
				const links = aligner.align(source, target, how);
				correct += links.filter((link) => keys.has(String(link))).length;
				proposed += links.length;
				gold += keys.size;
			}
			return { precision: correct / proposed, recall: correct / gold };
		};
		// What both directions agree on is nearly always right: fit to measure attention against.
		expect(rates("intersection").precision).toBeGreaterThan(0.95);
		expect(rates("intersection").recall).toBeGreaterThan(0.7);
		expect(rates("grow-diag").recall).toBeGreaterThan(rates("intersection").recall);
	});

	test("learns the right translations, not the diagonal", () => {
		const aligner = trainWordAligner(madeUpCorpus(2000, 1));
		expect(aligner.align(["w3", "w17"], ["w17'", "w3'"])).toEqual([
			[0, 1],
			[1, 0],
		]);
	});

	test("leaves words without a partner unaligned and takes empty and unknown sentences", () => {
		const aligner = trainWordAligner(madeUpCorpus(2000, 1));
		expect(aligner.align(["w5"], ["extra0", "w5'"])).toEqual([[0, 1]]);
		expect(aligner.align([], ["w5'"])).toEqual([]);
		expect(aligner.align(["w5"], [])).toEqual([]);
		expect(aligner.align(["unknown"], ["words"])).toBeInstanceOf(Array);
	});

	test("takes tens of thousands of pairs in a few seconds", () => {
		const corpus = madeUpCorpus(20_000, 3);
		const began = performance.now();
		trainWordAligner(corpus);
		expect(performance.now() - began).toBeLessThan(10_000);
	});
});

describe("symmetrize", () => {
	const forward: AlignmentLink[] = [
		[0, 0],
		[1, 1],
		[1, 2],
		[4, 4],
	];
	const reverse: AlignmentLink[] = [
		[0, 0],
		[1, 1],
		[2, 2],
		[4, 5],
	];
	test("intersection is what both directions say, union what either says", () => {
		expect(formatPharaoh(symmetrize(forward, reverse))).toBe("0-0 1-1");
		expect(formatPharaoh(symmetrize(forward, reverse, "union"))).toBe("0-0 1-1 1-2 2-2 4-4 4-5");
	});

	test("grow-diag adds neighbours that bring in a new word, and nothing that touches no link", () => {
		// 1-2 touches 1-1 and brings target 2; 2-2 touches 1-1 and brings source 2; 4-4 and 4-5 touch nothing.
		expect(formatPharaoh(symmetrize(forward, reverse, "grow-diag"))).toBe("0-0 1-1 1-2 2-2");
	});
});

describe("Pharaoh format", () => {
	test("reads what it writes, sorted, and tells possible links from sure ones", () => {
		const line = formatPharaoh([
			[2, 0],
			[0, 10],
			[0, 1],
		]);
		expect(line).toBe("0-1 0-10 2-0");
		expect(formatPharaoh(parsePharaoh(line).sure)).toBe(line);
		expect(parsePharaoh(" 0-0 1?2 3p4 ")).toEqual({
			sure: [[0, 0]],
			possible: [
				[1, 2],
				[3, 4],
			],
		});
		expect(parsePharaoh("")).toEqual({ sure: [], possible: [] });
		expect(() => parsePharaoh("0-0 1:2")).toThrow(/expected links such as 0-0 or 2\?3, got "1:2"/);
	});
});

test("digamma has its known values", () => {
	expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 9);
	expect(digamma(0.5)).toBeCloseTo(-0.5772156649015329 - 2 * Math.LN2, 9);
	expect(digamma(11)).toBeCloseTo(2.351752589066721, 9);
	expect(digamma(0.01)).toBeCloseTo(-100.5608854578687, 8);
});

test("PairTable numbers pairs in order and finds them after growing", () => {
	const table = new PairTable();
	let inOrder = true;
	for (let first = 0; first < 400; first++) {
		for (let second = 0; second < 400; second++) {
			inOrder &&= table.add(first, second * 7) === first * 400 + second;
		}
	}
	expect(inOrder).toBe(true);
	expect(table.size).toBe(160_000);
	expect(table.add(3, 14)).toBe(3 * 400 + 2);
	expect(table.find(399, 399 * 7)).toBe(159_999);
	expect(table.find(399, 1)).toBe(-1);
});
