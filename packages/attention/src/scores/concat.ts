import { project, type ScoreFunction, tanhSums, weight } from "./score-function.js";

/**
 * score = vᵀ tanh([query; key]ᵀ W), with `W` (Dq+Dk,U), `v` (U) (Luong et al. 2015, eq. 8, `concat`).
 *
 * A product with stacked vectors is the sum of two products, so the pairs are never laid out: the upper Dq
 * rows of W meet the query, the lower Dk rows the key. That makes it Bahdanau's score with Wq and Wk in one
 * matrix.
 */
export const concat: ScoreFunction = {
	equation: "vᵀ tanh([query; key]ᵀ W)",
	paper: "Luong et al. 2015, section 3.1, eq. 8",
	weightShapes: ({ queryWidth, keyWidth, units }) => ({ W: [queryWidth + keyWidth, units], v: [units] }),
	projectQuery: (query, weights) => {
		const W = weight(weights, "W", "concat");
		return project(query, W.slice([0, 0], [query.shape[2], W.shape[1]]));
	},
	projectKey: (key, weights) => {
		const W = weight(weights, "W", "concat");
		return project(key, W.slice([W.shape[0] - key.shape[2], 0], [key.shape[2], W.shape[1]]));
	},
	dotFactor: () => null,
	compare: (query, key, weights, allowed) => tanhSums(query, key, weight(weights, "v", "concat"), allowed),
};
