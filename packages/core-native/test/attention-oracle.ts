// Attention by its equations, one loop per index, for the tests of the native kernels. `round` is the identity for
// the truth and Math.fround for a plain single-precision computation, whose error bounds that of the kernels.

import type { AttentionProblem } from "../src/binding/attention.js";

export type Rounding = (x: number) => number;
type Problem = Omit<AttentionProblem, "query" | "key" | "value" | "bias"> & {
	query: ArrayLike<number>;
	key: ArrayLike<number>;
	value: ArrayLike<number>;
	bias?: ArrayLike<number>;
};

function axes(p: Problem) {
	const K = p.numKeyHeads ?? p.numHeads;
	const V = p.valueDim ?? p.keyDim;
	const { batchSize: B, targetLength: T, sourceLength: S, numHeads: N, keyDim: H } = p;
	return { B, T, S, N, K, H, V, group: N / K };
}

/** Index into a tensor of `shape` that is broadcast over (B,N,T,S). */
function broadcastIndex(shape: readonly number[], index: readonly number[]): number {
	return shape.reduce((at, size, axis) => at * size + (size === 1 ? 0 : index[axis]!), 0);
}

function allowed(p: Problem, b: number, n: number, t: number, s: number): boolean {
	const diagonal = t + (p.causalAlignment === "bottom-right" ? p.sourceLength - p.targetLength : 0);
	if (p.keyLengths && s >= p.keyLengths[b]!) return false;
	if (p.mask && p.mask[broadcastIndex(p.maskShape!, [b, n, t, s])] === 0) return false;
	if (p.isCausal && s > diagonal) return false;
	return !(p.slidingWindow && Math.abs(s - diagonal) >= p.slidingWindow);
}

export function oracleForward(p: Problem, round: Rounding = (x) => x) {
	const { B, T, S, N, K, H, V, group } = axes(p);
	const scale = round(p.scale ?? 1 / Math.sqrt(H));
	const output = new Float64Array(B * T * N * V);
	const logSumExp = new Float64Array(B * N * T).fill(Number.POSITIVE_INFINITY);
	const rowMax = new Float64Array(B * N * T).fill(Number.NEGATIVE_INFINITY);
	const rowSum = new Float64Array(B * N * T);
	const weights = new Float64Array(B * N * T * S);
	for (let b = 0; b < B; b++)
		for (let n = 0; n < N; n++)
			for (let t = 0; t < T; t++) {
				const row = (b * N + n) * T + t;
				const k = Math.floor(n / group);
				const keys = [...Array(S).keys()].filter((s) => allowed(p, b, n, t, s));
				const scores = keys.map((s) => {
					let dot = 0;
					for (let h = 0; h < H; h++)
						dot = round(
							dot + round(p.query[((b * T + t) * N + n) * H + h]! * p.key[((b * S + s) * K + k) * H + h]!),
						);
					const bias = p.bias ? p.bias[broadcastIndex(p.biasShape!, [b, n, t, s])]! : 0;
					return round(round(scale * dot) + bias);
				});
				const largest = Math.max(...scores);
				if (largest === Number.NEGATIVE_INFINITY) continue;
				const exponentials = scores.map((score) => round(Math.exp(round(score - largest))));
				const sum = exponentials.reduce((total, x) => round(total + x), 0);
				rowMax[row] = p.bias === undefined && scale > 0 ? round(largest / scale) : largest;
				rowSum[row] = sum;
				logSumExp[row] = round(largest + round(Math.log(sum)));
				keys.forEach((s, i) => {
					const weight = round(exponentials[i]! / sum);
					weights[row * S + s] = weight;
					for (let v = 0; v < V; v++) {
						const at = ((b * T + t) * N + n) * V + v;
						output[at] = round(output[at]! + round(weight * p.value[((b * S + s) * K + k) * V + v]!));
					}
				});
			}
	return { output, logSumExp, rowMax, rowSum, weights };
}

/** Gradients of sum(output dOutput) + sum(weights dWeights). */
export function oracleBackward(
	p: Problem,
	dOutput: ArrayLike<number>,
	dWeights: ArrayLike<number> | undefined,
	round: Rounding = (x) => x,
) {
	const { B, T, S, N, K, H, V, group } = axes(p);
	const scale = round(p.scale ?? 1 / Math.sqrt(H));
	const { weights } = oracleForward(p, round);
	const dQuery = new Float64Array(B * T * N * H);
	const dKey = new Float64Array(B * S * K * H);
	const dValue = new Float64Array(B * S * K * V);
	const dBias = new Float64Array(p.biasShape?.reduce((product, size) => product * size, 1) ?? 0);
	const add = (to: Float64Array, at: number, x: number) => {
		to[at] = round(to[at]! + round(x));
	};
	for (let b = 0; b < B; b++)
		for (let n = 0; n < N; n++)
			for (let t = 0; t < T; t++) {
				const row = (b * N + n) * T + t;
				const k = Math.floor(n / group);
				const keys = [...Array(S).keys()].filter((s) => weights[row * S + s] !== 0);
				const dWeight = keys.map((s) => {
					let sum = dWeights ? dWeights[row * S + s]! : 0;
					for (let v = 0; v < V; v++) {
						const out = dOutput[((b * T + t) * N + n) * V + v]!;
						sum = round(sum + round(out * p.value[((b * S + s) * K + k) * V + v]!));
						add(dValue, ((b * S + s) * K + k) * V + v, weights[row * S + s]! * out);
					}
					return sum;
				});
				const delta = keys.reduce((sum, s, i) => round(sum + round(weights[row * S + s]! * dWeight[i]!)), 0);
				keys.forEach((s, i) => {
					const dScore = round(weights[row * S + s]! * round(dWeight[i]! - delta));
					if (p.bias) add(dBias, broadcastIndex(p.biasShape!, [b, n, t, s]), dScore);
					for (let h = 0; h < H; h++) {
						const q = ((b * T + t) * N + n) * H + h;
						const at = ((b * S + s) * K + k) * H + h;
						add(dQuery, q, round(scale * dScore) * p.key[at]!);
						add(dKey, at, round(scale * dScore) * p.query[q]!);
					}
				});
			}
	return { dQuery, dKey, dValue, dBias };
}
