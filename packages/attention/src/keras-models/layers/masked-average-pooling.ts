// Keras' `GlobalAveragePooling1D` with a mask, which TensorFlow.js' layer ignores.

import * as tf from "@tensorflow/tfjs";
import type { LayerArgs } from "../../layers/base-attention.js";
import type { Shape } from "../../layers/input-checks.js";

/** `apply([x, mask])`: y[b, d] = mean of x[b, t, d] over the t where mask[b, t]; x (B,T,D), mask (B,T). */
export class MaskedAveragePooling extends tf.layers.Layer {
	static className = "KerasMaskedAveragePooling1D";

	constructor(args: LayerArgs = {}) {
		super(args);
	}

	override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
		return tf.tidy(() => {
			const [x, mask] = inputs as [tf.Tensor3D, tf.Tensor2D];
			const kept = mask.cast("bool").expandDims(-1);
			// Not a product: what lies behind a mask may be NaN.
			const sum = tf.sum(tf.where(kept.broadcastTo(x.shape), x, tf.zerosLike(x)), 1);
			return tf.div(sum, tf.sum(kept.cast("float32"), 1));
		});
	}

	override computeOutputShape(inputShape: Shape | Shape[]): Shape {
		const [[B, , D]] = inputShape as [[number | null, unknown, number | null], Shape];
		return [B, D];
	}
}

tf.serialization.registerClass(MaskedAveragePooling);
