// How a translation differs from the right one, as words: what is missing, what is too much.

export interface WordDifference {
	/** Words of the reference that the translation lacks, in its order. */
	missing: string[];
	/** Words of the translation that are not in the reference, or not that often. */
	extra: string[];
	/** For every word of the translation whether it belongs to the longest common subsequence with the reference. */
	isRight: boolean[];
}

export function wordDifference(translation: readonly string[], reference: readonly string[]): WordDifference {
	const [T, R] = [translation.length, reference.length];
	// common[t][r]: length of the longest common subsequence of the words from t and from r on.
	const common = Array.from({ length: T + 1 }, () => new Array<number>(R + 1).fill(0));
	for (let t = T - 1; t >= 0; t--) {
		for (let r = R - 1; r >= 0; r--) {
			common[t]![r] =
				translation[t] === reference[r]
					? common[t + 1]![r + 1]! + 1
					: Math.max(common[t + 1]![r]!, common[t]![r + 1]!);
		}
	}
	const isRight = new Array<boolean>(T).fill(false);
	const missing: string[] = [];
	let [t, r] = [0, 0];
	while (t < T || r < R) {
		if (t < T && r < R && translation[t] === reference[r]) {
			isRight[t++] = true;
			r++;
		} else if (r < R && (t === T || common[t]![r + 1]! >= common[t + 1]![r]!)) missing.push(reference[r++]!);
		else t++;
	}
	return { missing, extra: translation.filter((_, i) => !isRight[i]), isRight };
}
