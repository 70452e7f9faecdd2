// One look of a decoder at the encoder's outputs, by any of the scores.

import * as tf from "@tensorflow/tfjs";
import { combineMasks, dropPadding, lengthMask } from "../masks.js";
import { type ScoreName, scoreFunctions } from "../scores/index.js";
import type { ScoreFunction, ScoreWeights } from "../scores/score-function.js";
import { ShapeError, showShape } from "../shape-error.js";
import { oneHeadAttention } from "./fused-attention.js";
import { maskedSoftmax } from "./masked-softmax.js";

export interface AttendOptions {
	/** The score, by name or as an object of one's own. */
	score: ScoreName | ScoreFunction;
	/** (B,T,Dq) float32. */
	query: tf.Tensor3D;
	/** (B,S,Dk) float32: the memory that is attended. */
	key: tf.Tensor3D;
	/** (B,S,V) float32; default `key`. */
	value?: tf.Tensor3D | undefined;
	/** The score's trainable weights, in the shapes of `weightShapes`; default none. */
	weights?: ScoreWeights | undefined;
	/** (B,S,U): `projectKey(key)` where the caller has it already. */
	projectedKey?: tf.Tensor3D | undefined;
	/** (B) int32: keys at or beyond a row's length are never read. */
	keyLengths?: tf.Tensor1D | undefined;
	/** Bool, (T,S) or (B,T,S), each axis whole or 1; true = may attend. */
	mask?: tf.Tensor | undefined;
	/** Also give the attention weights; default false. */
	returnWeights?: boolean | undefined;
}

/** A type alias, since `tf.tidy` takes no interface. */
export type AttendResult = {
	/** (B,T,V): weights value. */
	context: tf.Tensor3D;
	/** (B,T,S), when `returnWeights`. */
	weights?: tf.Tensor3D;
};

/**
 * weights = softmax(score(query, key), over the allowed keys), context = weights value
 * (Luong et al. 2015, eq. 7; Bahdanau et al. 2015, eqs. 5 and 6).
 *
 * Scores that are a dot product of projections run as one kernel where the backend has it, the others as plain ops.
 *
 * @throws ShapeError when a shape does not fit.
 */
export function attend(options: AttendOptions): AttendResult {
	return tf.tidy(() => {
		const score = typeof options.score === "string" ? scoreFunctions[options.score] : options.score;
		const weights = options.weights ?? {};
		const query = score.projectQuery(options.query, weights);
		const value = options.value ?? options.key;
		if (score.dotFactor(query.shape[2]) === null) return attendComposed(score, query, value, options);
		const key = options.projectedKey ?? score.projectKey(options.key, weights);
		checkWidths(query, key, value);
		return attendFused(query, key, value, score.dotFactor(key.shape[2])!, options);
	});
}

function attendFused(
	query: tf.Tensor3D,
	key: tf.Tensor3D,
	value: tf.Tensor3D,
	scale: number,
	{ keyLengths, mask, returnWeights }: AttendOptions,
): AttendResult {
	const options = { query, key, value, keyLengths, mask, scale, returnWeights };
	const { output, weights } = oneHeadAttention("attend", options);
	return weights === undefined
		? { context: output }
		: { context: output, weights: weights.squeeze<tf.Tensor3D>([1]) };
}

function attendComposed(
	score: ScoreFunction,
	query: tf.Tensor3D,
	value: tf.Tensor3D,
	{ key, projectedKey, weights: scoreWeights = {}, keyLengths, mask, returnWeights }: AttendOptions,
): AttendResult {
	const keyMask = keyLengths && lengthMask(keyLengths, key.shape[1]);
	const projected = projectedKey
		? dropPadding(projectedKey, keyMask)
		: score.projectKey(dropPadding(key, keyMask), scoreWeights);
	checkWidths(query, projected, value);
	const scores = score.compare(query, projected, scoreWeights);
	const { weights } = maskedSoftmax(scores, combineMasks(mask, keyMask?.expandDims(1)));
	const context = tf.matMul(weights as tf.Tensor3D, dropPadding(value, keyMask)) as tf.Tensor3D;
	return returnWeights ? { context, weights: weights as tf.Tensor3D } : { context };
}

function checkWidths(query: tf.Tensor3D, key: tf.Tensor3D, value: tf.Tensor3D): void {
	const [B, S, U] = key.shape;
	if (query.rank !== 3 || query.shape[0] !== B || query.shape[2] !== U) {
		throw new ShapeError({
			where: "attend",
			expected: `query (${B},T,${U}) after projection, as key ${showShape(key.shape)}`,
			got: showShape(query.shape),
			hint: "dot and scaledDot need query and key of one width; general, additive and concat do not",
		});
	}
	if (value.shape[0] !== B || value.shape[1] !== S) {
		throw new ShapeError({ where: "attend", expected: `value (${B},${S},V)`, got: showShape(value.shape) });
	}
}
