// Greedy search: the likeliest token at every step. The plain version of `beamSearch` with beamSize 1.

import { requireOptions } from "@mirada/core-native/contract";
import {
	bannedTokens,
	LIMIT_NAMES,
	noPossibleToken,
	readLimits,
	requireModel,
	requireSources,
} from "./decoding-limits.js";
import type { DecodingLimits, DecodingModel, Hypothesis } from "./decoding-model.js";
import {
	emptyTranslation,
	type PartialTranslation,
	toHypothesis,
	weightsRow,
} from "./partial-translation.js";
import { rankWords } from "./ranked-step.js";

/**
 * y_t = argmax_y log p(y | source, y_<t), until `eos` or `maxOutputLength`; on a tie the smallest id.
 * One hypothesis per source, in the order of `sources`.
 */
export function greedySearch<State>(
	model: DecodingModel<State>,
	sources: readonly (readonly number[])[],
	limits: DecodingLimits = {},
): Hypothesis[] {
	requireModel("greedySearch", model);
	requireOptions("greedySearch", limits, LIMIT_NAMES);
	const { maxOutputLength, minOutputLength } = readLimits("greedySearch", limits);
	const banned = bannedTokens("greedySearch", model, limits);
	requireSources("greedySearch", sources);
	if (sources.length === 0) return [];

	const translations: PartialTranslation[] = sources.map(() => emptyTranslation(model.bosId));
	// Row r of the state translates sources[live[r]]; sources leave as they finish.
	let live = sources.map((_, i) => i);
	let state = model.start(sources);
	for (let length = 0; length < maxOutputLength; length++) {
		const tokens = Int32Array.from(live, (i) => translations[i]!.token);
		// While too short, `eos` is banned like `pad`.
		banned[model.eosId] = length < minOutputLength ? 1 : 0;
		const step = rankWords(model, state, tokens, { count: 1, banned });
		state = step.state;
		const kept: number[] = [];
		live.forEach((i, row) => {
			const token = step.words[row]!;
			if (token === -1) throw noPossibleToken("greedySearch");
			const parent = translations[i]!;
			const logProb = parent.logProb + step.logProbs[row]!;
			translations[i] = { parent, token, length: length + 1, logProb, weights: weightsRow(step, row) };
			if (token !== model.eosId) kept.push(row);
		});
		if (kept.length === 0) break;
		if (kept.length < live.length) {
			state = model.select(state, Int32Array.from(kept));
			live = kept.map((row) => live[row]!);
		}
	}
	model.dispose(state);
	return translations.map((translation, i) =>
		toHypothesis(translation, { eosId: model.eosId, sourceLength: sources[i]!.length }),
	);
}
