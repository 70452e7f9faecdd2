export { type Dropout, type DropoutKey, dropout } from "./dropout.js";
export { embedding } from "./embedding.js";
export { type LinearCrossEntropyOptions, linearCrossEntropy } from "./linear-cross-entropy.js";
export type { LstmSequenceOptions, LstmSequenceResult, LstmState, LstmWeights } from "./lstm.js";
export { lstmSequence } from "./lstm-sequence.js";
