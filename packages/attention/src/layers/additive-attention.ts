// Keras' `AdditiveAttention`: Bahdanau's score without its projections.

import type { OptionNames } from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";
import { tanhSums } from "../scores/score-function.js";
import { Attention } from "./attention.js";
import { BASE_NAMES, type BaseAttentionArgs } from "./base-attention.js";
import type { InputShapes } from "./input-checks.js";
import { readArguments } from "./keras-names.js";

export interface AdditiveAttentionArgs extends BaseAttentionArgs {
	/** Weigh the summands by a trainable vector; default true. */
	useScale?: boolean;
}

const ARGUMENTS: OptionNames<AdditiveAttentionArgs> = { ...BASE_NAMES, useScale: true };

/**
 * context = softmax(scores) value, with scores = scale · tanh(query + key) (Bahdanau et al. 2015, appendix
 * A.1.2, with identity projections; the layer `AdditiveAttention` of Keras 3).
 *
 * Inputs, masks and outputs: see `Attention`; query, key and `scale` have one width.
 * Weights: `scale` (dim) when `useScale`, uniform in ±√(3/dim).
 *
 * @throws ShapeError when an argument or a shape does not fit.
 */
export class AdditiveAttention extends Attention {
	static override className = "AdditiveAttention";

	constructor(given: AdditiveAttentionArgs = {}) {
		const args = readArguments<AdditiveAttentionArgs>("AdditiveAttention", given, ARGUMENTS);
		super({ ...args, useScale: args.useScale ?? true, scoreMode: "dot" });
	}

	override getConfig(): tf.serialization.ConfigDict {
		const { scoreMode: _, ...config } = super.getConfig();
		return config;
	}

	protected override buildWeights({ query }: InputShapes): void {
		if (!this.useScale) return;
		const width = query.at(-1)!;
		// Glorot's limit √(6 / (fanIn + fanOut)) where both are `width`; tfjs takes √width for the fans.
		const limit = Math.sqrt(3 / width);
		const glorot = tf.initializers.randomUniform({ minval: -limit, maxval: limit });
		this.scale = this.addWeight("scale", [width], "float32", glorot);
	}

	protected override pairScores(query: tf.Tensor3D, key: tf.Tensor3D, allowed?: tf.Tensor): tf.Tensor {
		return tanhSums(query, key, this.scale?.read() ?? tf.ones([query.shape[2]]), allowed);
	}
}

tf.serialization.registerClass(AdditiveAttention);
