// How far a training run has come.

/** What a run remembers besides its tensors; plain JSON. */
export interface TrainingProgress {
	/** Training steps taken. */
	step: number;
	/** The epoch under way, from 0. */
	epoch: number;
	/** Batches of that epoch already seen. */
	batchIndex: number;
	/** Sum over those batches of loss times target tokens. */
	lossSum: number;
	/** Target tokens in those batches. */
	tokens: number;
	/** One entry per finished epoch. */
	epochs: EpochSummary[];
	/** Index into `epochs` of the best validation so far, or null. */
	bestEpoch: number | null;
}

export interface EpochSummary {
	/** From 0. */
	epoch: number;
	/** Training steps taken at its end. */
	step: number;
	/** Mean training loss per target token. */
	trainingLoss: number;
	learningRate: number;
	/** Null without validation sentences. */
	validation: ValidationResult | null;
}

export interface ValidationResult {
	/** Mean cross-entropy per target token against the first reference. */
	loss: number;
	/** BLEU of greedy translations against all references, on the corpus' own tokens. */
	bleu: number;
}

export function initialProgress(): TrainingProgress {
	return { step: 0, epoch: 0, batchIndex: 0, lossSum: 0, tokens: 0, epochs: [], bestEpoch: null };
}
