// BLEU, chrF and the tokenizers against what sacreBLEU itself gave; see oracles/sacrebleu_cases.py.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type BleuOptions, type BleuScore, corpusBleu } from "./bleu.js";
import { type ChrfOptions, type ChrfScore, corpusChrf } from "./chrf.js";
import { tokenize13a } from "./tokenize-13a.js";
import { tokenizeCharacters, tokenizeZh } from "./tokenize-zh.js";

interface Case<Options, Score> {
	corpus: number;
	options: Options;
	expected: Score;
}

const fixture = JSON.parse(
	readFileSync(new URL("./__fixtures__/sacrebleu-cases.json", import.meta.url), "utf8"),
) as {
	corpora: { hypotheses: string[]; references: string[][] }[];
	bleu: Case<BleuOptions, BleuScore>[];
	chrf: Case<ChrfOptions, ChrfScore>[];
	tokenizer13a: [text: string, tokens: string][];
	tokenizerZh: [text: string, tokens: string][];
	tokenizerChar: [text: string, tokens: string][];
};

/** Relative to sacreBLEU's number, and absolute near zero. */
function expectClose(actual: number, expected: number, what: string) {
	expect(Math.abs(actual - expected), `${what}: ${actual} instead of ${expected}`).toBeLessThanOrEqual(
		1e-9 * Math.max(1, Math.abs(expected)),
	);
}

describe("against sacreBLEU", () => {
	test("the fixture holds enough cases of each kind", () => {
		expect(fixture.bleu.length).toBeGreaterThanOrEqual(120);
		expect(fixture.chrf.length).toBeGreaterThanOrEqual(90);
		expect(fixture.tokenizer13a.length).toBeGreaterThanOrEqual(80);
		for (const tokenize of ["zh", "char"]) {
			expect(
				fixture.bleu.filter(({ options }) => options.tokenize === tokenize).length,
			).toBeGreaterThanOrEqual(10);
		}
	});

	test.each(fixture.bleu.map((c, i) => [i, c] as const))(
		"BLEU case %i",
		(_, { corpus, options, expected }) => {
			const { hypotheses, references } = fixture.corpora[corpus]!;
			const actual = corpusBleu(hypotheses, references, options);
			expectClose(actual.score, expected.score, "score");
			expectClose(actual.brevityPenalty, expected.brevityPenalty, "brevityPenalty");
			for (const field of ["counts", "totals", "precisions"] as const) {
				expect(actual[field]).toHaveLength(4);
				expected[field].forEach((value, n) => {
					expectClose(actual[field][n]!, value, `${field}[${n}]`);
				});
			}
			expect(actual.hypothesisLength).toBe(expected.hypothesisLength);
			expect(actual.referenceLength).toBe(expected.referenceLength);
			expect(actual.signature).toBe(expected.signature);
		},
	);

	test.each(fixture.chrf.map((c, i) => [i, c] as const))(
		"chrF case %i",
		(_, { corpus, options, expected }) => {
			const { hypotheses, references } = fixture.corpora[corpus]!;
			const actual = corpusChrf(hypotheses, references, options);
			expectClose(actual.score, expected.score, "score");
			expect(actual.name).toBe(expected.name);
			expect(actual.signature).toBe(expected.signature);
		},
	);

	test.each(fixture.tokenizer13a)("13a cuts %j", (text, tokens) => {
		expect(tokenize13a(text)).toBe(tokens);
	});

	test.each(fixture.tokenizerZh)("zh cuts %j", (text, tokens) => {
		expect(tokenizeZh(text)).toBe(tokens);
	});

	test.each(fixture.tokenizerChar)("char cuts %j", (text, tokens) => {
		expect(tokenizeCharacters(text)).toBe(tokens);
	});
});
