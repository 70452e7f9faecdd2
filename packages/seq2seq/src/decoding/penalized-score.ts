// What finished translations of a sentence are ranked by.
import { coveragePenalty } from "./coverage-penalty.js";
import { type LengthPenalty, penalizeLength } from "./length-penalty.js";

export interface Penalties {
	lengthPenalty: LengthPenalty;
	/** Beta of the coverage penalty. */
	coveragePenalty: number;
}

/**
 * score(Y, X) = penalized log P(Y|X) + cp(X; Y)                     (Wu et al., 2016, eq. 14)
 *
 * `rows` gives the attention of every token written, newest first: in one order, since the sum is compared to the bit.
 */
export function penalizedScore(
	translation: {
		logProb: number;
		/** Tokens, `eos` included where it was written. */
		length: number;
		/** The source's own tokens. */
		sourceLength: number;
		rows: () => readonly ArrayLike<number>[] | null;
	},
	{ lengthPenalty, coveragePenalty: beta }: Penalties,
): number {
	const { logProb, length, sourceLength } = translation;
	const score = penalizeLength(logProb, length, lengthPenalty);
	if (beta === 0) return score;
	const rows = translation.rows();
	if (rows === null) {
		throw new RangeError(`beamSearch: expected coveragePenalty 0 for a model without attention, got ${beta}`);
	}
	return score + coveragePenalty(rows, sourceLength, beta);
}
