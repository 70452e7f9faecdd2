// hint: use-layer

import { MultiHeadAttention } from "@mirada/attention";

export const mha = { numHeads: 8, keyDim: 64 };
const layer = new MultiHeadAttention(mha);

export function run(query, value, valueMask) {
	return layer.apply([query, value], { valueMask, returnAttentionScores: true });
}
