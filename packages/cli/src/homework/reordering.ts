// How much a map leaves the diagonal.

/**
 * The share of pairs of target words (t < u) whose most attended source words stand in the other order:
 * Kendall's distance of the hard alignment. 0 is monotone, 1 fully reversed.
 *
 * @param weights (T, S)
 */
export function crossedShare(weights: readonly (readonly number[])[]): number {
	const looked = weights.map(largestIndex);
	let crossed = 0;
	let pairs = 0;
	for (let t = 0; t < looked.length; t++) {
		for (let u = t + 1; u < looked.length; u++) {
			pairs++;
			if (looked[u]! < looked[t]!) crossed++;
		}
	}
	return pairs === 0 ? 0 : crossed / pairs;
}

export function largestIndex(values: readonly number[]): number {
	return values.reduce((best, value, index) => (value > values[best]! ? index : best), 0);
}
