export {
	ATTENTION_SCORES,
	type AttentionScore,
	modelConfig,
	type TranslationModelConfig,
	type TranslationModelOptions,
} from "./model-config.js";
export { type BatchWeights, type MemoryGradient, TranslationModel } from "./translation-model.js";
export type { TranslationState } from "./translation-state.js";
