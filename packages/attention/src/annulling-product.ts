// Products in which an exact 0 wins over NaN and infinity: a weight of 0 does not look at its value.
//
// IEEE says 0 NaN = NaN, so a plain product of weights and values lets what is masked through. Attention needs four
// products where the 0 must win: context = weights value forward, and backward the gradients of value, query and
// key, whose factor (the weights, or the scores' gradient) is 0 at every masked pair.

import { tapedOp } from "@mirada/core-native/gradients";
import * as tf from "@tensorflow/tfjs";
import { mayHoldNonFinite } from "./host-values.js";

/** a b for `a` (B,M,K), `b` (B,K,N), where a 0 of `a` times anything is 0, in the gradients too. */
export function annullingProduct(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
	return productWith(a, b, mayHoldNonFinite(b));
}

/** The same where it is known whether `b` may hold NaN or infinity: finding out reads all of it. */
function productWith(a: tf.Tensor, b: tf.Tensor, isUnsure: boolean): tf.Tensor {
	const [product] = tapedOp({
		inputs: { a, b },
		forward: (save) => {
			save([a, b]);
			return [isUnsure ? carefulProduct(a, b) : tf.matMul(a, b)];
		},
		backward: ([dProduct], [a, b]) => {
			const dA = tf.matMul(dProduct!, b!, false, true);
			const isGradientUnsure = mayHoldNonFinite(dProduct!);
			return {
				// Where `a` is 0 because a mask says so, the gradient must not depend on what is masked.
				a: isUnsure || isGradientUnsure ? keepWhere(tf.notEqual(a!, 0), dA) : dA,
				b: productWith(transposed(a!), dProduct!, isGradientUnsure),
			};
		},
	});
	return product!;
}

/** a bᵀ for `a` (B,M,K), `b` (B,N,K), in whose gradients a 0 of the product's gradient times anything is 0. */
export function productOfRows(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
	const [product] = tapedOp({
		inputs: { a, b },
		forward: (save) => {
			save([a, b]);
			return [tf.matMul(a, b, false, true)];
		},
		backward: ([dProduct], [a, b]) => ({
			a: annullingProduct(dProduct!, b!),
			b: annullingProduct(transposed(dProduct!), a!),
		}),
	});
	return product!;
}

/**
 * x where the mask is true, else 0, whatever x is there; so is the gradient. (The gradient of `tf.where` is a product
 * with the mask, which lets NaN through.)
 *
 * @param mask bool, broadcastable to x
 */
export function keepWhere<Kept extends tf.Tensor>(mask: tf.Tensor, x: Kept): Kept {
	const [kept] = tapedOp({
		inputs: { x },
		forward: (save) => {
			save([mask]);
			return [tf.where(mask, x, tf.zerosLike(x))];
		},
		backward: ([dKept], [mask]) => ({ x: keepWhere(mask!, dKept!) }),
	});
	return kept as Kept;
}

function carefulProduct(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
	const finite = tf.isFinite(b);
	const met = tf.matMul(tf.cast(tf.notEqual(a, 0), "float32"), tf.cast(tf.logicalNot(finite), "float32"));
	const sums = tf.matMul(a, tf.where(finite, b, tf.zerosLike(b)));
	// Sums that meet NaN or infinity with another factor than 0 are what IEEE makes of them.
	return tf.where(tf.greater(met, 0), tf.matMul(a, b), sums);
}

function transposed(matrices: tf.Tensor): tf.Tensor {
	return tf.transpose(matrices, [0, 2, 1]);
}
