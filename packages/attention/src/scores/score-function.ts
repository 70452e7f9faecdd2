// What a score is: a number for every pair of query and key, high where they fit. Each score has its own
// file; `index.ts` lists them.

import {
	describeValue,
	type OptionNames,
	requireInteger,
	requireOptions,
} from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";
import { keepWhere, productOfRows } from "../annulling-product.js";
import { requireTensor } from "../require-tensor.js";
import { ShapeError, showShape } from "../shape-error.js";

/** Widths that the shapes of a score's weights depend on. */
export interface ScoreSizes {
	/** Dq: width of a query. */
	queryWidth: number;
	/** Dk: width of a key. */
	keyWidth: number;
	/** U: width of the hidden layer, read by `additive` and `concat`. */
	units: number;
}

const SIZES: OptionNames<ScoreSizes> = { queryWidth: true, keyWidth: true, units: true };

/** Trainable weights of a score by name. */
export type ScoreWeights = Readonly<Record<string, tf.Tensor>>;

/**
 * score(query, key) = compare(projectQuery(query), projectKey(key)).
 *
 * The keys' projection does not depend on the query, so a decoder computes it once per sentence.
 */
export interface ScoreFunction {
	/** The equation as a student writes it. */
	readonly equation: string;
	/** Where it comes from, with the equation's number. */
	readonly paper: string;
	/** Names and shapes of the trainable weights; empty where there are none. */
	weightShapes(sizes: ScoreSizes): Record<string, readonly number[]>;
	/** (B,T,Dq) to (B,T,U). */
	projectQuery(query: tf.Tensor3D, weights: ScoreWeights): tf.Tensor3D;
	/** (B,S,Dk) to (B,S,U). */
	projectKey(key: tf.Tensor3D, weights: ScoreWeights): tf.Tensor3D;
	/**
	 * A factor when the score is factor * projected query · projected key, so that `fusedAttention` can compute
	 * it; null when it is not such a product.
	 */
	dotFactor(projectedWidth: number): number | null;
	/**
	 * (B,T,U) and (B,S,U) to scores (B,T,S).
	 *
	 * @param allowed (B,T,S) bool, each axis whole or 1; absent where all inputs are finite. The scores of other pairs
	 * are never read, but the gradient must be 0 there even if the inputs are NaN: see `tanhSums`.
	 */
	compare(
		projectedQuery: tf.Tensor3D,
		projectedKey: tf.Tensor3D,
		weights: ScoreWeights,
		allowed?: tf.Tensor,
	): tf.Tensor3D;
}

/** A weight that must be there, by name. */
export function weight(weights: ScoreWeights, name: string, score: string): tf.Tensor2D {
	const found = typeof weights === "object" ? weights?.[name] : undefined;
	if (found instanceof tf.Tensor) return found as tf.Tensor2D;
	const got = found === undefined ? Object.keys(weights ?? {}).join(", ") || "none" : describeValue(found);
	throw new ShapeError({ where: `score ${score}`, expected: `a weight "${name}"`, got });
}

/** Sizes that are there and integers. */
export function readSizes(score: string, sizes: ScoreSizes): ScoreSizes {
	requireOptions(`score ${score}`, sizes, SIZES);
	for (const name of ["queryWidth", "keyWidth", "units"] as const) {
		requireInteger(`score ${score}`, name, sizes[name]);
	}
	return sizes;
}

/** (B,L,D) times (D,U), as one matrix product over all rows. */
export function project(rows: tf.Tensor3D, matrix: tf.Tensor2D): tf.Tensor3D {
	requireTensor("score", "vectors (B,L,D)", rows, [3], ["float32"]);
	const [B, L, D] = rows.shape;
	requireTensor("score", `a matrix (${D},U)`, matrix, [2], ["float32"]);
	const [inputs, U] = matrix.shape;
	if (inputs !== D) {
		throw new ShapeError({
			where: "score",
			expected: `vectors (B,L,${inputs}) for a matrix ${showShape(matrix.shape)}`,
			got: showShape(rows.shape),
		});
	}
	return tf.matMul(rows.reshape([B * L, D]) as tf.Tensor2D, matrix).reshape([B, L, U]);
}

/** scores[b,t,s] = factor * query[b,t] · key[b,s]. */
export function dotProducts(
	query: tf.Tensor3D,
	key: tf.Tensor3D,
	factor: number,
	allowed?: tf.Tensor,
): tf.Tensor3D {
	requirePair(query, key, allowed);
	const products = (allowed ? productOfRows(query, key) : tf.matMul(query, key, false, true)) as tf.Tensor3D;
	return factor === 1 ? products : tf.mul(products, factor);
}

/** scores[b,t,s] = v · tanh(query[b,t] + key[b,s]), with `v` (U); v · tanh(0) where the pair is not allowed. */
export function tanhSums(
	query: tf.Tensor3D,
	key: tf.Tensor3D,
	v: tf.Tensor,
	allowed?: tf.Tensor,
): tf.Tensor3D {
	requirePair(query, key, allowed);
	const [B, T, U] = query.shape;
	const S = key.shape[1];
	requireTensor("score", `a vector v (${U})`, v, undefined, ["float32"]);
	if (v.size !== U) {
		throw new ShapeError({ where: "score", expected: `a vector v (${U})`, got: showShape(v.shape) });
	}
	const sums = tf.add(query.expandDims(2), key.expandDims(1));
	const hidden = tf.tanh(allowed ? keepWhere(allowed.expandDims(-1), sums) : sums);
	return tf
		.matMul(hidden.reshape([B * T * S, U]) as tf.Tensor2D, v.reshape([U, 1]) as tf.Tensor2D)
		.reshape([B, T, S]);
}

/** @throws ShapeError unless queries (B,T,U) and keys (B,S,U) fit each other. */
export function requirePair(query: tf.Tensor3D, key: tf.Tensor3D, allowed?: tf.Tensor): void {
	requireTensor("score", "projected queries (B,T,U)", query, [3], ["float32"]);
	requireTensor("score", "projected keys (B,S,U)", key, [3], ["float32"]);
	if (allowed !== undefined) {
		requireTensor("score", "allowed (B,T,S)", allowed, [3], ["bool"]);
		const [B, T] = query.shape;
		const pairs = [B, T, key.shape[1]];
		if (!allowed.shape.every((size, axis) => size === 1 || size === pairs[axis])) {
			throw new ShapeError({
				where: "score",
				expected: `allowed that broadcasts to ${showShape(pairs)}`,
				got: showShape(allowed.shape),
			});
		}
	}
	if (query.shape[0] === key.shape[0] && query.shape[2] === key.shape[2]) return;
	throw new ShapeError({
		where: "score",
		expected: `projected keys (B,S,U) with B and U as in queries ${showShape(query.shape)}`,
		got: showShape(key.shape),
	});
}
