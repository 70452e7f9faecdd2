import { MultiHeadAttention } from "@mirada/attention";

export const mha = new MultiHeadAttention({ num_heads: 8, key_dim: 64 });

export function run(query, value, valueMask) {
	return mha.apply({ query, value, value_mask: valueMask, return_attention_scores: true });
}
