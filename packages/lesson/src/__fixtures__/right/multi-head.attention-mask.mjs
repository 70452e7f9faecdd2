import { MultiHeadAttention } from "@mirada/attention";

export const mha = new MultiHeadAttention({ numHeads: 8, keyDim: 64 });

export function run(query, value, valueMask) {
	const attentionMask = valueMask.expandDims(1);
	const [output, weights] = mha.apply([query, value], { attentionMask, returnAttentionScores: true });
	return [output, weights];
}
