// Greedy search: the likeliest token at every step. The plain version of `beamSearch` with beamSize 1.

import { type OptionNames, requireKind, requireOptions } from "@mirada/core-native/contract";
import {
	bannedTokens,
	LIMIT_NAMES,
	noPossibleToken,
	readLimits,
	requireModel,
	requireSources,
} from "./decoding-limits.js";
import type {
	DecodingLimits,
	DecodingModel,
	GreedyRequest,
	GreedyWords,
	Hypothesis,
} from "./decoding-model.js";
import {
	emptyTranslation,
	type PartialTranslation,
	toHypothesis,
	weightsRow,
} from "./partial-translation.js";
import { rankWords } from "./ranked-step.js";

export interface GreedySearchOptions extends DecodingLimits {
	/**
	 * Whether `logProb` and `score` are wanted. Without them both are NaN, the words are the same, and most of the
	 * vocabulary need not be looked at closely: faster. Default true.
	 */
	scores?: boolean;
}

export const GREEDY_NAMES: OptionNames<GreedySearchOptions> = { ...LIMIT_NAMES, scores: true };

/**
 * y_t = argmax_y log p(y | source, y_<t), until `eos` or `maxOutputLength`; on a tie the smallest id.
 * One hypothesis per source, in the order of `sources`.
 */
export function greedySearch<State>(
	model: DecodingModel<State>,
	sources: readonly (readonly number[])[],
	options: GreedySearchOptions = {},
): Hypothesis[] {
	requireModel("greedySearch", model);
	requireOptions("greedySearch", options, GREEDY_NAMES);
	const limits = readLimits("greedySearch", options);
	const { scores = true } = options;
	requireKind("greedySearch", "scores", scores, "boolean");
	const banned = bannedTokens("greedySearch", model, options);
	requireSources("greedySearch", sources);
	if (sources.length === 0) return [];

	const state = model.start(sources);
	const found = model.searchGreedily?.(state, { ...limits, banned, scores });
	if (found) model.dispose(state);
	const translations = found
		? sources.map((_, row) => translationOf(model, found, row, limits.maxOutputLength))
		: searchStepByStep(model, state, sources.length, { ...limits, banned });
	return translations.map((translation, i) =>
		toHypothesis(scores ? translation : { ...translation, logProb: Number.NaN }, {
			eosId: model.eosId,
			sourceLength: sources[i]!.length,
		}),
	);
}

/** The plain version: the truth for every model's own. */
function searchStepByStep<State>(
	model: DecodingModel<State>,
	start: State,
	rows: number,
	{ maxOutputLength, minOutputLength, banned }: Omit<GreedyRequest, "scores">,
): PartialTranslation[] {
	const translations = Array.from({ length: rows }, () => emptyTranslation(model.bosId));
	// Row r of the state translates source live[r]; sources leave as they finish.
	let live = translations.map((_, i) => i);
	let state = start;
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
	return translations;
}

/** One row of the words that a model found by itself. */
function translationOf(
	model: DecodingModel<unknown>,
	{ words, lengths, logProbs, weights, sourceLength: S }: GreedyWords,
	row: number,
	most: number,
): PartialTranslation {
	let translation = emptyTranslation(model.bosId);
	for (let place = row * most; place < row * most + lengths[row]!; place++) {
		const token = words[place]!;
		if (token === -1) throw noPossibleToken("greedySearch");
		translation = {
			parent: translation,
			token,
			length: translation.length + 1,
			logProb: translation.logProb + (logProbs?.[place] ?? Number.NaN),
			weights: weights?.subarray(place * S, (place + 1) * S) ?? null,
		};
	}
	return translation;
}
