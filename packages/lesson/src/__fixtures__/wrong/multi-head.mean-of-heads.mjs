// hint: weights-averaged

import { MultiHeadAttention } from "@mirada/attention";

export const mha = new MultiHeadAttention({ numHeads: 8, keyDim: 64 });

export function run(query, value, valueMask) {
	const [output, weights] = mha.apply([query, value], { valueMask, returnAttentionScores: true });
	return [output, weights.mean(1)];
}
