// What the programs beside it attend to: one layer with weights and inputs of fixed numbers.

import { MultiHeadAttention } from "@mirada/attention";
import { numbers, seededWeights } from "./numbers.mjs";

/** The layer's output on the active backend. */
export async function attend() {
	const layer = new MultiHeadAttention({ numHeads: 2, keyDim: 4 });
	const query = numbers([2, 3, 8], 1);
	const value = numbers([2, 5, 8], 2);
	layer.apply([query, value]);
	layer.setWeights(seededWeights(layer));
	return Array.from(await layer.apply([query, value]).data());
}
