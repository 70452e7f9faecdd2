// Attention by hand, as the lesson shows it; attention-by-hand.test.ts compares it with the package.

// #region attention
type Row = number[];
type Matrix = Row[];

const sum = (x: Row) => x.reduce((a, b) => a + b, 0);
const dot = (q: Row, k: Row) => sum(q.map((x, i) => x * k[i]!));

function softmax(scores: Row): Row {
	const max = Math.max(...scores); // exp cannot overflow
	const powers = scores.map((score) => Math.exp(score - max));
	return powers.map((power) => power / sum(powers));
}

/** Q (T, d), K (S, d), V (S, dv) */
export function attention(Q: Matrix, K: Matrix, V: Matrix) {
	const scale = 1 / Math.sqrt(K[0]!.length);
	const scores = Q.map((q) => K.map((k) => dot(q, k) * scale));
	const weights = scores.map(softmax); // (T, S): rows sum to 1
	const columns = V[0]!.map((_, i) => V.map((v) => v[i]!));
	const context = weights.map((row) => columns.map((v) => dot(row, v)));
	return { weights, context }; // context (T, dv)
}
// #endregion attention
