export { type AlignMapOptions, alignMap, type MapAlignmentMethod } from "./alignment/align-map.js";
export { type AlignSentencesInput, alignSentences } from "./alignment/align-sentences.js";
export {
	ALIGNMENT_METRICS,
	type AlignmentMetric,
	type AlignmentScores,
	alignmentScores,
	alignmentStatistics,
	hardAlignment,
	linksAbove,
} from "./alignment/alignment-metrics.js";
export {
	ALIGNMENT_NULLS,
	type AlignmentNull,
	type AlignmentReport,
	type AlignmentReportInput,
	alignmentReport,
	type Improvement,
} from "./alignment/alignment-report.js";
export {
	type AttentionMap,
	diagonalMap,
	uniformMap,
	withoutEosColumn,
} from "./alignment/attention-map.js";
export type { AlignerOptions } from "./alignment/directional-aligner.js";
export { type ForcedAttentionInput, forcedAttention } from "./alignment/forced-attention.js";
export { type LinkScores, linkScores } from "./alignment/link-scores.js";
export { formatPharaoh, type GoldLinks, parsePharaoh } from "./alignment/pharaoh.js";
export { type SinkhornOptions, sinkhornAlignment, sinkhornMap } from "./alignment/sinkhorn.js";
export { type Symmetrization, symmetrize } from "./alignment/symmetrize.js";
export { trainWordAligner, type WordAligner } from "./alignment/word-aligner.js";
export {
	type BleuOptions,
	type BleuScore,
	type BleuSmoothing,
	type BleuTokenizer,
	corpusBleu,
	SACREBLEU_VERSION,
	sentenceBleu,
} from "./bleu.js";
export {
	type ChoosePenaltiesInput,
	type ChosenPenalties,
	choosePenalties,
	type PenaltyTrial,
} from "./choose-penalties.js";
export { type ChrfOptions, type ChrfScore, corpusChrf, sentenceChrf } from "./chrf.js";
export {
	compareEvaluations,
	type EvaluateInput,
	type Evaluation,
	type EvaluationComparison,
	evaluateTranslator,
} from "./evaluate.js";
export { bleuByLength, type LengthBucket, type LengthBucketInput } from "./length-buckets.js";
export type { Degeneration, OutputSummary } from "./output-summary.js";
export {
	type PairedBootstrap,
	type PairedBootstrapInput,
	pairedBootstrap,
	type ResampledScore,
} from "./paired-bootstrap.js";
export type { Interval, ResamplingOptions } from "./resampling.js";
export type { ScoredTokenizer } from "./scored-text.js";
export { tokenize13a } from "./tokenize-13a.js";
export type { TranslatedSentence } from "./translated-sentences.js";
