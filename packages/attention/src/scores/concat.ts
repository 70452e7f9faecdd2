import type * as tf from "@tensorflow/tfjs";
import { requireTensor } from "../require-tensor.js";
import { ShapeError, showShape } from "../shape-error.js";
import { project, readSizes, type ScoreFunction, tanhSums, weight } from "./score-function.js";

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
	weightShapes: (sizes) => {
		const { queryWidth, keyWidth, units } = readSizes("concat", sizes);
		return { W: [queryWidth + keyWidth, units], v: [units] };
	},
	projectQuery: (query, weights) => {
		const W = weight(weights, "W", "concat");
		return project(query, partOf(W, query, 0));
	},
	projectKey: (key, weights) => {
		const W = weight(weights, "W", "concat");
		return project(key, partOf(W, key, W.shape[0] - (key?.shape?.[2] ?? 0)));
	},
	dotFactor: () => null,
	compare: (query, key, weights, allowed) => tanhSums(query, key, weight(weights, "v", "concat"), allowed),
};

/** The rows of W from `start` that meet vectors (B,L,D). */
function partOf(W: tf.Tensor2D, vectors: tf.Tensor3D, start: number): tf.Tensor2D {
	requireTensor("score concat", "vectors (B,L,D)", vectors, [3], ["float32"]);
	const D = vectors.shape[2];
	if (W.rank !== 2 || start < 0 || start + D > W.shape[0]) {
		throw new ShapeError({
			where: "score concat",
			expected: `a weight "W" (Dq+Dk,U) with room for vectors ${showShape(vectors.shape)}`,
			got: showShape(W.shape),
		});
	}
	return W.slice([start, 0], [D, W.shape[1]]);
}
