// BLEU (Papineni et al., 2002), equal to sacreBLEU 2.6.0 (Post, 2018).
//
//   BLEU = 100 BP exp(1/4 sum_{n=1..4} ln p_n)      BP = 1 if c >= r, else exp(1 - r/c)
//   p_n  = clipped matches of n-grams / n-grams of the hypotheses      (Papineni et al., section 2)
//
// c and r are summed over the corpus; r takes for each sentence the reference length closest to the
// hypothesis', the shorter on a tie. Smoothing of p_n = 0: Chen & Cherry (2014), methods 1 to 3.
import { describeValue, type OptionNames, requireKind, requireOptions } from "@mirada/core-native/contract";
import { countNgrams, type NgramCounts } from "./ngram-counts.js";
import { nrefsOf, requireReferences } from "./references.js";
import { splitWords, withoutTrailingSpace } from "./split-words.js";
import { tokenize13a } from "./tokenize-13a.js";
import { tokenizeCharacters, tokenizeZh } from "./tokenize-zh.js";

/** The sacreBLEU release whose scores these are, as tests check; the end of every signature. */
export const SACREBLEU_VERSION = "2.6.0";

export const BLEU_ORDER = 4;

const TOKENIZERS = {
	none: (text: string) => text,
	"13a": tokenize13a,
	zh: tokenizeZh,
	char: tokenizeCharacters,
} satisfies Record<string, (text: string) => string>;

/** Default k or floor of each smoothing; null where it has none. */
const SMOOTHING_VALUES = { exp: null, floor: 0.1, "add-k": 1, none: null } satisfies Record<
	string,
	number | null
>;

export type BleuTokenizer = keyof typeof TOKENIZERS;
export type BleuSmoothing = keyof typeof SMOOTHING_VALUES;

export interface BleuOptions {
	/**
	 * `13a` for running text, `zh` for Chinese and `char` for other scripts without spaces between words, `none` for
	 * text whose tokens are already apart. Default `13a`.
	 */
	tokenize?: BleuTokenizer;
	/** What an n-gram order without any match counts as. Default `exp`. */
	smoothing?: BleuSmoothing;
	/** The k of `add-k` (default 1) or the floor of `floor` (default 0.1). */
	smoothingValue?: number;
	/** Default false. */
	lowercase?: boolean;
	/** Leave out the n-gram orders that the hypotheses are too short for. Default false; `sentenceBleu`: true. */
	effectiveOrder?: boolean;
}

export const BLEU_NAMES: OptionNames<BleuOptions> = {
	tokenize: true,
	smoothing: true,
	smoothingValue: true,
	lowercase: true,
	effectiveOrder: true,
};

/** @throws TypeError for an unknown option, RangeError for a value that it cannot have. */
export function requireBleuOptions(where: string, options: BleuOptions): void {
	requireOptions(where, options, BLEU_NAMES);
	const { tokenize, smoothing, smoothingValue, lowercase, effectiveOrder } = options;
	requireChoice(where, "tokenize", tokenize, TOKENIZERS);
	requireChoice(where, "smoothing", smoothing, SMOOTHING_VALUES);
	if (smoothingValue !== undefined && !(typeof smoothingValue === "number" && smoothingValue >= 0)) {
		throw new RangeError(
			`${where}: expected smoothingValue to be a number of 0 or more, got ${describeValue(smoothingValue)}`,
		);
	}
	if (lowercase !== undefined) requireKind(where, "lowercase", lowercase, "boolean");
	if (effectiveOrder !== undefined) requireKind(where, "effectiveOrder", effectiveOrder, "boolean");
}

/** Refuses a name that is none of the keys of `choices`; undefined is left to the default. */
export function requireChoice(where: string, name: string, value: unknown, choices: object): void {
	if (value === undefined || (typeof value === "string" && Object.hasOwn(choices, value))) return;
	throw new RangeError(
		`${where}: expected ${name} ${Object.keys(choices).join(", ")}, got ${describeValue(value)}`,
	);
}

export interface BleuScore {
	/** 0 to 100. */
	score: number;
	/** Clipped matches for n = 1..4 (with `add-k`, after adding k, as sacreBLEU reports them). */
	counts: number[];
	/** n-grams in the hypotheses for n = 1..4 (with `add-k`, after adding k). */
	totals: number[];
	/** 100 p_n after smoothing. */
	precisions: number[];
	brevityPenalty: number;
	/** c: words in the hypotheses. */
	hypothesisLength: number;
	/** r: words in the closest references. */
	referenceLength: number;
	/** How the score was made, in sacreBLEU's notation. */
	signature: string;
}

/** All that BLEU needs to know of one sentence: c, r, four counts, four totals. Sums of it describe a corpus. */
export type BleuStatistics = Float64Array;
export const BLEU_STATISTICS_SIZE = 2 + 2 * BLEU_ORDER;

/** BLEU of a corpus; `references[i]` holds the references of `hypotheses[i]`, one or more. */
export function corpusBleu(
	hypotheses: readonly string[],
	references: readonly (readonly string[])[],
	options: BleuOptions = {},
): BleuScore {
	return bleuOf("corpusBleu", hypotheses, references, options);
}

function bleuOf(
	where: string,
	hypotheses: readonly string[],
	references: readonly (readonly string[])[],
	options: BleuOptions,
): BleuScore {
	const perSentence = bleuStatistics(hypotheses, references, options, where);
	const total = new Float64Array(BLEU_STATISTICS_SIZE);
	for (const statistics of perSentence) {
		for (let i = 0; i < BLEU_STATISTICS_SIZE; i++) total[i]! += statistics[i]!;
	}
	return { ...bleuFromStatistics(total, options), signature: bleuSignature(nrefsOf(references), options) };
}

/** BLEU of one sentence, with effective order unless told otherwise. */
export function sentenceBleu(
	hypothesis: string,
	references: readonly string[],
	options: BleuOptions = {},
): BleuScore {
	requireOptions("sentenceBleu", options, BLEU_NAMES);
	return bleuOf("sentenceBleu", [hypothesis], [references], { effectiveOrder: true, ...options });
}

/** The sufficient statistics of each sentence, for resampling. */
export function bleuStatistics(
	hypotheses: readonly string[],
	references: readonly (readonly string[])[],
	options: BleuOptions = {},
	where = "corpusBleu",
): BleuStatistics[] {
	requireReferences(where, hypotheses, references);
	requireBleuOptions(where, options);
	const { tokenize = "13a", lowercase = false } = options;
	const tokenizer = TOKENIZERS[tokenize];
	const words = (text: string) =>
		splitWords(tokenizer(withoutTrailingSpace(lowercase ? text.toLowerCase() : text)));
	return hypotheses.map((hypothesis, i) => sentenceStatistics(words(hypothesis), references[i]!.map(words)));
}

function sentenceStatistics(
	hypothesis: readonly string[],
	references: readonly (readonly string[])[],
): BleuStatistics {
	const statistics = new Float64Array(BLEU_STATISTICS_SIZE);
	statistics[0] = hypothesis.length;
	statistics[1] = closestLength(
		hypothesis.length,
		references.map((reference) => reference.length),
	);
	for (let order = 1; order <= BLEU_ORDER; order++) {
		const allowed = mostInAnyReference(references, order);
		for (const [ngram, count] of countNgrams(hypothesis, order, " ")) {
			statistics[1 + order]! += Math.min(count, allowed.get(ngram) ?? 0);
			statistics[1 + BLEU_ORDER + order]! += count;
		}
	}
	return statistics;
}

function closestLength(length: number, candidates: readonly number[]): number {
	return candidates.reduce((best, candidate) => {
		const nearer = Math.abs(candidate - length) - Math.abs(best - length);
		return nearer < 0 || (nearer === 0 && candidate < best) ? candidate : best;
	});
}

function mostInAnyReference(references: readonly (readonly string[])[], order: number): NgramCounts {
	const most: NgramCounts = new Map();
	for (const reference of references) {
		for (const [ngram, count] of countNgrams(reference, order, " ")) {
			if (count > (most.get(ngram) ?? 0)) most.set(ngram, count);
		}
	}
	return most;
}

/** BLEU from the sum of sufficient statistics. */
export function bleuFromStatistics(
	statistics: Readonly<ArrayLike<number>>,
	{ smoothing = "exp", smoothingValue, effectiveOrder = false }: BleuOptions = {},
): Omit<BleuScore, "signature"> {
	const values = Array.from(statistics);
	const [hypothesisLength = 0, referenceLength = 0] = values;
	const counts = values.slice(2, 2 + BLEU_ORDER);
	const totals = values.slice(2 + BLEU_ORDER);
	const precisions = new Array<number>(BLEU_ORDER).fill(0);
	let brevityPenalty = 1;
	if (hypothesisLength < referenceLength) {
		brevityPenalty = hypothesisLength > 0 ? Math.exp(1 - referenceLength / hypothesisLength) : 0;
	}
	const score = { score: 0, counts, totals, precisions, brevityPenalty, hypothesisLength, referenceLength };
	// Without a single matching word smoothing would only invent a score.
	if (counts.every((count) => count === 0)) return score;

	const value = smoothingValue ?? SMOOTHING_VALUES[smoothing] ?? 0;
	let ordersUsed = BLEU_ORDER;
	let zeros = 0;
	for (let n = 0; n < BLEU_ORDER; n++) {
		if (smoothing === "add-k" && n > 0) {
			counts[n]! += value;
			totals[n]! += value;
		}
		const total = totals[n]!;
		if (total === 0) break;
		if (effectiveOrder) ordersUsed = n + 1;
		if (counts[n]! > 0) precisions[n] = (100 * counts[n]!) / total;
		else if (smoothing === "exp") precisions[n] = 100 / (2 ** ++zeros * total);
		else if (smoothing === "floor") precisions[n] = (100 * value) / total;
	}
	let logSum = 0;
	for (const precision of precisions.slice(0, ordersUsed)) logSum += Math.log(precision);
	score.score = brevityPenalty * Math.exp(logSum / ordersUsed);
	return score;
}

function bleuSignature(nrefs: string, options: BleuOptions): string {
	const { tokenize = "13a", smoothing = "exp", smoothingValue, lowercase, effectiveOrder } = options;
	const value = smoothingValue ?? SMOOTHING_VALUES[smoothing];
	return [
		`nrefs:${nrefs}`,
		`case:${lowercase ? "lc" : "mixed"}`,
		`eff:${effectiveOrder ? "yes" : "no"}`,
		`tok:${tokenize}`,
		`smooth:${smoothing}${SMOOTHING_VALUES[smoothing] === null ? "" : `[${value!.toFixed(2)}]`}`,
		`version:${SACREBLEU_VERSION}`,
	].join("|");
}
