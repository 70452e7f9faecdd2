// chrF (Popović, 2015) and chrF++ (Popović, 2017), equal to sacreBLEU 2.6.0 (Post, 2018).
//
//   chrF_beta = 100 (1 + beta²) P R / (beta² P + R)                     (Popović 2015, eq. 1)
//
// P and R are the means, over the n-gram orders that both sides have, of matches / hypothesis n-grams and
// matches / reference n-grams: character n-grams up to 6, and for chrF++ words and word pairs besides.
// Counts are summed over the corpus; of several references each sentence uses the one it scores best on.
import {
	describeValue,
	type OptionNames,
	requireInteger,
	requireKind,
	requireOptions,
} from "@mirada/core-native/contract";
import { SACREBLEU_VERSION } from "./bleu.js";
import { countNgrams, type NgramCounts } from "./ngram-counts.js";
import { nrefsOf, requireReferences } from "./references.js";
import { splitWords } from "./split-words.js";

export interface ChrfOptions {
	/** Longest character n-gram. Default 6. */
	charOrder?: number;
	/** Longest word n-gram: 0 for chrF, 2 for chrF++. Default 0. */
	wordOrder?: number;
	/** How many times recall matters as much as precision. Default 2. */
	beta?: number;
	/** Default false. */
	lowercase?: boolean;
	/** Whether spaces are characters too. Default false. */
	whitespace?: boolean;
}

export interface ChrfScore {
	/** 0 to 100. */
	score: number;
	/** `chrF2`, `chrF2++`, … */
	name: string;
	/** How the score was made, in sacreBLEU's notation. */
	signature: string;
}

type ReadOptions = Required<ChrfOptions>;

const DEFAULTS: ReadOptions = { charOrder: 6, wordOrder: 0, beta: 2, lowercase: false, whitespace: false };

const NAMES: OptionNames<ChrfOptions> = {
	charOrder: true,
	wordOrder: true,
	beta: true,
	lowercase: true,
	whitespace: true,
};

function readOptions(where: string, options: ChrfOptions): ReadOptions {
	requireOptions(where, options, NAMES);
	const given = Object.entries(options).filter(([, value]) => value !== undefined);
	const settings: ReadOptions = { ...DEFAULTS, ...Object.fromEntries(given) };
	requireInteger(where, "charOrder", settings.charOrder, 0, 100);
	requireInteger(where, "wordOrder", settings.wordOrder, 0, 100);
	requireKind(where, "lowercase", settings.lowercase, "boolean");
	requireKind(where, "whitespace", settings.whitespace, "boolean");
	if (!(Number.isFinite(settings.beta) && settings.beta >= 0)) {
		throw new RangeError(
			`${where}: expected beta to be a number of 0 or more, got ${describeValue(settings.beta)}`,
		);
	}
	return settings;
}

/** chrF of a corpus; `references[i]` holds the references of `hypotheses[i]`, one or more. */
export function corpusChrf(
	hypotheses: readonly string[],
	references: readonly (readonly string[])[],
	options: ChrfOptions = {},
): ChrfScore {
	return chrfOf("corpusChrf", hypotheses, references, options);
}

function chrfOf(
	where: string,
	hypotheses: readonly string[],
	references: readonly (readonly string[])[],
	options: ChrfOptions,
): ChrfScore {
	requireReferences(where, hypotheses, references);
	const settings = readOptions(where, options);
	const total = new Float64Array(3 * (settings.charOrder + settings.wordOrder));
	hypotheses.forEach((hypothesis, i) => {
		const statistics = sentenceStatistics(hypothesis, references[i]!, settings);
		for (let k = 0; k < total.length; k++) total[k]! += statistics[k]!;
	});
	return {
		score: fScore(total, settings.beta),
		name: `chrF${settings.beta}${"+".repeat(settings.wordOrder)}`,
		signature: chrfSignature(nrefsOf(references), settings),
	};
}

/** chrF of one sentence. */
export function sentenceChrf(
	hypothesis: string,
	references: readonly string[],
	options: ChrfOptions = {},
): ChrfScore {
	return chrfOf("sentenceChrf", [hypothesis], [references], options);
}

/** For each order: hypothesis n-grams, reference n-grams, matches; against the best reference. */
function sentenceStatistics(hypothesis: string, references: readonly string[], settings: ReadOptions) {
	const ours = ngramsOfAllOrders(hypothesis, settings);
	let best: Float64Array | undefined;
	for (const reference of references) {
		const theirs = ngramsOfAllOrders(reference, settings);
		const statistics = Float64Array.from(
			ours.flatMap((counts, order) => matchCounts(counts, theirs[order]!)),
		);
		// The first of equally good references stays, as in sacreBLEU: it decides which counts are summed.
		if (best === undefined || fScore(statistics, settings.beta) > fScore(best, settings.beta))
			best = statistics;
	}
	return best!;
}

function ngramsOfAllOrders(text: string, settings: ReadOptions): NgramCounts[] {
	const { charOrder, wordOrder, lowercase, whitespace } = settings;
	const line = lowercase ? text.toLowerCase() : text;
	// Characters are code points, as in Python, not UTF-16 units.
	const characters = Array.from(whitespace ? line : splitWords(line).join(""));
	const words = wordOrder > 0 ? splitWords(line).flatMap(withPunctuationApart) : [];
	return [
		...Array.from({ length: charOrder }, (_, i) => countNgrams(characters, i + 1, "")),
		...Array.from({ length: wordOrder }, (_, i) => countNgrams(words, i + 1, " ")),
	];
}

const PUNCTUATION = new Set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

/** Cuts one mark off the end of a word, or else off its beginning, never both: "(hi)" gives "(hi", ")". */
function withPunctuationApart(word: string): string[] {
	const characters = Array.from(word);
	if (characters.length === 1) return [word];
	if (PUNCTUATION.has(word.at(-1)!)) return [word.slice(0, -1), word.slice(-1)];
	if (PUNCTUATION.has(word[0]!)) return [word.slice(0, 1), word.slice(1)];
	return [word];
}

function matchCounts(ours: NgramCounts, theirs: NgramCounts): [number, number, number] {
	let hypothesisCount = 0;
	let matches = 0;
	for (const [ngram, count] of ours) {
		hypothesisCount += count;
		matches += Math.min(count, theirs.get(ngram) ?? 0);
	}
	let referenceCount = 0;
	for (const count of theirs.values()) referenceCount += count;
	// A reference too short for this order says nothing about it, so the hypothesis is not charged for it.
	return [referenceCount > 0 ? hypothesisCount : 0, referenceCount, matches];
}

function fScore(statistics: Float64Array, beta: number): number {
	let precision = 0;
	let recall = 0;
	let orders = 0;
	for (let i = 0; i < statistics.length; i += 3) {
		const hypothesisCount = statistics[i]!;
		const referenceCount = statistics[i + 1]!;
		const matches = statistics[i + 2]!;
		if (hypothesisCount === 0 || referenceCount === 0) continue;
		precision += matches / hypothesisCount;
		recall += matches / referenceCount;
		orders++;
	}
	if (precision + recall === 0) return 0;
	precision /= orders;
	recall /= orders;
	return (100 * (1 + beta ** 2) * precision * recall) / (beta ** 2 * precision + recall);
}

function chrfSignature(nrefs: string, { lowercase, charOrder, wordOrder, whitespace }: ReadOptions): string {
	return [
		`nrefs:${nrefs}`,
		`case:${lowercase ? "lc" : "mixed"}`,
		"eff:yes",
		`nc:${charOrder}`,
		`nw:${wordOrder}`,
		`space:${whitespace ? "yes" : "no"}`,
		`version:${SACREBLEU_VERSION}`,
	].join("|");
}
