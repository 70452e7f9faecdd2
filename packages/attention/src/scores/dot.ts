import { dotProducts, type ScoreFunction } from "./score-function.js";

/** score = query · key (Luong et al. 2015, section 3.1, `dot`): query and key must have the same width. */
export const dot: ScoreFunction = {
	equation: "query · key",
	paper: "Luong et al. 2015, section 3.1, eq. 8",
	weightShapes: () => ({}),
	projectQuery: (query) => query,
	projectKey: (key) => key,
	dotFactor: () => 1,
	compare: (query, key, _weights, allowed) => dotProducts(query, key, 1, allowed),
};
