// The best of an n-best list under penalties other than those it was searched with: no new search.
//
// Penalties never decide which translations a beam search keeps alive, only which of the finished ones is best and when
// none can be beaten any more (`beam-search.ts`). So a list made under one pair of penalties can be ranked by another.
import { coveragePenalty } from "./coverage-penalty.js";
import type { Hypothesis } from "./decoding-model.js";
import { type LengthPenalty, penalizeLength } from "./length-penalty.js";

export interface Penalties {
	lengthPenalty: LengthPenalty;
	/** Beta of the coverage penalty. */
	coveragePenalty: number;
}

/**
 * The hypothesis of highest penalized score, a finished one wherever there is one; of equal scores the first. `sourceLength`
 * counts the source's own tokens.
 */
export function bestByPenalties(
	hypotheses: readonly Hypothesis[],
	sourceLength: number,
	penalties: Penalties,
): Hypothesis {
	const finished = hypotheses.filter((hypothesis) => hypothesis.finished);
	const [first, ...others] = finished.length > 0 ? finished : hypotheses;
	let best = { hypothesis: first!, score: scoreOf(first!, sourceLength, penalties) };
	for (const hypothesis of others) {
		const score = scoreOf(hypothesis, sourceLength, penalties);
		if (score > best.score) best = { hypothesis, score };
	}
	return best.hypothesis;
}

/** score(Y, X) = penalized log P(Y|X) + cp(X; Y)                     (Wu et al., 2016, eq. 14) */
function scoreOf(
	{ logProb, tokens, finished, weights, eosWeights }: Hypothesis,
	sourceLength: number,
	{ lengthPenalty, coveragePenalty: beta }: Penalties,
): number {
	const score = penalizeLength(logProb, tokens.length + (finished ? 1 : 0), lengthPenalty);
	if (beta === 0 || weights === null) return score;
	// Newest first, as the search adds them up: the same sums to the bit.
	const rows = [...weights, ...(eosWeights ? [eosWeights] : [])].reverse();
	return score + coveragePenalty(rows, sourceLength, beta);
}
