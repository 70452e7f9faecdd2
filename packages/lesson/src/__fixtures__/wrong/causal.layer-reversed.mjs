// hint: causal-reversed

import { MultiHeadAttention } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";

function softmax(row) {
	const max = Math.max(...row);
	const exps = row.map((x) => Math.exp(x - max));
	const sum = exps.reduce((a, b) => a + b, 0);
	return exps.map((x) => x / sum);
}

export function causalWeights(scores) {
	return scores.map((row, t) => softmax(row.map((x, s) => (s <= t ? x : -Infinity))));
}

export const mha = new MultiHeadAttention({ numHeads: 4, keyDim: 16 });

export function run(x) {
	const T = x.shape[1];
	const mask = Array.from({ length: T }, (_, t) => Array.from({ length: T }, (__, s) => (s >= t ? 1 : 0)));
	return mha.apply([x, x], { attentionMask: tf.tensor2d(mask, [T, T], "bool"), returnAttentionScores: true });
}
