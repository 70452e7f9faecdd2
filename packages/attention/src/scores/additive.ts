import { project, readSizes, type ScoreFunction, tanhSums, weight } from "./score-function.js";

/**
 * score = vᵀ tanh(queryᵀ Wq + keyᵀ Wk), with `Wq` (Dq,U), `Wk` (Dk,U), `v` (U)
 * (Bahdanau et al. 2015, appendix A.1.2).
 */
export const additive: ScoreFunction = {
	equation: "vᵀ tanh(queryᵀ Wq + keyᵀ Wk)",
	paper: "Bahdanau et al. 2015, appendix A.1.2",
	weightShapes: (sizes) => {
		const { queryWidth, keyWidth, units } = readSizes("additive", sizes);
		return { Wq: [queryWidth, units], Wk: [keyWidth, units], v: [units] };
	},
	projectQuery: (query, weights) => project(query, weight(weights, "Wq", "additive")),
	projectKey: (key, weights) => project(key, weight(weights, "Wk", "additive")),
	dotFactor: () => null,
	compare: (query, key, weights, allowed) => tanhSums(query, key, weight(weights, "v", "additive"), allowed),
};
