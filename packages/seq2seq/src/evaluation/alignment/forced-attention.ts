// Attention maps for given translations: what a model looks at while it is made to write the reference.
import { type OptionNames, requireInteger, requireOptions } from "@mirada/core-native/contract";
import { requirePairs } from "../../data/corpus.js";
import { requireVocabularies, type Vocabulary } from "../../data/vocabulary.js";
import { requireModel } from "../../decoding/decoding-limits.js";
import type { DecodingModel } from "../../decoding/decoding-model.js";
import { forceDecodeAll } from "../../decoding/translate.js";
import type { AttentionMap } from "./attention-map.js";

export interface ForcedAttentionInput<State> {
	model: DecodingModel<State>;
	vocabularies: { source: Vocabulary; target: Vocabulary };
	/** Sentences and the translations to be forced: `references[0]` where gold links belong to it. */
	pairs: readonly { source: readonly string[]; target: readonly string[] }[];
	/** Most sentences of a batch. Default 256. */
	maxBatchRows?: number;
}

const NAMES: OptionNames<ForcedAttentionInput<unknown>> = {
	model: true,
	vocabularies: true,
	pairs: true,
	maxBatchRows: true,
};

/** One map per pair, T x S over its own words; words outside the vocabulary are read and forced as `<unk>`. */
export function forcedAttention<State>(input: ForcedAttentionInput<State>): AttentionMap[] {
	const where = "forcedAttention";
	requireOptions(where, input, NAMES);
	const { model, vocabularies, pairs, maxBatchRows } = input;
	requireModel(where, model);
	requireVocabularies(where, vocabularies);
	requirePairs(where, "pairs", pairs);
	if (maxBatchRows !== undefined) requireInteger(where, "maxBatchRows", maxBatchRows, 1);
	const empty = pairs.findIndex(({ source }) => source.length === 0);
	if (empty !== -1) {
		throw new RangeError(`forcedAttention: expected at least one word per source, got none at ${empty}`);
	}
	const forced = forceDecodeAll(
		model,
		pairs.map(({ source }) => vocabularies.source.encode(source)),
		pairs.map(({ target }) => vocabularies.target.encode(target)),
		{ maxBatchRows },
	);
	return forced.map(({ weights, paddingMass }) => {
		if (weights === null) {
			throw new RangeError("forcedAttention: expected a model with attention, got one without weights");
		}
		return { weights, paddingMass, eosMass: null };
	});
}
