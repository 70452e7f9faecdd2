// Embedding: rows of a table chosen by token id, and dropout of them: the kernel `FusedEmbedding` where the active
// backend has it, else plain ops.
import { requireLengths, requireTensor } from "@mirada/attention";
import {
	FusedEmbedding,
	type FusedEmbeddingAttributes,
	FusedEmbeddingGrad,
} from "@mirada/core-native/contract";
import { hasKernel } from "@mirada/core-native/gradients";
import * as tf from "@tensorflow/tfjs";
import { type Dropout, dropoutAttributes, dropoutIfAsked, requireDropout } from "./dropout.js";

/**
 * y[b,t,:] = table[ids[b,t],:], under dropout where it is asked for.
 *
 * The gradient adds each row of dy to the row of the table that it came from. tfjs' own gradient of
 * `gather` does the same between two transposes that move nothing but copy the whole table.
 *
 * @param table (V, D)
 * @param ids (B, T) int32
 * @returns (B, T, D)
 */
export function embedding(table: tf.Tensor2D, ids: tf.Tensor2D, drop?: Dropout): tf.Tensor3D {
	requireTensor("embedding", "table (V,D)", table, [2], ["float32"]);
	requireTensor("embedding", "ids (B,T)", ids, [2], ["int32"]);
	requireDropout("embedding", drop);
	if (hasKernel(FusedEmbedding)) return fused(table, ids, drop);
	const [V, D] = table.shape;
	requireLengths("embedding", "ids", ids, V - 1);
	const lookUp = tf.customGrad((rows, save) => {
		const flatIds = tf.reshape(ids, [ids.size]);
		(save as tf.GradSaveFunc)([flatIds]);
		return {
			value: tf.gather(rows as tf.Tensor2D, ids),
			gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) =>
				tf.unsortedSegmentSum(tf.reshape(dy, [ids.size, D]), saved[0] as tf.Tensor1D, V),
		};
	});
	return dropoutIfAsked(lookUp(table) as tf.Tensor as tf.Tensor3D, drop);
}

function fused(table: tf.Tensor2D, ids: tf.Tensor2D, drop: Dropout | undefined): tf.Tensor3D {
	const attributes: FusedEmbeddingAttributes = { ...dropoutAttributes(drop), rows: table.shape[0] };
	const run = (kernel: string, inputs: tf.NamedTensorMap): tf.Tensor =>
		tf.engine().runKernel(kernel, inputs, { ...attributes });
	// Both are linear in their first argument, and each is the other's gradient.
	const lookUp: OfRows = (rows, at) =>
		taped(rows, at, (x) => run(FusedEmbedding, { table: x, ids: at }), sum);
	const sum: OfRows = (dY, at) => taped(dY, at, (x) => run(FusedEmbeddingGrad, { ids: at, dY: x }), lookUp);
	return lookUp(table, ids) as tf.Tensor3D;
}

type OfRows = (x: tf.Tensor, ids: tf.Tensor) => tf.Tensor;

function taped(
	x: tf.Tensor,
	ids: tf.Tensor,
	forward: (x: tf.Tensor) => tf.Tensor,
	gradient: OfRows,
): tf.Tensor {
	if (tf.engine().state.gradientDepth === 0) return forward(x);
	return tf.customGrad((given, save) => {
		(save as tf.GradSaveFunc)([ids]);
		return {
			value: forward(given as tf.Tensor),
			gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => gradient(dy, saved!),
		};
	})(x);
}
