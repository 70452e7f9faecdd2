// Where a word probably comes from, before looking at the words (Dyer et al., 2013, fast_align, section 2):
//
//   p(a_t = null) = p0        p(a_t = s) = (1 - p0) exp(-lambda |t/T - s/S|) / Z_t,    t = 1..T, s = 1..S
//
// lambda = 0 is the uniform prior of IBM Model 1 (Brown et al., 1993).

/** Rows of S + 1 probabilities for each t, null first; the same lengths share one table. */
export function diagonalPriors(tension: number, nullProbability: number) {
	const tables = new Map<string, Float64Array>();
	return (generatedLength: number, givenLength: number): Float64Array => {
		const key = `${generatedLength} ${givenLength}`;
		let table = tables.get(key);
		if (table === undefined) {
			table = priorTable(generatedLength, givenLength, { tension, nullProbability });
			tables.set(key, table);
		}
		return table;
	};
}

function priorTable(
	T: number,
	S: number,
	{ tension, nullProbability }: { tension: number; nullProbability: number },
): Float64Array {
	const table = new Float64Array(T * (S + 1));
	for (let t = 1; t <= T; t++) {
		const row = table.subarray((t - 1) * (S + 1), t * (S + 1));
		let sum = 0;
		for (let s = 1; s <= S; s++) {
			row[s] = Math.exp(-tension * Math.abs(t / T - s / S));
			sum += row[s]!;
		}
		for (let s = 1; s <= S; s++) row[s]! *= (1 - nullProbability) / sum;
		row[0] = nullProbability;
	}
	return table;
}
