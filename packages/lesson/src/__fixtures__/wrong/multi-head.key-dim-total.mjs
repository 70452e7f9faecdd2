// hint: key-dim-total

import { MultiHeadAttention } from "@mirada/attention";

export const mha = new MultiHeadAttention({ numHeads: 8, keyDim: 512 });

export function run(query, value, valueMask) {
	return mha.apply([query, value], { valueMask, returnAttentionScores: true });
}
