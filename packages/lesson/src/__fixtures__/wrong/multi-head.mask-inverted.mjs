// hint: padding-mask-inverted

import { MultiHeadAttention } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";

export const mha = new MultiHeadAttention({ numHeads: 8, keyDim: 64 });

export function run(query, value, valueMask) {
	return mha.apply([query, value], { valueMask: tf.logicalNot(valueMask), returnAttentionScores: true });
}
