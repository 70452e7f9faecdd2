// The best of an n-best list under penalties other than those it was searched with: no new search.
//
// Penalties never decide which translations a beam search keeps alive, only which of the finished ones is best and when
// none can be beaten any more (`beam-search.ts`). So a list made under one pair of penalties can be ranked by another.
import type { Hypothesis } from "./decoding-model.js";
import { type Penalties, penalizedScore } from "./penalized-score.js";

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

function scoreOf(hypothesis: Hypothesis, sourceLength: number, penalties: Penalties): number {
	const { logProb, tokens, finished, weights, eosWeights } = hypothesis;
	const rows = () => weights && [...weights, ...(eosWeights ? [eosWeights] : [])].reverse();
	return penalizedScore(
		{ logProb, length: tokens.length + (finished ? 1 : 0), sourceLength, rows },
		penalties,
	);
}
