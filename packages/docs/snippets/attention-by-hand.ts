// Attention by hand, as the lesson shows it; attention-by-hand.test.ts compares it with the package.

type Matrix = number[][];

// #region attention
const dot = (q: number[], k: number[]) => q.reduce((sum, x, i) => sum + x * k[i]!, 0);

function softmax(scores: number[]): number[] {
	const max = Math.max(...scores); // exp cannot overflow
	const exponentials = scores.map((score) => Math.exp(score - max));
	const sum = exponentials.reduce((a, b) => a + b, 0);
	return exponentials.map((x) => x / sum);
}

/** Q (T, d), K (S, d), V (S, dv) */
export function attention(Q: Matrix, K: Matrix, V: Matrix) {
	const d = K[0]!.length;
	const scores = Q.map((q) => K.map((k) => dot(q, k) / Math.sqrt(d))); // (T, S)
	const weights = scores.map(softmax); // (T, S): each row sums to 1
	const context = weights.map((row) =>
		V[0]!.map((_, i) => row.reduce((sum, weight, s) => sum + weight * V[s]![i]!, 0)),
	); // (T, dv)
	return { weights, context };
}
// #endregion attention
