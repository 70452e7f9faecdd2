// hint: scale-forgotten softmax-overflow

const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);

function softmax(row) {
	const exps = row.map((x) => Math.exp(x));
	const sum = exps.reduce((a, b) => a + b, 0);
	return exps.map((x) => x / sum);
}

export function attention(Q, K, V) {
	const scores = Q.map((q) => K.map((k) => dot(q, k)));
	const weights = scores.map(softmax);
	const output = weights.map((row) => V[0].map((_, i) => dot(row, V.map((v) => v[i]))));
	return { weights, output };
}
