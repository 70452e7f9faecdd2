// Softmax over plain numbers, as in exercise 1.

import { requireVector } from "./require-numbers.js";

/**
 * weights[s] = exp(scores[s]) / sum over s' of exp(scores[s']).
 *
 * The greatest score is subtracted first: the quotient stays the same, and exp cannot overflow. A score of
 * -Infinity has weight 0; if there is no other, all weights are 0.
 *
 * @param scores S numbers
 * @returns S weights, which add up to 1
 */
export function softmax(scores: readonly number[]): number[] {
	requireVector("byHand.softmax", "scores", scores);
	const max = Math.max(...scores);
	if (max === Number.NEGATIVE_INFINITY) return scores.map(() => 0);
	const exponentials = scores.map((score) => Math.exp(score - max));
	const sum = exponentials.reduce((total, x) => total + x, 0);
	return exponentials.map((x) => x / sum);
}
