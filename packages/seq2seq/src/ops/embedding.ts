// Embedding: rows of a table chosen by token id.
import * as tf from "@tensorflow/tfjs";

/**
 * y[b,t,:] = table[ids[b,t],:].
 *
 * The gradient adds each row of dy to the row of the table that it came from. tfjs' own gradient of
 * `gather` does the same between two transposes that move nothing but copy the whole table.
 *
 * @param table (V, D)
 * @param ids (B, T) int32
 * @returns (B, T, D)
 */
export function embedding(table: tf.Tensor2D, ids: tf.Tensor2D): tf.Tensor3D {
	const [V, D] = table.shape;
	const lookUp = tf.customGrad((rows, save) => {
		const flatIds = tf.reshape(ids, [ids.size]);
		(save as tf.GradSaveFunc)([flatIds]);
		return {
			value: tf.gather(rows as tf.Tensor2D, ids),
			gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) =>
				tf.unsortedSegmentSum(tf.reshape(dy, [ids.size, D]), saved[0] as tf.Tensor1D, V),
		};
	});
	return lookUp(table) as tf.Tensor as tf.Tensor3D;
}
