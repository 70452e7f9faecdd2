import { describe, expect, test } from "vitest";
import { ToyModel } from "../../test/toy-decoding-model.js";
import { beamSearch } from "./beam-search.js";
import type { BeamSearchOptions } from "./beam-settings.js";
import type { Hypothesis } from "./decoding-model.js";
import { greedySearch } from "./greedy.js";

const SOURCES = [[4, 5, 6], [7], [5, 5, 4, 8, 9], [9, 4]];
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

interface Translation {
	tokens: number[];
	finished: boolean;
	logProb: number;
	rows: number[][];
}

/** Every translation of up to `most` steps, by plain recursion. */
function allTranslations(model: ToyModel, source: readonly number[], most: number, banned: number[]) {
	const all: Translation[] = [];
	const extend = (tokens: number[], logProb: number, rows: number[][]) => {
		if (tokens.length === most) {
			all.push({ tokens, finished: false, logProb, rows });
			return;
		}
		const prefix = [model.bosId, ...tokens];
		const logProbs = model.logProbsOf(source, prefix);
		const longer = [...rows, model.attentionOf(source, prefix)];
		for (let token = 0; token < model.vocabularySize; token++) {
			if (token === model.padId || token === model.bosId || banned.includes(token)) continue;
			const total = logProb + logProbs[token]!;
			if (token === model.eosId) all.push({ tokens, finished: true, logProb: total, rows: longer });
			else extend([...tokens, token], total, longer);
		}
	};
	extend([], 0, []);
	return all;
}

/** The formulas of the penalties once more, straight from the papers. */
function scoreByHand(
	{ tokens, finished, logProb, rows }: Translation,
	options: BeamSearchOptions,
	S: number,
) {
	const length = tokens.length + (finished ? 1 : 0);
	const { kind = "gnmt", alpha = 0.6 } = options.lengthPenalty ?? {};
	const divisor = { none: 1, average: length ** alpha, gnmt: (5 + length) ** alpha / (5 + 1) ** alpha }[kind];
	let coverage = 0;
	for (let s = 0; s < S; s++) {
		coverage += Math.log(
			Math.min(
				1,
				rows.reduce((sum, row) => sum + row[s]!, 0),
			),
		);
	}
	return logProb / divisor + (options.coveragePenalty ?? 0) * coverage;
}

function exhaustive(model: ToyModel, source: readonly number[], options: BeamSearchOptions) {
	const all = allTranslations(model, source, options.maxOutputLength!, [...(options.bannedIds ?? [])])
		.filter(({ tokens, finished }) => !finished || tokens.length >= (options.minOutputLength ?? 0))
		.map((translation) => ({ ...translation, score: scoreByHand(translation, options, source.length) }));
	return [
		...all.filter((t) => t.finished).sort((a, b) => b.score - a.score),
		...all.filter((t) => !t.finished).sort((a, b) => b.score - a.score),
	].slice(0, options.numHypotheses ?? 1);
}

describe("a beam wide enough for every translation", () => {
	const penalties: BeamSearchOptions[] = [
		{ lengthPenalty: { kind: "none" } },
		{ lengthPenalty: { kind: "average", alpha: 1 } },
		{ lengthPenalty: { kind: "average", alpha: 0.5 }, minOutputLength: 2 },
		{ lengthPenalty: { kind: "gnmt", alpha: 0.6 }, bannedIds: [1] },
		{ lengthPenalty: { kind: "gnmt", alpha: 2 }, coveragePenalty: 0.3 },
		{ lengthPenalty: { kind: "average", alpha: -0.5 }, coveragePenalty: 1 },
		{ lengthPenalty: { kind: "average", alpha: 1.5 } },
	];
	test.each(penalties)("finds what exhaustive search finds, in its order: %j", (penalty) => {
		for (const seed of SEEDS) {
			for (const earlyFinish of [true, false]) {
				const model = new ToyModel({ seed });
				const options = { ...penalty, beamSize: 400, numHypotheses: 10, maxOutputLength: 4, earlyFinish };
				const found = beamSearch(model, SOURCES, options);
				SOURCES.forEach((source, i) => {
					const expected = exhaustive(model, source, options);
					expect(found[i]!.map((h) => h.tokens)).toEqual(expected.map((t) => t.tokens));
					found[i]!.forEach((hypothesis, n) => {
						expect(hypothesis.score).toBeCloseTo(expected[n]!.score, 9);
						expect(hypothesis.logProb).toBeCloseTo(expected[n]!.logProb, 9);
						expect(hypothesis.finished).toBe(expected[n]!.finished);
					});
				});
				expect(model.statesAlive).toBe(0);
			}
		}
	});
});

/** Beam search on one sentence as the books describe it: list all extensions, sort them, keep the best. */
function plainBeamSearch(model: ToyModel, source: readonly number[], options: BeamSearchOptions) {
	const { beamSize = 5, maxOutputLength = 40 } = options;
	let live: Translation[] = [{ tokens: [], finished: false, logProb: 0, rows: [] }];
	const finished: Translation[] = [];
	for (let step = 0; step < maxOutputLength; step++) {
		const extensions = live.flatMap(({ tokens, logProb, rows }) => {
			const prefix = [model.bosId, ...tokens];
			const longer = [...rows, model.attentionOf(source, prefix)];
			return model.logProbsOf(source, prefix).flatMap((value, token) => {
				if (token === model.padId || token === model.bosId) return [];
				const done = token === model.eosId;
				return [
					{
						tokens: done ? tokens : [...tokens, token],
						finished: done,
						logProb: logProb + value,
						rows: longer,
					},
				];
			});
		});
		extensions.sort((a, b) => b.logProb - a.logProb);
		const kept = extensions.slice(0, beamSize);
		finished.push(...kept.filter((extension) => extension.finished));
		live = kept.filter((extension) => !extension.finished);
	}
	const ranked = (list: Translation[]) =>
		list
			.map((translation) => ({ ...translation, score: scoreByHand(translation, options, source.length) }))
			.sort((a, b) => b.score - a.score);
	return [...ranked(finished), ...ranked(live)].slice(0, options.numHypotheses);
}

test("a narrow beam keeps what a plain beam search keeps", () => {
	for (const seed of SEEDS) {
		for (const [beamSize, eosBias] of [
			[2, 1],
			[3, 0],
			[5, -1],
		] as const) {
			const model = new ToyModel({ seed, eosBias, vocabularySize: 11 });
			const options = { beamSize, numHypotheses: beamSize, maxOutputLength: 9, coveragePenalty: 0.1 };
			const found = beamSearch(model, SOURCES, options);
			SOURCES.forEach((source, i) => {
				const expected = plainBeamSearch(model, source, options);
				expect(found[i]!.map(({ tokens, finished }) => [tokens, finished])).toEqual(
					expected.map(({ tokens, finished }) => [tokens, finished]),
				);
			});
		}
	}
});

/** Token probabilities by the number of tokens written; what is left over goes to `<unk>`. */
class ScriptedModel extends ToyModel {
	constructor(private readonly script: (length: number) => { eos: number; word: number }) {
		super({ vocabularySize: 5 });
	}
	override logProbsOf(_: readonly number[], prefix: readonly number[]): number[] {
		const { eos, word } = this.script(prefix.length - 1);
		return [0, 1 - eos - word, 0, eos, word].map((p) => Math.fround(Math.log(p)));
	}
}

describe("an early finish waits for what can still win", () => {
	test("a long translation whose mean log probability rises with every token", () => {
		const model = new ScriptedModel((length) =>
			length === 0
				? { eos: 0.6, word: 0.3 }
				: length < 10
					? { eos: 0.001, word: 0.998 }
					: { eos: 0.998, word: 0.001 },
		);
		const lengthPenalty = { kind: "average", alpha: 1 } as const;
		const [[best]] = beamSearch(model, [[4]], { beamSize: 3, lengthPenalty }) as [[Hypothesis]];
		expect(best.tokens).toHaveLength(10);
		// Without a penalty the first finished translation is already the best.
		const before = model.steps;
		beamSearch(model, [[4]], { beamSize: 3, lengthPenalty: { kind: "none" } });
		expect(model.steps - before).toBe(1);
	});

	test("a slightly longer one when the penalty favours short ones", () => {
		const model = new ScriptedModel((length) =>
			length === 0 ? { eos: 0.4, word: 0.55 } : { eos: 0.99, word: 0.005 },
		);
		const lengthPenalty = { kind: "gnmt", alpha: -1 } as const;
		const [[best]] = beamSearch(model, [[4]], { beamSize: 3, lengthPenalty }) as [[Hypothesis]];
		expect(best.tokens).toEqual([4]);
	});
});

test("beam size 1 is greedy search", () => {
	for (const seed of SEEDS) {
		for (const eosBias of [-2, 0, 2]) {
			const model = new ToyModel({ seed, eosBias, vocabularySize: 12 });
			const limits = { maxOutputLength: 8, minOutputLength: 1, bannedIds: [1] };
			const beam = beamSearch(model, SOURCES, { ...limits, beamSize: 1, lengthPenalty: { kind: "average" } });
			// Only the score differs: greedy search has no penalty.
			const found = beam.map(([best]) => ({ ...best, score: best!.logProb }));
			expect(found).toEqual(greedySearch(model, SOURCES, limits));
			expect(model.statesAlive).toBe(0);
		}
	}
});

test("finishing early changes nothing but the number of steps", () => {
	let [early, late] = [0, 0];
	for (const seed of SEEDS) {
		for (const lengthPenalty of [
			{ kind: "none" },
			{ kind: "average", alpha: 1 },
			{ kind: "gnmt", alpha: -1 },
		] as const) {
			const search = (earlyFinish: boolean): [Hypothesis[][], number] => {
				const model = new ToyModel({ seed, eosBias: 0.5, vocabularySize: 10 });
				const found = beamSearch(model, SOURCES, {
					beamSize: 6,
					numHypotheses: 2,
					maxOutputLength: 12,
					lengthPenalty,
					coveragePenalty: 0.1,
					earlyFinish,
				});
				return [found, model.rowsStepped];
			};
			const [quick, quickRows] = search(true);
			const [slow, slowRows] = search(false);
			expect(quick).toEqual(slow);
			early += quickRows;
			late += slowRows;
		}
	}
	expect(early).toBeLessThan(late);
});

test("each hypothesis carries the attention of its own tokens, however the rows were reordered", () => {
	for (const seed of SEEDS) {
		const model = new ToyModel({ seed, vocabularySize: 9 });
		const found = beamSearch(model, SOURCES, { beamSize: 4, numHypotheses: 4, maxOutputLength: 6 });
		found.forEach((hypotheses, i) => {
			for (const { tokens, weights, eosWeights, finished, paddingMass } of hypotheses) {
				// Row t is the attention of the step that predicted token t: after bos and the t tokens before it.
				const expected = [...tokens, model.eosId].map((_, t) =>
					model.attentionOf(SOURCES[i]!, [model.bosId, ...tokens.slice(0, t)]),
				);
				expect(weights).toEqual(expected.slice(0, tokens.length));
				expect(eosWeights).toEqual(finished ? expected[tokens.length] : null);
				expect(paddingMass).toBe(0);
			}
		});
	}
});

test("a sentence translates the same alone and among others", () => {
	for (const seed of SEEDS) {
		const model = new ToyModel({ seed, vocabularySize: 9 });
		const options = { beamSize: 3, numHypotheses: 3, maxOutputLength: 7, coveragePenalty: 0.2 };
		const together = beamSearch(model, SOURCES, options);
		const alone = SOURCES.map((source) => beamSearch(model, [source], options)[0]!);
		expect(together).toEqual(alone);
	}
});

test("n-best lists are sorted, distinct, and as long as asked for", () => {
	const [hypotheses] = beamSearch(new ToyModel({ vocabularySize: 20 }), [[4, 5]], {
		beamSize: 8,
		numHypotheses: 8,
		maxOutputLength: 6,
	});
	expect(hypotheses).toHaveLength(8);
	expect(new Set(hypotheses!.map((h) => `${h.tokens}${h.finished}`)).size).toBe(8);
	const finished = hypotheses!.filter((h) => h.finished).map((h) => h.score);
	expect(finished).toEqual([...finished].sort((a, b) => b - a));
});

test("ties go to the smaller token and the better-ranked parent", () => {
	// All logits equal: every token is as likely as any other.
	const model = new ToyModel({ spread: 0, vocabularySize: 7 });
	const options = { beamSize: 3, numHypotheses: 3, maxOutputLength: 2, minOutputLength: 1, bannedIds: [1] };
	const [hypotheses] = beamSearch(model, [[4]], options);
	expect(hypotheses!.map((h) => [h.tokens, h.finished])).toEqual([
		[[4], true],
		[[4, 4], false],
		[[4, 5], false],
	]);
});

test("wrong options are refused with what was expected", () => {
	const model = new ToyModel({ attention: false });
	const search = (options: BeamSearchOptions) => () => beamSearch(model, [[4]], options);
	expect(search({ beamSize: 0 })).toThrow(
		/beamSearch: expected beamSize to be an integer of at least 1, got 0/,
	);
	expect(search({ beamSize: 2, numHypotheses: 3 })).toThrow(
		/expected numHypotheses to be an integer from 1 to beamSize \(2\)/,
	);
	expect(search({ coveragePenalty: 0.5 })).toThrow(/without attention/);
	expect(search({ coveragePenalty: -1 })).toThrow(/coveragePenalty/);
	expect(search({ lengthPenalty: { kind: "mean" as "none" } })).toThrow(
		/expected lengthPenalty.kind none, average, gnmt/,
	);
	expect(search({ maxOutputLength: 0 })).toThrow(/maxOutputLength/);
	expect(search({ bannedIds: [3] })).toThrow(/no translation could end/);
	expect(() => beamSearch(model, [[4], []])).toThrow(/at least one token per source, got none at 1/);
	expect(() => beamSearch(new ToyModel({ spread: Number.NaN }), [[4]])).toThrow(/finite log probability/);
});
