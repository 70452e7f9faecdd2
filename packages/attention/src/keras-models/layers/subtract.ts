// Keras' `Subtract`, which TensorFlow.js lacks.

import * as tf from "@tensorflow/tfjs";
import type { LayerArgs } from "../../layers/base-attention.js";
import type { Shape } from "../../layers/input-checks.js";

/** `apply([a, b])`: a - b, of broadcastable shapes. */
export class Subtract extends tf.layers.Layer {
	static className = "Subtract";

	constructor(args: LayerArgs = {}) {
		super(args);
	}

	override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
		const [a, b] = inputs as [tf.Tensor, tf.Tensor];
		return tf.sub(a, b);
	}

	override computeOutputShape(inputShape: Shape | Shape[]): Shape {
		const [a, b] = inputShape as [Shape, Shape];
		const rank = Math.max(a.length, b.length);
		return Array.from({ length: rank }, (_, axis) => {
			const [m, n] = [a[axis + a.length - rank] ?? 1, b[axis + b.length - rank] ?? 1];
			const isUnknown = a[axis + a.length - rank] === null || b[axis + b.length - rank] === null;
			return m !== 1 && n === 1 ? m : n !== 1 && m === 1 ? n : isUnknown ? null : m;
		});
	}
}

tf.serialization.registerClass(Subtract);
