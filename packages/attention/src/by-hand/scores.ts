// The scores of one query and one key, over plain arrays.

import { type OptionNames, requireOptions } from "@mirada/core-native/contract";
import type { ScoreName } from "../scores/index.js";
import { requireMatrix, requireVector } from "./require-numbers.js";

export type Vector = readonly number[];
/** Rows of numbers: `matrix[row][column]`. */
export type Matrix = readonly Vector[];

/** Weights of the scores that have any; shapes as in `scoreFunctions`. */
export interface ByHandWeights {
	W?: Matrix;
	Wq?: Matrix;
	Wk?: Matrix;
	v?: Vector;
}

export type ByHandScore = (query: Vector, key: Vector, weights?: ByHandWeights) => number;

/** query · key = sum over i of query[i] key[i]. */
export function dotProduct(query: Vector, key: Vector): number {
	requireVector("byHand.dotProduct", "query", query);
	requireVector("byHand.dotProduct", "key", key, query.length);
	return query.reduce((sum, x, i) => sum + x * key[i]!, 0);
}

/** (vectorᵀ matrix)[j] = sum over i of vector[i] matrix[i][j]. */
export function vectorTimesMatrix(vector: Vector, matrix: Matrix): number[] {
	requireVector("byHand.vectorTimesMatrix", "vector", vector);
	requireMatrix("byHand.vectorTimesMatrix", "matrix", matrix, vector.length);
	return (matrix[0] ?? []).map((_, j) => vector.reduce((sum, x, i) => sum + x * matrix[i]![j]!, 0));
}

/** The scores by name: the oracle of `scoreFunctions`. */
export const scores = {
	/** query · key. */
	dot: dotProduct,
	/** query · key / √H. */
	scaledDot: (query, key) => dotProduct(query, key) / Math.sqrt(query.length),
	/** queryᵀ W key. */
	general: (query, key, weights) => {
		const { W = [] } = readWeights("general", weights);
		return dotProduct(vectorTimesMatrix(query, W), key);
	},
	/** vᵀ tanh(queryᵀ Wq + keyᵀ Wk). */
	additive: (query, key, weights) => {
		const { Wq = [], Wk = [], v = [] } = readWeights("additive", weights);
		const fromKey = vectorTimesMatrix(key, Wk);
		const hidden = vectorTimesMatrix(query, Wq).map((x, i) => Math.tanh(x + fromKey[i]!));
		return dotProduct(v, hidden);
	},
	/** vᵀ tanh([query; key]ᵀ W). */
	concat: (query, key, weights) => {
		const { W = [], v = [] } = readWeights("concat", weights);
		requireVector("byHand.scores.concat", "query", query);
		requireVector("byHand.scores.concat", "key", key);
		const hidden = vectorTimesMatrix([...query, ...key], W).map(Math.tanh);
		return dotProduct(v, hidden);
	},
} satisfies Record<ScoreName, ByHandScore>;

const WEIGHTS: OptionNames<ByHandWeights> = { W: true, Wq: true, Wk: true, v: true };

function readWeights(score: ScoreName, weights: ByHandWeights = {}): ByHandWeights {
	requireOptions(`byHand.scores.${score}`, weights, WEIGHTS);
	return weights;
}
