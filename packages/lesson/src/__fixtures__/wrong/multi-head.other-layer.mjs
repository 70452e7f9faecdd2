// hint: layer-per-call

import { MultiHeadAttention } from "@mirada/attention";

export const mha = new MultiHeadAttention({ numHeads: 8, keyDim: 64 });
const other = new MultiHeadAttention({ numHeads: 8, keyDim: 64 });

export function run(query, value, valueMask) {
	return other.apply([query, value], { valueMask, returnAttentionScores: true });
}
