// hint: mask-argument

import { MultiHeadAttention } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";

export const mha = new MultiHeadAttention({ numHeads: 4, keyDim: 16 });

export function run(x, lengths) {
	const T = x.shape[1];
	const rows = lengths.map((length) => Array.from({ length: T }, (_, s) => (s < length ? 1 : 0)));
	const valueMask = tf.tensor2d(rows, [lengths.length, T], "bool");
	return mha.apply([x, x], { attentionMask: valueMask, returnAttentionScores: true });
}
