// hint: transpose-k

function softmax(row) {
	const max = Math.max(...row);
	const exps = row.map((x) => Math.exp(x - max));
	const sum = exps.reduce((a, b) => a + b, 0);
	return exps.map((x) => x / sum);
}

function matmul(A, B) {
	if (A[0].length !== B.length) throw new Error(`matmul: (${A.length}, ${A[0].length}) x (${B.length}, ${B[0].length})`);
	return A.map((row) => B[0].map((_, j) => row.reduce((sum, x, i) => sum + x * B[i][j], 0)));
}

export function attention(Q, K, V) {
	const scores = matmul(Q, K).map((row) => row.map((x) => x / Math.sqrt(Q[0].length)));
	const weights = scores.map(softmax);
	const output = matmul(weights, V);
	return { weights, output };
}
