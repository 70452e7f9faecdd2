// @mirada/attention, in the order of the data: scores -> mask -> softmax -> context.

/** Attention over plain arrays, as a student writes it. */
export * as byHand from "./by-hand/index.js";
export { type AttentionSvgOptions, attentionSvg } from "./figures/index.js";
// Checks that the packages above share.
export { requireLengths } from "./host-values.js";
export {
	type KerasModelParts,
	type KerasModelSource,
	loadKerasModel,
	modelFromKerasJson,
} from "./keras-models/load-keras-model.js";
export { AdditiveAttention, type AdditiveAttentionArgs } from "./layers/additive-attention.js";
export { Attention, type AttentionArgs } from "./layers/attention.js";
export type { BaseAttentionArgs } from "./layers/base-attention.js";
export type { AttentionCallArgs, MaskName } from "./layers/call-forms.js";
export { GroupQueryAttention, type GroupQueryAttentionArgs } from "./layers/group-query-attention.js";
export { MultiHeadAttention, type MultiHeadAttentionArgs } from "./layers/multi-head-attention.js";
export {
	causalMask,
	combineMasks,
	lengthMask,
	overKeys,
	overQueries,
	paddingMask,
	slidingWindowMask,
} from "./masks.js";
export { type AttendOptions, type AttendResult, attend } from "./ops/attend.js";
export type { AttentionOptions, AttentionResult } from "./ops/attention-options.js";
export { composedAttention } from "./ops/composed-attention.js";
export { fusedAttention, hasFusedAttention } from "./ops/fused-attention.js";
export { type MaskedSoftmaxResult, maskedSoftmax } from "./ops/masked-softmax.js";
export { Random, type RandomState } from "./random.js";
export { requireTensor } from "./require-tensor.js";
export {
	decodeSafetensors,
	encodeSafetensors,
	type SafetensorsContent,
	type SafetensorsOptions,
	type StoredTensor,
	safetensorsLength,
} from "./saving/safetensors.js";
export {
	damagedMember,
	isZip,
	ZipError,
	type ZipErrorCode,
	type ZipMember,
	zipDirectory,
} from "./saving/zip-archive.js";
export { type ScoreName, scoreFunctions, scoreNames } from "./scores/index.js";
export type { ScoreFunction, ScoreSizes, ScoreWeights } from "./scores/score-function.js";
export { ShapeError } from "./shape-error.js";
