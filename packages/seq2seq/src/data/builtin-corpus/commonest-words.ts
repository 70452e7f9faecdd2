/**
 * A small lexicon: the words that sentences use most, so that a vocabulary of a few hundred words covers whole
 * sentences.
 */
import type { SentencePair } from "../corpus.js";
import { isWord } from "../is-word.js";

type Side = "source" | "target";

/** Holds for pairs that are made of the commonest `size` words of each language alone; marks are free. */
export function madeOfCommonestWords(
	sample: readonly SentencePair[],
	size: number,
): (pair: SentencePair) => boolean {
	const kept = {
		source: commonestWords(sample, "source", size),
		target: commonestWords(sample, "target", size),
	};
	const isKnown = (side: Side) => (token: string) => kept[side].has(token) || !isWord(token);
	return ({ source, target }) => source.every(isKnown("source")) && target.every(isKnown("target"));
}

function commonestWords(sample: readonly SentencePair[], side: Side, size: number): Set<string> {
	const counts = new Map<string, number>();
	for (const pair of sample) {
		for (const token of pair[side]) if (isWord(token)) counts.set(token, (counts.get(token) ?? 0) + 1);
	}
	// Of words met equally often, the one met first: Map and sort both keep the order.
	const byCount = [...counts].sort(([, one], [, other]) => other - one);
	return new Set(byCount.slice(0, size).map(([token]) => token));
}
