import { describe, expect, test } from "vitest";
import { corpusBleu, sentenceBleu } from "./bleu.js";
import { corpusChrf, sentenceChrf } from "./chrf.js";

describe("corpusBleu", () => {
	test("clips matches by the reference that has most of them (Papineni et al., section 2.1)", () => {
		const bleu = corpusBleu(
			["the the the the the the the"],
			[["the cat is on the mat", "there is a cat on the mat"]],
			{ tokenize: "none" },
		);
		expect(bleu.counts).toEqual([2, 0, 0, 0]);
		expect(bleu.totals).toEqual([7, 6, 5, 4]);
	});

	test("equals the formula worked out by hand", () => {
		// c = 5, r = 6; matches 5/5, 3/4, 1/3, 0/2 -> the zero becomes 1/(2 * 2) by `exp`.
		const bleu = corpusBleu(["a b c e f"], [["a b c d e f"]], { tokenize: "none" });
		const byHand = 100 * Math.exp(1 - 6 / 5) * (1 * (3 / 4) * (1 / 3) * (1 / 4)) ** 0.25;
		expect(bleu.score).toBeCloseTo(byHand, 10);
	});

	test("refuses a hypothesis without references and lists of different lengths", () => {
		expect(() => corpusBleu(["a"], [[]])).toThrow(/at least one reference per hypothesis, got none at 0/);
		expect(() => corpusBleu(["a"], [["a"], ["b"]])).toThrow(
			/as many reference lists as hypotheses \(1\), got 2/,
		);
		expect(() => corpusBleu([], [])).toThrow(/at least one hypothesis/);
	});
});

test("sentenceBleu of a short exact match is 100, thanks to effective order", () => {
	expect(sentenceBleu("hace frío", ["hace frío"]).score).toBeCloseTo(100, 10);
	expect(corpusBleu(["hace frío"], [["hace frío"]]).score).toBe(0);
});

test("chrF equals the formula worked out by hand", () => {
	// "abc" against "abd": characters 2/3, pairs 1/2, triples 0/1 for precision and recall alike.
	const mean = (2 / 3 + 1 / 2 + 0) / 3;
	expect(corpusChrf(["abc"], [["abd"]], { charOrder: 3 }).score).toBeCloseTo(100 * mean, 10);
	// Recall counts beta² = 4 times: P = 2/2, R = 2/4 for single characters.
	expect(sentenceChrf("ab", ["abcd"], { charOrder: 1 }).score).toBeCloseTo((100 * 5 * 0.5) / (4 + 0.5), 10);
});
