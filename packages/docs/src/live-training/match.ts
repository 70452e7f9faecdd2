// How often a map looks at the right word, and how often maps do that have learned nothing.

import { diagonalMap, isWord, type SentencePair, uniformMap } from "@mirada/seq2seq";

export type Rows = readonly (readonly number[])[];

/**
 * The share of target words, among those with a gold link, whose heaviest source word is one of their links. Of equally
 * heavy words each counts by its share. Links of punctuation do not count.
 */
export function matchOf(pairs: readonly SentencePair[], mapOf: (index: number) => Rows): number {
	let matched = 0;
	let words = 0;
	pairs.forEach(({ source, target, alignment = [] }, i) => {
		const map = mapOf(i);
		target.forEach((word, t) => {
			const linked = alignment.flatMap(([s, to]) => (to === t && isWord(source[s]!) ? [s] : []));
			if (linked.length === 0 || !isWord(word)) return;
			const row = map[t]!;
			const most = Math.max(...row);
			const heaviest = row.flatMap((weight, s) => (weight === most ? [s] : []));
			matched += heaviest.filter((s) => linked.includes(s)).length / heaviest.length;
			words++;
		});
	});
	return words === 0 ? 0 : matched / words;
}

/** Maps that know nothing of the words. */
export function nullMatches(pairs: readonly SentencePair[]): { uniform: number; diagonal: number } {
	const sizes = pairs.map(({ source, target }) => [target.length, source.length] as const);
	return {
		uniform: matchOf(pairs, (i) => uniformMap(...sizes[i]!).weights),
		diagonal: matchOf(pairs, (i) => diagonalMap(...sizes[i]!).weights),
	};
}
