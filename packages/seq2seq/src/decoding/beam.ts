// One sentence's beam search: what is alive, what is finished, and in which order they win.
import type { BeamSettings } from "./beam-settings.js";
import type { Hypothesis } from "./decoding-model.js";
import { attentionRows, type PartialTranslation, toHypothesis } from "./partial-translation.js";
import { penalizedScore } from "./penalized-score.js";

export interface Beam {
	readonly sourceLength: number;
	/** Best first; their rows stand side by side in the state. */
	live: PartialTranslation[];
	readonly finished: { translation: PartialTranslation; score: number }[];
	done: boolean;
}

export function finish(beam: Beam, translation: PartialTranslation, settings: BeamSettings): void {
	beam.finished.push({ translation, score: scoreOf(translation, beam, settings) });
}

/** The `numHypotheses` best, those cut at the longest output after all finished ones. */
export function bestHypotheses(beam: Beam, eosId: number, settings: BeamSettings): Hypothesis[] {
	// Sorting is stable: of equal scores the one finished first stays first.
	const byScore = (a: { score: number }, b: { score: number }) => b.score - a.score;
	const cut = beam.live.map((translation) => ({ translation, score: scoreOf(translation, beam, settings) }));
	return [...beam.finished.sort(byScore), ...cut.sort(byScore)]
		.slice(0, settings.numHypotheses)
		.map(({ translation, score }) =>
			toHypothesis(translation, { eosId, sourceLength: beam.sourceLength }, score),
		);
}

function scoreOf(translation: PartialTranslation, { sourceLength }: Beam, penalties: BeamSettings): number {
	const { logProb, length } = translation;
	return penalizedScore({ logProb, length, sourceLength, rows: () => attentionRows(translation) }, penalties);
}
