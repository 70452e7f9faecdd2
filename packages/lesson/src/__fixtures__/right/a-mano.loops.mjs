// Plain loops, as a beginner writes them.
export function attention(Q, K, V) {
	const T = Q.length;
	const S = K.length;
	const d = Q[0].length;
	const weights = [];
	const output = [];
	for (let t = 0; t < T; t++) {
		let max = -Infinity;
		const row = [];
		for (let s = 0; s < S; s++) {
			let score = 0;
			for (let i = 0; i < d; i++) score += Q[t][i] * K[s][i];
			score /= Math.sqrt(d);
			if (score > max) max = score;
			row.push(score);
		}
		let sum = 0;
		for (let s = 0; s < S; s++) {
			row[s] = Math.exp(row[s] - max);
			sum += row[s];
		}
		for (let s = 0; s < S; s++) row[s] /= sum;
		weights.push(row);
		const out = new Array(V[0].length).fill(0);
		for (let s = 0; s < S; s++) for (let i = 0; i < out.length; i++) out[i] += row[s] * V[s][i];
		output.push(out);
	}
	return { output, weights };
}
