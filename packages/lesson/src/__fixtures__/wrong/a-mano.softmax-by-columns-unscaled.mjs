// hint: softmax-axis

const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);

function softmax(row) {
	const max = Math.max(...row);
	const exps = row.map((x) => Math.exp(x - max));
	const sum = exps.reduce((a, b) => a + b, 0);
	return exps.map((x) => x / sum);
}

const transpose = (A) => A[0].map((_, j) => A.map((row) => row[j]));
export function attention(Q, K, V) {
	const scores = Q.map((q) => K.map((k) => dot(q, k)));
	const weights = transpose(transpose(scores).map(softmax));
	const output = weights.map((row) => V[0].map((_, i) => dot(row, V.map((v) => v[i]))));
	return { weights, output };
}
