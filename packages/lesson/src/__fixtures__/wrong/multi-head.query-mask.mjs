// hint: mask-argument

import { MultiHeadAttention } from "@mirada/attention";

export const mha = new MultiHeadAttention({ numHeads: 8, keyDim: 64 });

export function run(query, value, valueMask) {
	return mha.apply([query, value], { queryMask: valueMask, returnAttentionScores: true });
}
