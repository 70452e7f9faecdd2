// The maps of two translators for one sentence, as exercise 2 reads them. Made with Mirada 0.1.0, seed 1:
//
//   mirada homework --name full
//   mirada train --name early --pairs 640 --epochs 1
//   mirada attend "my brother gave us two black chairs ." --model runs/full/models/attention --json
//   mirada attend "my brother gave us two black chairs ." --model runs/early/models/attention --json \
//     --target "mi hermano nos dio dos sillas negras ."
//
// Weights are rounded to three decimals. The gold links are ours; the full stop has none, because only links between
// words are counted.

import type { AttentionMap } from "./attention-map.js";

type GoldMap = AttentionMap & Required<Pick<AttentionMap, "gold">>;

const sentence = {
	source: ["my", "brother", "gave", "us", "two", "black", "chairs", "."],
	target: ["mi", "hermano", "nos", "dio", "dos", "sillas", "negras", "."],
	gold: [[0], [1], [3], [2], [4], [6], [5], []],
};

/** After the whole homework: 20,000 pairs, 6 epochs. */
export const trainedMap: GoldMap = {
	...sentence,
	weights: [
		[0.999, 0, 0.001, 0, 0, 0, 0, 0],
		[0, 1, 0, 0, 0, 0, 0, 0],
		[0, 0, 0.006, 0.994, 0, 0, 0, 0],
		[0, 0, 0.981, 0.018, 0.001, 0, 0, 0],
		[0, 0, 0, 0, 0.999, 0, 0.001, 0],
		[0, 0, 0, 0, 0, 0, 1, 0],
		[0, 0, 0, 0, 0, 1, 0, 0],
		[0, 0, 0, 0, 0, 0, 0, 1],
	],
};

/** After 20 steps: a model that has not converged. */
export const earlyMap: GoldMap = {
	...sentence,
	weights: [
		[0.125, 0.169, 0.15, 0.168, 0.142, 0.07, 0.172, 0.004],
		[0.118, 0.191, 0.154, 0.156, 0.104, 0.09, 0.18, 0.007],
		[0.125, 0.154, 0.155, 0.167, 0.113, 0.069, 0.211, 0.006],
		[0.099, 0.231, 0.165, 0.121, 0.077, 0.08, 0.199, 0.028],
		[0.103, 0.272, 0.185, 0.159, 0.085, 0.051, 0.117, 0.028],
		[0.076, 0.271, 0.183, 0.151, 0.075, 0.061, 0.139, 0.044],
		[0.091, 0.275, 0.163, 0.183, 0.066, 0.055, 0.133, 0.034],
		[0.079, 0.146, 0.202, 0.204, 0.112, 0.081, 0.153, 0.023],
	],
};
