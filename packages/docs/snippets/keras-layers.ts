// The Keras-compatible layers of the lesson; keras-layers.test.ts checks shapes, parameters and leaks.

import { MultiHeadAttention } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";

const query = tf.randomNormal([2, 5, 512]);
const value = tf.randomNormal([2, 7, 512]);
const x = tf.randomNormal([2, 6, 512]);

// #region layers
const mha = new MultiHeadAttention({ numHeads: 8, keyDim: 64 });

// #region cross
// Cross-attention: output (2, 5, 512), weights (2, 8, 5, 7)
const both = mha.apply([query, value], { returnAttentionScores: true });
const [output, weights] = both as tf.Tensor[];
// #endregion cross

// #region self
// Self-attention: query, key and value are x; output (2, 6, 512)
const own = mha.apply([x, x]) as tf.Tensor;
// #endregion self
// #endregion layers

// #region causal
// No word sees a later one
const masked = mha.apply([x, x], { useCausalMask: true });
const causal = masked as tf.Tensor;

// #endregion causal

export { causal, mha, output, own, weights, x };
