export {
	type BleuOptions,
	type BleuScore,
	type BleuSmoothing,
	type BleuTokenizer,
	corpusBleu,
	SACREBLEU_VERSION,
	sentenceBleu,
} from "./bleu.js";
export { type ChrfOptions, type ChrfScore, corpusChrf, sentenceChrf } from "./chrf.js";
export { bleuByLength, type LengthBucket, type LengthBucketInput } from "./length-buckets.js";
export {
	type PairedBootstrap,
	type PairedBootstrapInput,
	pairedBootstrap,
	type ResampledScore,
} from "./paired-bootstrap.js";
export type { Interval, ResamplingOptions } from "./resampling.js";
export { tokenize13a } from "./tokenize-13a.js";
