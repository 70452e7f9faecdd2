// A dense layer without bias over the last axis.
import * as tf from "@tensorflow/tfjs";

/** y = x W: `x` (B, T, D), `kernel` (D, E), result (B, T, E), as one product of two matrices. */
export function project(x: tf.Tensor3D, kernel: tf.Tensor2D): tf.Tensor3D {
	const [B, T, D] = x.shape;
	return tf.reshape(tf.matMul(tf.reshape(x, [B * T, D]), kernel), [B, T, kernel.shape[1]]);
}
