// hint: tanh-missing

const times = (v, W) => W[0].map((_, j) => v.reduce((sum, x, i) => sum + x * W[i][j], 0));
export const dot = (q, k) => q.reduce((sum, x, i) => sum + x * k[i], 0);
export const scaledDot = (q, k) => dot(q, k) / Math.sqrt(q.length);
export const general = (q, k, W) => dot(times(q, W), k);
export const additive = (q, k, Wq, Wk, v) => {
	const b = times(k, Wk);
	return dot(v, times(q, Wq).map((a, i) => a + b[i]));
};
