// Counting n-grams, for BLEU (words) and chrF (characters and words).

export type NgramCounts = Map<string, number>;

/** How often each run of `order` units occurs; units are joined by `separator`, which no unit contains. */
export function countNgrams(units: readonly string[], order: number, separator: string): NgramCounts {
	const counts: NgramCounts = new Map();
	for (let start = 0; start + order <= units.length; start++) {
		let ngram = units[start]!;
		for (let i = 1; i < order; i++) ngram += separator + units[start + i]!;
		counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
	}
	return counts;
}
