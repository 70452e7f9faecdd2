import { requireInteger } from "@mirada/core-native/contract";
import { dotProducts, requirePair, type ScoreFunction } from "./score-function.js";

/**
 * score = query · key / sqrt(H) (Vaswani et al. 2017, eq. 1): the dot product of H random numbers grows as
 * sqrt(H), and a softmax of large numbers hardly learns.
 */
export const scaledDot: ScoreFunction = {
	equation: "query · key / √H",
	paper: "Vaswani et al. 2017, eq. 1",
	weightShapes: () => ({}),
	projectQuery: (query) => query,
	projectKey: (key) => key,
	dotFactor: (width) => {
		requireInteger("score scaledDot", "projectedWidth", width);
		return 1 / Math.sqrt(width);
	},
	compare: (query, key, _weights, allowed) => {
		requirePair(query, key);
		return dotProducts(query, key, 1 / Math.sqrt(key.shape[2]), allowed);
	},
};
