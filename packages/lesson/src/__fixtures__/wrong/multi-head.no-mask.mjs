// hint: padding-mask-missing

import { MultiHeadAttention } from "@mirada/attention";

export const mha = new MultiHeadAttention({ numHeads: 8, keyDim: 64 });

export function run(query, value, valueMask) {
	return mha.apply([query, value], { returnAttentionScores: true });
}
