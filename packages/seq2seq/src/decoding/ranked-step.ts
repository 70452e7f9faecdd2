// The words that a search may go on with: all that it needs of a step. A model that can rank words by itself spares
// the search a look at all V log probabilities of every row.
import type { DecodingModel, DecodingStep, RankedStep, RankRequest } from "./decoding-model.js";

/** One step of the model, its words ranked: by the model where it can, else here. */
export function rankWords<State>(
	model: DecodingModel<State>,
	state: State,
	tokens: Int32Array,
	request: RankRequest,
): RankedStep<State> {
	return model.rank?.(state, tokens, request) ?? rankStep(model.step(state, tokens), tokens.length, request);
}

/** The plain version: the truth for every model's own. */
function rankStep<State>(
	step: DecodingStep<State>,
	rows: number,
	{ count, banned }: RankRequest,
): RankedStep<State> {
	const V = banned.length;
	const words = new Int32Array(rows * count).fill(-1);
	const logProbs = new Float32Array(rows * count).fill(Number.NEGATIVE_INFINITY);
	for (let row = 0; row < rows; row++) {
		const [first, last] = [row * count, row * count + count - 1];
		for (let word = 0; word < V; word++) {
			const logProb = step.logProbs[row * V + word]!;
			// Strictly more: of equal ones the first stays ahead. NaN never passes, and neither does -Infinity.
			if (!(logProb > logProbs[last]!) || banned[word] === 1) continue;
			let place = last;
			for (; place > first && logProbs[place - 1]! < logProb; place--) {
				logProbs[place] = logProbs[place - 1]!;
				words[place] = words[place - 1]!;
			}
			logProbs[place] = logProb;
			words[place] = word;
		}
	}
	const { weights, sourceLength, state } = step;
	return { words, logProbs, weights, sourceLength, state };
}
