// hint: heads-swapped

import { MultiHeadAttention } from "@mirada/attention";

export const mha = new MultiHeadAttention({ numHeads: 64, keyDim: 8 });

export function run(query, value, valueMask) {
	return mha.apply([query, value], { valueMask, returnAttentionScores: true });
}
