// Coverage penalty: a translation that never looked at some source word probably left it out.
//
//   cp(X; Y) = beta * sum_s ln(min(sum_t A[t,s], 1))            (Wu et al., 2016, GNMT, eq. 14)
//
// Zero when every source word got at least one word's worth of attention, negative otherwise.

/** A word without any attention would cost infinitely much, and then nothing could rank such translations. */
const LEAST_ATTENTION = 1e-9;

/** `rows`: the attention of each written token, `eos` included; only the first `sourceLength` entries count. */
export function coveragePenalty(
	rows: readonly ArrayLike<number>[],
	sourceLength: number,
	beta: number,
): number {
	let sum = 0;
	for (let s = 0; s < sourceLength; s++) {
		let attention = 0;
		for (const row of rows) attention += row[s]!;
		sum += Math.log(Math.max(LEAST_ATTENTION, Math.min(attention, 1)));
	}
	return beta * sum;
}
