// Attention over plain arrays: scores -> mask -> softmax -> context. The truth that the fast paths are tested
// against, and the engine of the smallest demos.

import { type OptionNames, requireKind, requireOptions } from "@mirada/core-native/contract";
import type { BooleanMatrix } from "./masks.js";
import { requireBooleans, requireMatrix } from "./require-numbers.js";
import { type ByHandScore, type ByHandWeights, type Matrix, scores as scoresByName } from "./scores.js";
import { softmax } from "./softmax.js";

export interface ByHandAttentionOptions {
	/** T vectors. */
	queries: Matrix;
	/** S vectors. */
	keys: Matrix;
	/** S vectors. */
	values: Matrix;
	/** Default `scaledDot`. */
	score?: ByHandScore;
	/** Trainable weights of the score. */
	weights?: ByHandWeights;
	/** `mask[t][s]`, true = may attend; default all. */
	mask?: BooleanMatrix;
}

export interface ByHandAttention {
	/** `scores[t][s]` before mask and softmax. */
	scores: number[][];
	/** `weights[t][s]`: each row adds up to 1, or is 0 where the query may attend to no key. */
	weights: number[][];
	/** `contexts[t]`: T vectors, mixtures of the values. */
	contexts: number[][];
}

const OPTIONS: OptionNames<ByHandAttentionOptions> = {
	queries: true,
	keys: true,
	values: true,
	score: true,
	weights: true,
	mask: true,
};

/**
 * weights[t] = softmax(score(query[t], key[s]) over the allowed s), context[t] = sum over s of
 * weights[t][s] value[s] (Bahdanau et al. 2015, eqs. 5 and 6).
 */
export function attention(options: ByHandAttentionOptions): ByHandAttention {
	check(options);
	const { queries, keys, values, score = scoresByName.scaledDot, weights: scoreWeights, mask } = options;
	const scores = queries.map((query) => keys.map((key) => score(query, key, scoreWeights)));
	const maskedScores = scores.map((row, t) =>
		row.map((score, s) => ((mask?.[t]?.[s] ?? true) ? score : Number.NEGATIVE_INFINITY)),
	);
	const weights = maskedScores.map(softmax);
	const contexts = weights.map((row) => mixture(row, values));
	return { scores, weights, contexts };
}

function check(options: ByHandAttentionOptions): void {
	const where = "byHand.attention";
	requireOptions(where, options, OPTIONS);
	const { queries, keys, values, score, mask } = options;
	requireMatrix(where, "queries", queries);
	requireMatrix(where, "keys", keys);
	requireMatrix(where, "values", values, keys.length);
	if (score !== undefined) requireKind(where, "score", score, "function");
	if (mask !== undefined) requireBooleans(where, "mask", mask);
}

/** sum over s of weights[s] values[s]; a weight of 0 does not look at its value, be it NaN. */
function mixture(weights: readonly number[], values: Matrix): number[] {
	return (values[0] ?? []).map((_, i) =>
		weights.reduce((sum, weight, s) => (weight === 0 ? sum : sum + weight * values[s]![i]!), 0),
	);
}
