// hint: mask-after-softmax

import { MultiHeadAttention } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";

function softmax(row) {
	const max = Math.max(...row);
	const exps = row.map((x) => Math.exp(x - max));
	const sum = exps.reduce((a, b) => a + b, 0);
	return exps.map((x) => x / sum);
}

export function causalWeights(scores) {
	return scores.map((row, t) => {
		const kept = softmax(row).map((w, s) => (s <= t ? w : 0));
		const sum = kept.reduce((a, b) => a + b, 0);
		return kept.map((w) => w / sum);
	});
}

export const mha = new MultiHeadAttention({ numHeads: 4, keyDim: 16 });

export function run(x) {
	return mha.apply([x, x], { useCausalMask: true, returnAttentionScores: true });
}
