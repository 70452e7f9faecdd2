export {
	type Batch,
	type BatchOptions,
	type EncodedPair,
	encodePairs,
	makeBatches,
	padBatch,
} from "./batches.js";
export {
	type BuiltinCorpusOptions,
	constructionNames,
	generateBuiltinCorpus,
} from "./builtin-corpus/generate.js";
export { type WordPair, wordPairs } from "./builtin-corpus/lexicon/word-pairs.js";
export {
	type AlignmentLink,
	type CorpusSplit,
	type ReferencedSentence,
	type SentencePair,
	type SplitOptions,
	splitBySource,
} from "./corpus.js";
export { isWord } from "./is-word.js";
export { joinTokens } from "./join-tokens.js";
export { Random, type RandomState } from "./random.js";
export { tokenize } from "./tokenize.js";
export { hasUnspacedScript } from "./unspaced-scripts.js";
export { Vocabulary, type VocabularyJson } from "./vocabulary.js";
