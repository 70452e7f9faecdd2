// hint: layer-per-call

import { MultiHeadAttention } from "@mirada/attention";

export const mha = new MultiHeadAttention({ numHeads: 8, keyDim: 64 });

export function run(query, value, valueMask) {
	const layer = new MultiHeadAttention({ numHeads: 8, keyDim: 64 });
	return layer.apply([query, value], { valueMask, returnAttentionScores: true });
}
