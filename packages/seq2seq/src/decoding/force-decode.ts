// Forced decoding: the model is fed a given translation, and says how likely it finds it and where it looks.
// Alignment is measured this way (Luong et al., 2015, section 5.4), since gold links belong to given words.
import { isIdList, requireList } from "@mirada/core-native/contract";
import { requireModel, requireSources } from "./decoding-limits.js";
import type { DecodingModel, Hypothesis } from "./decoding-model.js";
import {
	emptyTranslation,
	type PartialTranslation,
	toHypothesis,
	weightsRow,
} from "./partial-translation.js";

/**
 * log P(y_1 .. y_T eos | source) and the weights used while predicting each y_t, for `targets[i]` (ids without
 * `bos` and `eos`) given `sources[i]`. `score` equals `logProb`.
 */
export function forceDecode<State>(
	model: DecodingModel<State>,
	sources: readonly (readonly number[])[],
	targets: readonly (readonly number[])[],
): Hypothesis[] {
	requireModel("forceDecode", model);
	requireSources("forceDecode", sources);
	requireList("forceDecode", "targets", targets, "id arrays", isIdList);
	if (sources.length !== targets.length) {
		throw new RangeError(
			`forceDecode: expected one target per source (${sources.length}), got ${targets.length}`,
		);
	}
	if (sources.length === 0) return [];

	const translations: PartialTranslation[] = sources.map(() => emptyTranslation(model.bosId));
	let live = sources.map((_, i) => i);
	let state = model.start(sources);
	for (let t = 0; live.length > 0; t++) {
		const step = model.step(
			state,
			Int32Array.from(live, (i) => translations[i]!.token),
		);
		state = step.state;
		const kept: number[] = [];
		live.forEach((i, row) => {
			const parent = translations[i]!;
			const token = targets[i]![t] ?? model.eosId;
			const logProb = parent.logProb + step.logProbs[row * model.vocabularySize + token]!;
			translations[i] = { parent, token, length: t + 1, logProb, weights: weightsRow(step, row) };
			if (t < targets[i]!.length) kept.push(row);
		});
		if (kept.length > 0 && kept.length < live.length) state = model.select(state, Int32Array.from(kept));
		live = kept.map((row) => live[row]!);
	}
	model.dispose(state);
	return translations.map((translation, i) =>
		toHypothesis(translation, { eosId: model.eosId, sourceLength: sources[i]!.length }),
	);
}
