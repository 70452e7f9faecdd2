// Attention of plain TensorFlow.js ops: scores -> mask -> softmax -> context. It runs on any backend, is
// differentiable, and says what the kernel `FusedAttention` must compute.

import * as tf from "@tensorflow/tfjs";
import { annullingProduct, productOfRows } from "../annulling-product.js";
import { causalMask, combineMasks, dropPadding, lengthMask, slidingWindowMask } from "../masks.js";
import {
	type AttentionOptions,
	type AttentionResult,
	type CheckedAttention,
	checkAttention,
} from "./attention-options.js";
import { dropoutFactors } from "./dropout-factors.js";
import { maskedSoftmax } from "./masked-softmax.js";

/**
 * weights = softmax(scale query keyᵀ + bias, over the allowed keys), output = weights value
 * (Vaswani et al. 2017, eq. 1).
 *
 * All masks count by AND. A query without any allowed key gives output 0, weights 0, logSumExp +inf and
 * gradients 0. Shapes: see `AttentionOptions`.
 *
 * @throws ShapeError when a shape or an argument does not fit.
 */
export function composedAttention(options: AttentionOptions): AttentionResult {
	return tf.tidy(() => composeAttention(checkAttention("composedAttention", options)));
}

/** `composedAttention` on arguments that are checked already. */
export function composeAttention(attention: CheckedAttention): AttentionResult {
	const { query, bias, attributes } = attention;
	const { B, T, S, N, K, H, V } = attention.axes;
	const G = N / K; // query heads that share one key head

	const keyMask = attention.keyLengths && lengthMask(attention.keyLengths, S);
	const key = dropPadding(attention.key, keyMask);
	const value = dropPadding(attention.value, keyMask);

	// The G query heads of a key head lie below each other, so that grouped heads need no copy of their keys.
	const queries = query
		.reshape([B, T, K, G, H])
		.transpose([0, 2, 3, 1, 4])
		.reshape([B * K, G * T, H]);
	const keys = key.transpose([0, 2, 1, 3]).reshape([B * K, S, H]);
	const values = value.transpose([0, 2, 1, 3]).reshape([B * K, S, V]);

	// What is hidden from some queries only is still there, perhaps as NaN.
	const products = (
		attention.hidesPairs ? productOfRows(queries, keys) : tf.matMul(queries, keys, false, true)
	)
		.reshape([B, N, T, S])
		.mul(attributes.scale);
	const scores = bias === undefined ? products : tf.add(products, bias);
	const { weights, logSumExp } = maskedSoftmax(scores, allowedKeys(attention, keyMask));
	const kept =
		attributes.dropoutRate > 0
			? tf.mul(weights, dropoutFactors([B, N, T, S], attributes.dropoutRate, attributes.seed))
			: weights;
	const weightRows = kept.reshape([B * K, G * T, S]);
	const output = (attention.hidesPairs ? annullingProduct(weightRows, values) : tf.matMul(weightRows, values))
		.reshape([B, K, G, T, V])
		.transpose([0, 3, 1, 2, 4])
		.reshape([B, T, N, V]);

	return {
		output: output as tf.Tensor4D,
		logSumExp: logSumExp as tf.Tensor3D,
		...(attributes.returnWeights ? { weights: weights as tf.Tensor4D } : {}),
	};
}

function allowedKeys(attention: CheckedAttention, keyMask: tf.Tensor2D | undefined): tf.Tensor | undefined {
	const { T, S } = attention.axes;
	const { isCausal, causalAlignment, slidingWindow } = attention.attributes;
	return combineMasks(
		attention.mask,
		keyMask?.expandDims(1).expandDims(1),
		isCausal ? causalMask(T, S, causalAlignment) : undefined,
		slidingWindow > 0 ? slidingWindowMask(T, S, slidingWindow, causalAlignment) : undefined,
	);
}
