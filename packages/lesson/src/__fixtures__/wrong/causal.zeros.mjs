// hint: mask-with-zero

import { MultiHeadAttention } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";

function softmax(row) {
	const max = Math.max(...row);
	const exps = row.map((x) => Math.exp(x - max));
	const sum = exps.reduce((a, b) => a + b, 0);
	return exps.map((x) => x / sum);
}

export function causalWeights(scores) {
	return scores.map((row, t) => softmax(row.map((x, s) => (s <= t ? x : 0))));
}

export const mha = new MultiHeadAttention({ numHeads: 4, keyDim: 16 });

export function run(x) {
	return mha.apply([x, x], { useCausalMask: true, returnAttentionScores: true });
}
