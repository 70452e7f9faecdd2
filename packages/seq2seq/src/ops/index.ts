export { type Dropout, type DropoutKey, dropout } from "./dropout.js";
export { embedding } from "./embedding.js";
export { type LinearCrossEntropyOptions, linearCrossEntropy } from "./linear-cross-entropy.js";
export {
	type LstmSequenceOptions,
	type LstmSequenceResult,
	type LstmState,
	type LstmWeights,
	lstmSequence,
} from "./lstm-sequence.js";
