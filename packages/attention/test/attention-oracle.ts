// What attention over heads must give, in double precision over plain arrays.

import { byHand } from "../src/index.js";

export interface Axes {
	B: number;
	T: number;
	S: number;
	N: number;
	K: number;
	H: number;
	V: number;
}

/** A tensor of numbers whose axes of size 1 broadcast. */
export interface Grid {
	shape: readonly number[];
	data: readonly number[];
}

export interface Problem {
	axes: Axes;
	/** (B,T,N,H), (B,S,K,H), (B,S,K,V), flat. */
	query: readonly number[];
	key: readonly number[];
	value: readonly number[];
	scale?: number;
	keyLengths?: readonly number[];
	/** Of rank 4; 0 or 1. */
	mask?: Grid;
	/** Of rank 4. */
	bias?: Grid;
	isCausal?: boolean;
	causalAlignment?: "top-left" | "bottom-right";
	slidingWindow?: number;
	/** (B,N,T,S): factors of dropout. */
	factors?: readonly number[];
}

export interface Answer {
	output: number[];
	weights: number[];
	logSumExp: number[];
}

export function attentionOracle(problem: Problem): Answer {
	const { B, T, S, N, K, H, V } = problem.axes;
	const output = new Array<number>(B * T * N * V).fill(0);
	const weights: number[] = [];
	const logSumExp: number[] = [];
	for (let b = 0; b < B; b++) {
		for (let n = 0; n < N; n++) {
			const k = Math.floor((n * K) / N);
			for (let t = 0; t < T; t++) {
				const q = vector(problem.query, (b * T + t) * N + n, H);
				const scores = Array.from({ length: S }, (_, s) => {
					if (!isAllowed(problem, b, n, t, s)) return Number.NEGATIVE_INFINITY;
					const product = byHand.dotProduct(q, vector(problem.key, (b * S + s) * K + k, H));
					return (problem.scale ?? 1 / Math.sqrt(H)) * product + at(problem.bias, [b, n, t, s], 0);
				});
				const row = byHand.softmax(scores);
				weights.push(...row);
				logSumExp.push(logOfSum(scores));
				for (const [s, weight] of row.entries()) {
					if (weight === 0) continue;
					const factor = problem.factors?.[((b * N + n) * T + t) * S + s] ?? 1;
					const value = vector(problem.value, (b * S + s) * K + k, V);
					for (const [i, x] of value.entries()) output[((b * T + t) * N + n) * V + i]! += weight * factor * x;
				}
			}
		}
	}
	return { output, weights, logSumExp };
}

function isAllowed(problem: Problem, b: number, n: number, t: number, s: number): boolean {
	const { T, S } = problem.axes;
	const diagonal = problem.causalAlignment === "bottom-right" ? t + S - T : t;
	const window = problem.slidingWindow ?? 0;
	return (
		s < (problem.keyLengths?.[b] ?? S) &&
		at(problem.mask, [b, n, t, s], 1) !== 0 &&
		!(problem.isCausal && s > diagonal) &&
		!(window > 0 && Math.abs(s - diagonal) >= window)
	);
}

function logOfSum(scores: readonly number[]): number {
	const max = Math.max(...scores);
	if (max === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY;
	return max + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - max), 0));
}

function vector(data: readonly number[], index: number, width: number): number[] {
	return data.slice(index * width, (index + 1) * width);
}

function at(grid: Grid | undefined, index: readonly number[], otherwise: number): number {
	if (grid === undefined) return otherwise;
	return grid.data[
		grid.shape.reduce((flat, size, axis) => flat * size + (size === 1 ? 0 : index[axis]!), 0)
	]!;
}
