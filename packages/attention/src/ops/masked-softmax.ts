// Softmax over the keys that a query may look at.

import { tapedOp } from "@mirada/core-native/gradients";
import * as tf from "@tensorflow/tfjs";
import { keepWhere } from "../annulling-product.js";
import { mayHoldNonFinite } from "../host-values.js";
import { toBool } from "../masks.js";
import { requireTensor } from "../require-tensor.js";
import { ShapeError, showShape } from "../shape-error.js";

export interface MaskedSoftmaxResult {
	/** Shape of the scores; 0 wherever the mask is false. */
	weights: tf.Tensor;
	/** Shape of the scores without the last axis: log of the sum of exponentials; carries no gradient. */
	logSumExp: tf.Tensor;
}

/**
 * weights[..., s] = exp(scores[..., s]) / sum over allowed s' of exp(scores[..., s']), on the last axis.
 *
 * A row without any allowed key has weights 0, logSumExp +inf and gradient 0, where plain softmax would give
 * NaN or a uniform look at padding. What stands behind the mask is never looked at, even if it is NaN.
 *
 * @param scores (..., S) float32
 * @param mask broadcastable to the scores, true = may attend; without it all may be attended.
 * @throws ShapeError when a shape does not fit.
 */
export function maskedSoftmax(scores: tf.Tensor, mask?: tf.Tensor): MaskedSoftmaxResult {
	requireScores(scores, mask);
	const allowed = mask && toBool(mask);
	const [weights, logSumExp] = tapedOp({
		inputs: { scores },
		forward: (save) => {
			const outputs = softmaxAndSum(scores, allowed);
			save([outputs[0]]);
			return outputs;
		},
		backward: ([dWeights], [saved]) => ({
			scores: softmaxGradient(saved!, dWeights!, allowed !== undefined),
		}),
	});
	return { weights: weights!, logSumExp: logSumExp! };
}

function requireScores(scores: tf.Tensor, mask: tf.Tensor | undefined): void {
	const where = "maskedSoftmax";
	requireTensor(where, "scores (..., S)", scores, undefined, ["float32"]);
	if (scores.rank === 0) throw new ShapeError({ where, expected: "scores (..., S)", got: "a single number" });
	if (mask === undefined) return;
	requireTensor(where, "mask", mask);
	const { rank, shape } = scores;
	if (mask.rank <= rank && mask.shape.every((n, i) => n === 1 || n === shape[rank - mask.rank + i])) return;
	throw new ShapeError({
		where,
		expected: `a mask that broadcasts to the scores ${showShape(shape)}`,
		got: showShape(mask.shape),
	});
}

function softmaxAndSum(scores: tf.Tensor, mask: tf.Tensor | undefined): [tf.Tensor, tf.Tensor] {
	const S = scores.shape.at(-1)!;
	// The maximum over no key does not exist.
	if (S === 0) return [scores.clone(), tf.fill(scores.shape.slice(0, -1), Number.POSITIVE_INFINITY)];
	const allowed = mask === undefined ? scores : tf.where(mask, scores, Number.NEGATIVE_INFINITY);
	const max = tf.max(allowed, -1, true);
	const anyAllowed = tf.greater(max, Number.NEGATIVE_INFINITY);
	// exp(-inf - 0) = 0 where exp(-inf - -inf) would be NaN.
	const exponentials = tf.exp(tf.sub(allowed, tf.where(anyAllowed, max, tf.zerosLike(max))));
	const sum = tf.sum(exponentials, -1, true);
	const weights = tf.div(exponentials, tf.where(anyAllowed, sum, tf.onesLike(sum)));
	const logSumExp = tf.where(
		anyAllowed,
		tf.add(max, tf.log(sum)),
		tf.fill(max.shape, Number.POSITIVE_INFINITY),
	);
	// In a row whose maximum is NaN every quotient is.
	const isCareful = mask !== undefined && mayHoldNonFinite(max);
	return [isCareful ? tf.where(mask, weights, 0) : weights, logSumExp.squeeze([-1])];
}

/** dScores = weights (dWeights - sum over s of weights dWeights); with a mask 0 where the weight is 0. */
function softmaxGradient(weights: tf.Tensor, dWeights: tf.Tensor, isMasked: boolean): tf.Tensor {
	return tf.tidy(() => {
		const sum = tf.sum(tf.mul(weights, dWeights), -1, true);
		if (!isMasked || !mayHoldNonFinite(sum)) return tf.mul(weights, tf.sub(dWeights, sum));
		const isUsed = tf.notEqual(weights, 0);
		const used = keepWhere(isUsed, dWeights);
		const usedSum = tf.sum(tf.mul(weights, used), -1, true);
		return keepWhere(isUsed, tf.mul(weights, tf.sub(used, usedSum)));
	});
}
