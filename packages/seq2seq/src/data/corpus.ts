/**
 * Sentence pairs and their honest split: no source sentence of the test set is ever trained on.
 */
import {
	describeValue,
	isStringList,
	type OptionNames,
	requireKind,
	requireList,
	requireOptions,
} from "@mirada/core-native/contract";
import { Random } from "./random.js";

/** Word `targetIndex` of the target translates word `sourceIndex` of the source; both count from 0. */
export type AlignmentLink = readonly [sourceIndex: number, targetIndex: number];

/** A sentence and one translation, as tokens. */
export interface SentencePair {
	readonly source: readonly string[];
	readonly target: readonly string[];
	/** Gold links, where the corpus has them, sorted by source and then target word. */
	readonly alignment?: readonly AlignmentLink[];
}

/** A sentence to score, with all its translations. */
export interface ReferencedSentence {
	readonly source: readonly string[];
	/** One or more, in the order of the corpus, each once. */
	readonly references: readonly (readonly string[])[];
	/** Gold links to `references[0]`, where the corpus has them. */
	readonly alignment?: readonly AlignmentLink[];
}

export interface CorpusSplit {
	readonly train: SentencePair[];
	readonly validation: ReferencedSentence[];
	readonly test: ReferencedSentence[];
}

export interface SplitOptions {
	/** Distinct source sentences to test on. The usual split of spa-eng takes 2,000. */
	readonly testSources: number;
	/** Distinct source sentences to validate on. The usual split of spa-eng takes 1,000. */
	readonly validationSources: number;
	readonly seed: number;
}

const SPLIT_OPTIONS: OptionNames<SplitOptions> = { testSources: true, validationSources: true, seed: true };

/** @throws TypeError unless `pairs` is an array of sentence pairs. */
export function requirePairs(
	where: string,
	name: string,
	pairs: unknown,
): asserts pairs is readonly SentencePair[] {
	requireList(where, name, pairs, "pairs { source, target } of string arrays", (pair) => {
		const { source, target } = (pair ?? {}) as Partial<SentencePair>;
		return isStringList(source) && isStringList(target);
	});
}

/** @throws TypeError unless `sentences` is an array of sentences with references. */
export function requireReferenced(
	where: string,
	name: string,
	sentences: unknown,
): asserts sentences is readonly ReferencedSentence[] {
	requireList(where, name, sentences, "sentences { source, references } of string arrays", (sentence) => {
		const { source, references } = (sentence ?? {}) as Partial<ReferencedSentence>;
		return isStringList(source) && Array.isArray(references) && references.every(isStringList);
	});
}

/**
 * Splits by distinct source sentence: the pairs of one source go all to the same part, so that no model is
 * tested on a sentence it was trained on (a quarter of the pairs of spa-eng share their English side).
 *
 * Two sources are the same if their tokens are: "Go." and "go." are one sentence to a model. (The Python
 * reference compares the raw text, which lets such pairs leak.) Repeated pairs count once. The sources are
 * sorted before they are shuffled, so the split depends on what the corpus holds, not on its order.
 */
export function splitBySource(pairs: readonly SentencePair[], options: SplitOptions): CorpusSplit {
	requirePairs("splitBySource", "pairs", pairs);
	requireOptions("splitBySource", options, SPLIT_OPTIONS);
	const { testSources, validationSources, seed } = options;
	requireKind("splitBySource", "seed", seed, "number");
	const groups = groupBySource(pairs);
	checkCounts(groups.size, testSources, validationSources);

	const keys = new Random(seed).shuffle([...groups.keys()].sort());
	const held = (from: number, to: number) =>
		keys.slice(from, to).map((key) => referencedSentence(groups.get(key)!));
	return {
		test: held(0, testSources),
		validation: held(testSources, testSources + validationSources),
		train: keys.slice(testSources + validationSources).flatMap((key) => groups.get(key)!),
	};
}

/** Every distinct pair once, grouped by source, in the order of first occurrence. */
function groupBySource(pairs: readonly SentencePair[]): Map<string, SentencePair[]> {
	const groups = new Map<string, SentencePair[]>();
	const seen = new Set<string>();
	for (const pair of pairs) {
		// No token holds a space or a line feed, so the keys are unambiguous.
		const source = pair.source.join(" ");
		const both = `${source}\n${pair.target.join(" ")}`;
		if (seen.has(both)) continue;
		seen.add(both);
		const group = groups.get(source);
		if (group) group.push(pair);
		else groups.set(source, [pair]);
	}
	return groups;
}

function referencedSentence(group: readonly SentencePair[]): ReferencedSentence {
	const first = group[0]!;
	const references = group.map((pair) => pair.target);
	return { source: first.source, references, ...(first.alignment && { alignment: first.alignment }) };
}

function checkCounts(sources: number, testSources: number, validationSources: number): void {
	for (const [name, count] of Object.entries({ testSources, validationSources })) {
		if (!Number.isInteger(count) || count < 0) {
			throw new RangeError(
				`splitBySource: expected ${name} to be a whole number from 0, got ${describeValue(count)}`,
			);
		}
	}
	if (testSources + validationSources >= sources) {
		throw new RangeError(
			`splitBySource: expected more than ${testSources} + ${validationSources} distinct source sentences, ` +
				`so that some are left to train on, got ${sources}. Ask for fewer, or give a larger corpus.`,
		);
	}
}
