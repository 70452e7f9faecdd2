// Keras' `Masking` without TensorFlow.js' own mask, which does not reliably reach the layers that follow.

import * as tf from "@tensorflow/tfjs";
import type { LayerArgs } from "../../layers/base-attention.js";
import type { Shape } from "../../layers/input-checks.js";

export interface KerasMaskingArgs extends LayerArgs {
	/** A step whose features all have this value is masked; default 0. */
	maskValue?: number;
}

/** Sets masked steps to 0; x (B,T,D). The mask itself is a further operation of the model. */
export class KerasMasking extends tf.layers.Layer {
	static className = "KerasMasking";
	private readonly maskValue: number;

	constructor(args: KerasMaskingArgs) {
		super(args);
		this.maskValue = args.maskValue ?? 0;
	}

	override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
		return tf.tidy(() => {
			const x = Array.isArray(inputs) ? inputs[0]! : inputs;
			// The comparison has no gradient, and needs none.
			const isKept = tf.customGrad((y) => ({
				value: tf
					.any(tf.notEqual(y as tf.Tensor, this.maskValue), -1, true)
					.broadcastTo((y as tf.Tensor).shape),
				gradFunc: () => tf.zerosLike(y as tf.Tensor),
			}))(x);
			return tf.where(isKept, x, tf.zerosLike(x));
		});
	}

	override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
		return inputShape;
	}

	override getConfig(): tf.serialization.ConfigDict {
		return { ...super.getConfig(), maskValue: this.maskValue };
	}
}

tf.serialization.registerClass(KerasMasking);
