export { attention, type ByHandAttention, type ByHandAttentionOptions } from "./attention.js";
export { type BooleanMatrix, causalMask, combineMasks, paddingMask } from "./masks.js";
export {
	type ByHandScore,
	type ByHandWeights,
	dotProduct,
	type Matrix,
	scores,
	type Vector,
	vectorTimesMatrix,
} from "./scores.js";
export { softmax } from "./softmax.js";
