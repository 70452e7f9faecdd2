// The training that the page shows: what is learned, by which model, how fast. The same settings train in the page and
// record the moments that the page shows without JavaScript.

/** Few words, few constructions, all of them with words that change places: enough to align in seconds. */
export const LIVE_CORPUS = {
	seed: 1,
	constructions: [
		"what-question",
		"how-many-question",
		"where-question",
		"yes-no-question",
		"past",
		"denied-past",
		"used-to",
	],
	lexiconSize: 296,
	maxLength: 9,
} as const;

/** Pairs to learn from. */
export const LIVE_PAIRS = 3_000;

/** Pairs never learned from, on which match and BLEU are measured. */
export const HELD_OUT_PAIRS = 64;

export const LIVE_MODEL = {
	embeddingSize: 64,
	units: 64,
	encoder: "bidirectional",
	dropoutRate: 0.1,
} as const;

/** BLEU needs a translation of every held-out sentence: it is measured less often than the rest. */
export const LIVE_TRAINING = {
	batchSize: 32,
	learningRate: 1e-2,
	steps: 600,
	snapshotEvery: 10,
	bleuEvery: 50,
} as const;

export type LiveAttention = "none" | "luong-general";
