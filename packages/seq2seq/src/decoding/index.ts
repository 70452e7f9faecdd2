export { beamSearch } from "./beam-search.js";
export type { BeamSearchOptions } from "./beam-settings.js";
export type {
	DecodingLimits,
	DecodingModel,
	DecodingStep,
	Hypothesis,
	RankedStep,
	RankRequest,
} from "./decoding-model.js";
export { forceDecode } from "./force-decode.js";
export { greedySearch } from "./greedy.js";
export type { LengthPenalty } from "./length-penalty.js";
export { type DecodingStrategy, forceDecodeAll, type TranslateOptions, translate } from "./translate.js";
