import { describe, expect, test } from "vitest";
import { ToyModel } from "../../test/toy-decoding-model.js";
import type { ReferencedSentence } from "../data/corpus.js";
import { Vocabulary } from "../data/vocabulary.js";
import { choosePenalties } from "./choose-penalties.js";
import { evaluateTranslator } from "./evaluate.js";

const WORDS = ["uno", "dos", "tres", "cuatro", "cinco", "seis"];
const vocabulary = Vocabulary.build([WORDS], 20);
const vocabularies = { source: vocabulary, target: vocabulary };
const [uno, dos, tres, cuatro, cinco, seis] = vocabulary.encode(WORDS) as [
	number,
	number,
	number,
	number,
	number,
	number,
];

/** Next words and their probabilities by the words written so far, joined by spaces; nothing else has any. */
type Script = Readonly<Record<string, Readonly<Record<number, number>>>>;

class ScriptedModel extends ToyModel {
	constructor(
		private readonly script: Script,
		private readonly looks: (prefix: readonly number[]) => number[] = () => [0.5, 0.5],
		attention = true,
	) {
		super({ vocabularySize: vocabulary.size, attention });
	}
	override logProbsOf(_: readonly number[], prefix: readonly number[]): number[] {
		const next = this.script[prefix.slice(1).join(" ")] ?? { [this.eosId]: 1 };
		return Array.from({ length: this.vocabularySize }, (_, id) => Math.fround(Math.log(next[id] ?? 0)));
	}
	override attentionOf(_: readonly number[], prefix: readonly number[]): number[] {
		return this.looks(prefix);
	}
}

const EOS = vocabulary.eosId;
const sentence = (...words: string[]): ReferencedSentence[] => [
	{ source: ["uno", "dos"], references: [words] },
];

/**
 * "uno" (2 tokens with eos, P = 0.45 * 0.9, lp base 7/6) or "dos tres cuatro cinco" (5 tokens, P = 0.5 * 0.9^4 * share,
 * lp base 10/6): the long one wins where (10/7)^alpha > ln P(long) / ln P(short).
 */
const shortOrLong = (share: number): Script => ({
	"": { [uno]: 0.45, [dos]: 0.5 * share },
	[`${uno}`]: { [EOS]: 0.9, [seis]: 0.1 },
	[`${dos}`]: { [tres]: 0.9, [seis]: 0.1 },
	[`${dos} ${tres}`]: { [cuatro]: 0.9, [seis]: 0.1 },
	[`${dos} ${tres} ${cuatro}`]: { [cinco]: 0.9, [seis]: 0.1 },
	[`${dos} ${tres} ${cuatro} ${cinco}`]: { [EOS]: 0.9, [seis]: 0.1 },
});
const long = ["dos", "tres", "cuatro", "cinco"];

describe("choosePenalties", () => {
	// ln(0.45 * 0.9) = -0.904.  share 1: ln(0.5 * 0.9^4) = -1.115, ratio 1.233, alpha > 0.587.
	// share 0.8: -1.338, ratio 1.480, alpha > 1.099.  share 0.66: -1.530, ratio 1.693, alpha > 1.476: never.
	test.each([
		[1, 0.6, 100],
		[0.8, 1.4, 100],
		[0.66, 0, 0],
	])("finds the smallest alpha of the highest BLEU: share %d", (share, alpha, bleu) => {
		const chosen = choosePenalties({
			model: new ScriptedModel(shortOrLong(share)),
			vocabularies,
			sentences: sentence(...long),
		});
		expect(chosen.lengthPenalty).toEqual({ kind: "gnmt", alpha });
		expect(chosen.coveragePenalty).toBe(0);
		expect(chosen.bleu).toBeCloseTo(bleu, 9);
	});

	test("takes no penalty where none is better, in whatever order they are given", () => {
		const chosen = choosePenalties({
			model: new ScriptedModel(shortOrLong(1)),
			vocabularies,
			sentences: sentence("uno"),
			alphas: [0.3, 0.1, 1, 0.2],
			betas: [0.4, 0],
		});
		// BLEU of one word is smoothed alike for all that write it.
		expect([chosen.lengthPenalty.alpha, chosen.coveragePenalty]).toEqual([0.1, 0]);
		expect(chosen.trials.map(({ alpha, beta }) => [alpha, beta])).toEqual(
			[0.1, 0.2, 0.3, 1].flatMap((alpha) => [
				[alpha, 0],
				[alpha, 0.4],
			]),
		);
	});

	test("finds the coverage penalty that brings back a word left out", () => {
		// Both of 4 words and eos. The likelier one never looks at source word 1: cp = beta * ln 1e-9 = -20.7 beta.
		const model = new ScriptedModel(
			{
				"": { [uno]: 0.6, [dos]: 0.4 },
				...Object.fromEntries(
					[uno, dos].flatMap((first) => [
						[`${first}`, { [tres]: 1 }],
						[`${first} ${tres}`, { [cuatro]: 1 }],
						[`${first} ${tres} ${cuatro}`, { [cinco]: 1 }],
					]),
				),
			},
			(prefix) => (prefix[1] === dos && prefix.length === 3 ? [0, 1] : [1, 0]),
		);
		const found = (...words: string[]) =>
			choosePenalties({ model, vocabularies, sentences: sentence(...words) });
		expect(found("dos", "tres", "cuatro", "cinco").coveragePenalty).toBe(0.1);
		expect(found("uno", "tres", "cuatro", "cinco").coveragePenalty).toBe(0);
	});

	test("tries no coverage penalty for a model without attention, and refuses one", () => {
		const model = new ScriptedModel(shortOrLong(1), undefined, false);
		const input = { model, vocabularies, sentences: sentence(...long) };
		const chosen = choosePenalties(input);
		expect(chosen.trials.map(({ beta }) => beta)).toEqual([0, 0, 0, 0, 0]);
		expect(chosen.lengthPenalty.alpha).toBe(0.6);
		expect(() => choosePenalties({ ...input, betas: [0, 0.2] })).toThrow(
			/choosePenalties: expected betas \[0\] for a model without attention, got 0.2/,
		);
	});

	test("gives every pair the BLEU of a search with these penalties, where the beam holds every translation", () => {
		const small = Vocabulary.build([WORDS.slice(0, 2)], 6);
		const sources = [
			["uno", "dos"],
			["dos", "dos", "dos", "uno", "uno"],
			["uno", "uno", "uno", "dos", "uno"],
		];
		const sentences = sources.map((source) => ({ source, references: [source, ["uno", ...source]] }));
		let differing = 0;
		for (const seed of [1, 2, 3]) {
			const input = {
				model: new ToyModel({ seed, vocabularySize: small.size }),
				vocabularies: { source: small, target: small },
				sentences,
			};
			// At most 6 tokens of two words: 63 finished translations and 64 that are cut, never above 96 at a step.
			const limits = { maxOutputLength: 6 };
			const { trials } = choosePenalties({ ...input, limits, beamSize: 100 });
			expect(trials).toHaveLength(20);
			for (const { alpha, beta, bleu } of trials) {
				const strategy = {
					kind: "beam",
					beamSize: 100,
					...limits,
					lengthPenalty: { kind: "gnmt", alpha },
					coveragePenalty: beta,
				} as const;
				expect(bleu).toBe(evaluateTranslator({ ...input, strategy }).bleu.score);
			}
			differing += new Set(trials.map(({ bleu }) => bleu)).size - 1;
		}
		// Else nothing was compared.
		expect(differing).toBeGreaterThan(3);
	});

	test("never writes <unk> unless allowed, tells its progress, and gives the same twice", () => {
		const script: Script = {
			"": { [vocabulary.unkId]: 0.9, [dos]: 0.1 },
			[`${dos}`]: { [tres]: 1 },
			[`${dos} ${tres}`]: { [cuatro]: 1 },
			[`${dos} ${tres} ${cuatro}`]: { [cinco]: 1 },
		};
		const seen: number[] = [];
		const choose = () =>
			choosePenalties({
				model: new ScriptedModel(script),
				vocabularies,
				sentences: [...sentence(...long), ...sentence(...long)],
				maxBatchRows: 5,
				onProgress: ({ done }) => seen.push(done),
			});
		const [{ seconds, ...one }, { seconds: _, ...other }] = [choose(), choose()];
		expect(one).toEqual(other);
		expect(seconds).toBeGreaterThan(0);
		expect(one.bleu).toBeCloseTo(100, 9);
		expect(seen).toEqual([1, 2, 1, 2]);
	});

	test.each([
		[{ alphas: [] }, /choosePenalties: expected at least one of alphas, got none/],
		[
			{ alphas: [0, Number.NaN] },
			/choosePenalties: expected alphas to be an array of finite numbers, got NaN at 1/,
		],
		[
			{ betas: [-0.1] },
			/choosePenalties: expected betas to be an array of numbers of at least 0, got -0.1 at 0/,
		],
		[{ beamSize: 1 }, /choosePenalties: expected beamSize to be an integer of 2 or more, got 1/],
		[{ sentences: [] }, /choosePenalties: expected at least one sentence, got none/],
		[{ alpha: 1 }, /choosePenalties: unknown option "alpha"/],
	])("refuses %j", (wrong, message) => {
		const input = { model: new ScriptedModel({}), vocabularies, sentences: sentence("uno"), ...wrong };
		expect(() => choosePenalties(input)).toThrow(message);
	});
});
