// Batches of sentences with similar lengths: little of a batch is padding, and its rows end at similar times.

/** Indices 0..lengths.length-1, shortest first, in groups of at most `size`; each index occurs once. */
export function groupsOfSimilarLength(lengths: readonly number[], size: number): number[][] {
	const order = lengths.map((_, i) => i).sort((a, b) => lengths[a]! - lengths[b]! || a - b);
	const groups: number[][] = [];
	for (let start = 0; start < order.length; start += size) groups.push(order.slice(start, start + size));
	return groups;
}
