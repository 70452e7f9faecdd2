// With TensorFlow.js, in single precision.
import * as tf from "@tensorflow/tfjs";

export function attention(Q, K, V) {
	return tf.tidy(() => {
		const scores = tf.matMul(tf.tensor2d(Q), tf.tensor2d(K), false, true).div(Math.sqrt(Q[0].length));
		const weights = tf.softmax(scores);
		return { weights: weights.arraySync(), output: weights.matMul(tf.tensor2d(V)).arraySync() };
	});
}
