import { lengthMask, MultiHeadAttention } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";

export const mha = new MultiHeadAttention({ numHeads: 4, keyDim: 16 });

export function run(x, lengths) {
	const valueMask = lengthMask(tf.tensor1d(lengths, "int32"), x.shape[1]);
	return mha.apply(x, x, { valueMask, queryMask: valueMask, returnAttentionScores: true });
}
