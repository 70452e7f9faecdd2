import { dotProducts, project, readSizes, type ScoreFunction, weight } from "./score-function.js";

/**
 * score = queryᵀ W key, with `W` (Dq,Dk) (Luong et al. 2015, eq. 8, `general`). The query is what passes
 * through W: a decoder has one query per step and all keys of the sentence.
 */
export const general: ScoreFunction = {
	equation: "queryᵀ W key",
	paper: "Luong et al. 2015, section 3.1, eq. 8",
	weightShapes: (sizes) => {
		const { queryWidth, keyWidth } = readSizes("general", sizes);
		return { W: [queryWidth, keyWidth] };
	},
	projectQuery: (query, weights) => project(query, weight(weights, "W", "general")),
	projectKey: (key) => key,
	dotFactor: () => 1,
	compare: (query, key, _weights, allowed) => dotProducts(query, key, 1, allowed),
};
