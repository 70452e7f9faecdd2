// hint: widths

import { Attention } from "@mirada/attention";

export const mha = new Attention();

export function run(query, value, valueMask) {
	return mha.apply([query, value], { valueMask, returnAttentionScores: true });
}
