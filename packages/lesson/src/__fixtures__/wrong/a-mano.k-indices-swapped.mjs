// hint: transpose-k

function softmax(row) {
	const max = Math.max(...row);
	const exps = row.map((x) => Math.exp(x - max));
	const sum = exps.reduce((a, b) => a + b, 0);
	return exps.map((x) => x / sum);
}

export function attention(Q, K, V) {
	const d = Q[0].length;
	const scores = Q.map((q) => K.map((_, s) => q.reduce((sum, x, i) => sum + x * K[i][s], 0) / Math.sqrt(d)));
	const weights = scores.map(softmax);
	const output = weights.map((row) => V[0].map((_, i) => row.reduce((sum, w, s) => sum + w * V[s][i], 0)));
	return { weights, output };
}
