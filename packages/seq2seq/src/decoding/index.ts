export { type BeamSearchOptions, beamSearch } from "./beam-search.js";
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
