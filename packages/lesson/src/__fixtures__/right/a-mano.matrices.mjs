// With matrix functions, scaling Q first.
const transpose = (A) => A[0].map((_, j) => A.map((row) => row[j]));
const matmul = (A, B) => A.map((row) => transpose(B).map((column) => row.reduce((s, x, i) => s + x * column[i], 0)));
const softmaxRows = (A) =>
	A.map((row) => {
		const max = row.reduce((a, b) => Math.max(a, b));
		const e = row.map((x) => Math.exp(x - max));
		return e.map((x) => x / e.reduce((a, b) => a + b));
	});

export const attention = (Q, K, V) => {
	const scaled = Q.map((row) => row.map((x) => x / Math.sqrt(row.length)));
	const weights = softmaxRows(matmul(scaled, transpose(K)));
	return { weights, output: matmul(weights, V) };
};
