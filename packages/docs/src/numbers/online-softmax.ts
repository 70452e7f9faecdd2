// Softmax and weighted sum in one pass over blocks of keys (Milakov and Gimelshein 2018; FlashAttention, Dao et al.
// 2022): only a maximum, a sum and an output are kept, never a row of N weights.

import { softmax } from "./by-hand.js";

export const blockScores = [
	[1, 3],
	[2, 0],
	[5, 4],
	[1, 2],
] as const;
export const blockValues = [
	[10, 20],
	[30, 40],
	[50, 60],
	[70, 80],
] as const;

export interface OnlineStep {
	/** Greatest score so far. */
	max: number;
	/** What the earlier sum and output are multiplied by: exp(old max − new max). */
	correction: number;
	/** Sum of exp(score − max) so far. */
	sum: number;
	/** Sum of exp(score − max) · value so far. */
	output: number;
}

export function onlineSoftmax(
	scores: readonly (readonly number[])[],
	values: readonly (readonly number[])[],
): OnlineStep[] {
	let state: OnlineStep = { max: Number.NEGATIVE_INFINITY, correction: 0, sum: 0, output: 0 };
	return scores.map((block, b) => {
		const max = Math.max(state.max, ...block);
		const correction = Math.exp(state.max - max);
		let [sum, output] = [state.sum * correction, state.output * correction];
		block.forEach((score, i) => {
			const part = Math.exp(score - max);
			sum += part;
			output += part * values[b]![i]!;
		});
		state = { max, correction, sum, output };
		return state;
	});
}

/** The same by the whole softmax at once. */
export function wholeSoftmaxOutput(): number {
	const values = blockValues.flat();
	return softmax(blockScores.flat()).reduce((total, weight, s) => total + weight * values[s]!, 0);
}
