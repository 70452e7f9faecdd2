// Links between the words of sentences and of translations that are given, from where the model looks while it is made
// to write them.
import { type OptionNames, requireOptions } from "@mirada/core-native/contract";
import { type AlignmentLink, requirePairs } from "../../data/corpus.js";
import { type AlignMapOptions, alignMap, readMethod } from "./align-map.js";
import { type ForcedAttentionInput, forcedAttention } from "./forced-attention.js";

export interface AlignSentencesInput<State> extends ForcedAttentionInput<State> {
	/** How a map becomes links. Default `{ method: "sinkhorn" }`. */
	alignment?: AlignMapOptions;
}

const NAMES: OptionNames<AlignSentencesInput<unknown>> = {
	model: true,
	vocabularies: true,
	pairs: true,
	maxBatchRows: true,
	alignment: true,
};

/**
 * The links of every pair. Unknown words are aligned as `<unk>`; a pair without a source or without a target word has
 * no links. For the model's own translations, give the weights that come with them to `alignMap`.
 */
export function alignSentences<State>(input: AlignSentencesInput<State>): AlignmentLink[][] {
	const where = "alignSentences";
	requireOptions(where, input, NAMES);
	const { alignment = {}, ...forced } = input;
	readMethod(where, alignment);
	requirePairs(where, "pairs", forced.pairs);
	const hasWords = forced.pairs.map(({ source, target }) => source.length > 0 && target.length > 0);
	const maps = forcedAttention({ ...forced, pairs: forced.pairs.filter((_, i) => hasWords[i]) }).values();
	return hasWords.map((isFull) => (isFull ? alignMap(maps.next().value!, alignment) : []));
}
