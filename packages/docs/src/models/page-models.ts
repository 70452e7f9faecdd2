// The models that come with the site: which they are, what they learn from, and where their files lie.

import type { TranslationModelOptions } from "@mirada/seq2seq";

/** All constructions, with a lexicon small enough to be shown and learned. */
export const PAGE_CORPUS = { seed: 11, lexiconSize: 1_200 } as const;
export const PAGE_PAIRS = 8_000;
/** Never learned from: for BLEU, match and examples. */
export const PAGE_HELD_OUT = 300;

export const PAGE_MODEL = {
	embeddingSize: 128,
	units: 128,
	encoder: "bidirectional",
	dropoutRate: 0.2,
	seed: 1,
} as const;

export const PAGE_TRAINING = { batchSize: 32, learningRate: 4e-3, epochs: 3 } as const;

type Choice = Pick<TranslationModelOptions, "attention" | "numHeads">;

/** By the name of the file. Scaled dot-product attention is multi-head attention with one head. */
export const PAGE_MODELS = {
	none: { attention: "none" },
	"luong-general": { attention: "luong-general" },
	"luong-dot": { attention: "luong-dot" },
	bahdanau: { attention: "bahdanau" },
	"scaled-dot": { attention: "multi-head", numHeads: 1 },
	"multi-head": { attention: "multi-head", numHeads: 4 },
} as const satisfies Record<string, Choice>;

export type PageModel = keyof typeof PAGE_MODELS;

/** Addresses within the site, without the leading slash. */
export const modelAddress = (name: PageModel) => `models/${name}.safetensors`;
export const CORE_ADDRESS = "models/mirada_core.wasm";
export const LIVE_CORPUS_ADDRESS = "models/live-corpus.json";
export const LIVE_RECORDS_ADDRESS = "models/live-records.json";
export const PAGE_RESULTS_ADDRESS = "models/results.json";
/** The homework's result file, as in bench/results. */
export const HOMEWORK_ADDRESS = "models/homework-builtin.json";
