export type { DecodingLimits, DecodingModel, DecodingStep, Hypothesis } from "./decoding-model.js";
export { greedySearch } from "./greedy.js";
