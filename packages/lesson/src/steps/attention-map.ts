// An attention map as data: what a translator looked at while it wrote each word.

export interface AttentionMap {
	/** S source tokens; `<pad>` stands for padding. */
	source: readonly string[];
	/** T target tokens. */
	target: readonly string[];
	/** (T, S): a row per target token, which sums to 1. */
	weights: readonly (readonly number[])[];
	/** For each target token, the positions of the source tokens that it translates; may be none. */
	gold?: readonly (readonly number[])[];
}

export const PADDING = "<pad>";

/** The source position that each target token looks at most; padding never. */
export function mostAttended({ source, weights }: Pick<AttentionMap, "source" | "weights">): number[] {
	return weights.map((row) =>
		row.reduce(
			(best, weight, s) => (source[s] !== PADDING && (best === -1 || weight > row[best]!) ? s : best),
			-1,
		),
	);
}

/** Of the target tokens with gold links, the share whose link is one of theirs; NaN if none has any. */
export function shareOfLinks(links: readonly number[], gold: readonly (readonly number[])[]): number {
	const linked = gold.flatMap((positions, t) => (positions.length > 0 ? [t] : []));
	return linked.filter((t) => gold[t]!.includes(links[t]!)).length / linked.length;
}

/** The diagonal through S words: target token t links to the position in the same place of the sentence. */
export function diagonalLinks(T: number, S: number): number[] {
	return Array.from({ length: T }, (_, t) => Math.floor(((t + 0.5) * S) / T));
}

/** The share that a random link to one of S words meets on average: what uniform weights are worth. */
export function uniformShare(S: number, gold: readonly (readonly number[])[]): number {
	const linked = gold.filter((positions) => positions.length > 0);
	return linked.reduce((sum, positions) => sum + positions.length / S, 0) / linked.length;
}

export function wordsIn(tokens: readonly string[]): number {
	return tokens.filter((token) => token !== PADDING).length;
}
