// One look of a decoder at the encoder's outputs, by any of the scores.

import { describeValue, type OptionNames, requireOptions } from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";
import { annullingProduct } from "../annulling-product.js";
import { mayHoldNonFinite } from "../host-values.js";
import { combineMasks, dropPadding, lengthMask, maskOverHeads } from "../masks.js";
import { requireTensor } from "../require-tensor.js";
import { type ScoreName, scoreFunctions, scoreNames } from "../scores/index.js";
import type { ScoreFunction, ScoreWeights } from "../scores/score-function.js";
import { ShapeError, showShape } from "../shape-error.js";
import { requireKeyLengths } from "./attention-options.js";
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

const OPTIONS: OptionNames<AttendOptions> = {
	score: true,
	query: true,
	key: true,
	value: true,
	weights: true,
	projectedKey: true,
	keyLengths: true,
	mask: true,
	returnWeights: true,
};

/**
 * weights = softmax(score(query, key), over the allowed keys), context = weights value
 * (Luong et al. 2015, eq. 7; Bahdanau et al. 2015, eqs. 5 and 6).
 *
 * Scores that are a dot product of projections run as one kernel where the backend has it, the others as plain ops.
 * What is hidden has no influence, forward or backward, not even as NaN.
 *
 * @throws TypeError for an unknown option or score, ShapeError when a shape or a length does not fit.
 */
export function attend(options: AttendOptions): AttendResult {
	requireOptions("attend", options, OPTIONS);
	const score = readScore(options.score);
	const shortest = checkInputs(options);
	return tf.tidy(() => {
		const weights = options.weights ?? {};
		const shown = showAllowed(options, shortest);
		const query = score.projectQuery(shown.query, weights);
		const value = shown.value ?? shown.key;
		if (score.dotFactor(query.shape[2]) === null) return attendComposed(score, query, value, shown);
		const key = shown.projectedKey ?? score.projectKey(shown.key, weights);
		checkWidths(query, key);
		return attendFused(query, key, value, score.dotFactor(key.shape[2])!, shown);
	});
}

interface ShownOptions extends AttendOptions {
	/** (B,T,S), each axis whole or 1: the pairs that are not hidden, where others may hold NaN. */
	allowed?: tf.Tensor;
}

/**
 * The options with 0 in place of every query that may see no key, and of every key and value that no query may see:
 * the gradients of projections multiply them by 0, which must not be NaN.
 */
function showAllowed(options: AttendOptions, shortest: number | undefined): ShownOptions {
	const { query, key, value, projectedKey, keyLengths, mask } = options;
	// `keyLengths` alone is heeded where keys are read, and hides no query unless all keys of a row.
	if (mask === undefined && shortest !== 0) return options;
	const floats = [query, key, value, projectedKey].filter((tensor) => tensor !== undefined);
	if (!mayHoldNonFinite(...floats)) return options;
	const [B, T] = query.shape;
	const S = key.shape[1];
	const allowed = combineMasks(
		mask && maskOverHeads(mask, [B, 1, T, S], "attend").squeeze([1]),
		keyLengths && lengthMask(keyLengths, S).expandDims(1),
	)!;
	const seenKeys = tf.any(allowed, 1);
	return {
		...options,
		allowed,
		query: dropPadding(query, tf.any(allowed, 2)),
		key: dropPadding(key, seenKeys),
		value: value && dropPadding(value, seenKeys),
		projectedKey: projectedKey && dropPadding(projectedKey, seenKeys),
	};
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
	{ key, projectedKey, weights: scoreWeights = {}, keyLengths, mask, allowed, returnWeights }: ShownOptions,
): AttendResult {
	const [B, T] = query.shape;
	const S = key.shape[1];
	const keyMask = keyLengths && lengthMask(keyLengths, S);
	const projected = projectedKey
		? dropPadding(projectedKey, keyMask)
		: score.projectKey(dropPadding(key, keyMask), scoreWeights);
	checkWidths(query, projected);
	const scores = score.compare(query, projected, scoreWeights, allowed);
	const pairs = mask && maskOverHeads(mask, [B, 1, T, S], "attend").squeeze([1]);
	const { weights } = maskedSoftmax(scores, combineMasks(pairs, keyMask?.expandDims(1)));
	const shownValue = dropPadding(value, keyMask);
	const context = allowed ? annullingProduct(weights, shownValue) : tf.matMul(weights, shownValue);
	return returnWeights
		? { context: context as tf.Tensor3D, weights: weights as tf.Tensor3D }
		: { context: context as tf.Tensor3D };
}

function readScore(score: ScoreName | ScoreFunction): ScoreFunction {
	const found =
		typeof score === "string" && Object.hasOwn(scoreFunctions, score) ? scoreFunctions[score] : score;
	const isScore = typeof found === "object" && found !== null && typeof found.compare === "function";
	if (isScore) return found;
	throw new TypeError(
		`attend: expected score ${scoreNames.join(", ")} or an object with the methods of ScoreFunction, ` +
			`got ${describeValue(score)}`,
	);
}

/** The shortest of `keyLengths`, where it was read. */
function checkInputs(options: AttendOptions): number | undefined {
	const { query, key, value, projectedKey, keyLengths, mask, weights, returnWeights } = options;
	const where = "attend";
	requireTensor(where, "query (B,T,Dq)", query, [3], ["float32"]);
	requireTensor(where, "key (B,S,Dk)", key, [3], ["float32"]);
	if (value !== undefined) requireTensor(where, "value (B,S,V)", value, [3], ["float32"]);
	if (projectedKey !== undefined)
		requireTensor(where, "projectedKey (B,S,U)", projectedKey, [3], ["float32"]);
	if (mask !== undefined) requireTensor(where, "mask (T,S) or (B,T,S)", mask);
	if (weights !== undefined && (typeof weights !== "object" || weights === null)) {
		throw new TypeError(
			`${where}: expected weights to be an object of tensors, got ${describeValue(weights)}`,
		);
	}
	for (const [name, weight] of Object.entries(weights ?? {})) requireTensor(where, `weight ${name}`, weight);
	if (returnWeights !== undefined && typeof returnWeights !== "boolean") {
		throw new TypeError(
			`${where}: expected returnWeights to be true or false, got ${describeValue(returnWeights)}`,
		);
	}
	const [B, S] = key.shape;
	const aligned = query.shape[0] === B && (projectedKey === undefined || projectedKey.shape[1] === S);
	if (!aligned || (projectedKey !== undefined && projectedKey.shape[0] !== B)) {
		throw new ShapeError({
			where,
			expected: `query (${B},T,Dq) and projectedKey (${B},${S},U), as key ${showShape(key.shape)}`,
			got: [query, projectedKey].flatMap((tensor) => (tensor ? [showShape(tensor.shape)] : [])).join(" and "),
		});
	}
	if (value !== undefined && (value.shape[0] !== B || value.shape[1] !== S)) {
		throw new ShapeError({ where, expected: `value (${B},${S},V)`, got: showShape(value.shape) });
	}
	return requireKeyLengths(where, keyLengths, B, S);
}

function checkWidths(query: tf.Tensor3D, key: tf.Tensor3D): void {
	const [B, , U] = key.shape;
	if (query.rank !== 3 || query.shape[0] !== B || query.shape[2] !== U) {
		throw new ShapeError({
			where: "attend",
			expected: `query (${B},T,${U}) after projection, as key ${showShape(key.shape)}`,
			got: showShape(query.shape),
			hint: "dot and scaledDot need query and key of one width; general, additive and concat do not",
		});
	}
}
