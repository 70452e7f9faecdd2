// Held-out sentences as a translator writes them, before anything is scored: what every evaluation begins with.
import {
	type OptionNames,
	requireInteger,
	requireKind,
	requireList,
	requireOptions,
} from "@mirada/core-native/contract";
import { type ReferencedSentence, requireReferenced } from "../data/corpus.js";
import { requireVocabularies, type Vocabulary } from "../data/vocabulary.js";
import { requireModel } from "../decoding/decoding-limits.js";
import type { DecodingModel, Hypothesis } from "../decoding/decoding-model.js";
import { type DecodingStrategy, readStrategy, translate } from "../decoding/translate.js";
import { requireChoice } from "./bleu.js";
import { bleuTokenizerFor, SCORED_TOKENIZERS, type ScoredTokenizer, scoredText } from "./scored-text.js";

/** What is translated, by which model. */
export interface SentencesInput<State> {
	model: DecodingModel<State>;
	vocabularies: { source: Vocabulary; target: Vocabulary };
	sentences: readonly ReferencedSentence[];
	/** Whether `<unk>` may be written. Default false: it is never right. */
	allowUnknown?: boolean;
	/** What BLEU is computed by. Default: what the references' script asks for (`bleuTokenizerFor`). */
	bleuTokenizer?: ScoredTokenizer;
	/** Most rows of a batch; a sentence takes `beamSize` of them. Default 256. */
	maxBatchRows?: number;
	onProgress?: (progress: { done: number; total: number }) => void;
}

export const SENTENCES_NAMES: OptionNames<SentencesInput<unknown>> = {
	model: true,
	vocabularies: true,
	sentences: true,
	allowUnknown: true,
	bleuTokenizer: true,
	maxBatchRows: true,
	onProgress: true,
};

export interface TranslatedSentence extends ReferencedSentence {
	/** The best hypothesis as words, and as BLEU sees it: joined by spaces. */
	translation: string[];
	/** All hypotheses asked for, best first, with their scores and attention weights. */
	hypotheses: Hypothesis[];
}

export interface TranslatedSentences {
	sentences: TranslatedSentence[];
	/** With `<unk>` banned, unless it is allowed. */
	strategy: DecodingStrategy;
	bleuTokenizer: ScoredTokenizer;
	/** Time spent in the search. */
	seconds: number;
}

/** Checks the input in the name of `where`; `names` are those that its caller knows. */
export function translateSentences<State>(
	where: string,
	input: SentencesInput<State>,
	asked: DecodingStrategy | undefined,
	names: Readonly<Record<string, true>>,
): TranslatedSentences {
	requireOptions(where, input, names);
	const { model, vocabularies, sentences, allowUnknown = false, maxBatchRows, onProgress } = input;
	requireModel(where, model);
	requireVocabularies(where, vocabularies);
	requireReferenced(where, "sentences", sentences);
	requireKind(where, "allowUnknown", allowUnknown, "boolean");
	if (input.bleuTokenizer !== undefined) {
		requireChoice(where, "bleuTokenizer", input.bleuTokenizer, SCORED_TOKENIZERS);
	}
	if (maxBatchRows !== undefined) requireInteger(where, "maxBatchRows", maxBatchRows, 1);
	if (onProgress !== undefined) requireKind(where, "onProgress", onProgress, "function");
	if (asked !== undefined) {
		readStrategy(where, asked);
		requireList(where, "strategy.bannedIds", asked.bannedIds ?? [], "token ids");
	}
	if (sentences.length === 0) throw new RangeError(`${where}: expected at least one sentence, got none`);
	const lone = sentences.findIndex(({ references }) => references.length === 0);
	if (lone !== -1)
		throw new RangeError(`${where}: expected a reference for every sentence, got none at ${lone}`);
	const strategy = withUnknownBanned(asked ?? { kind: "greedy" }, allowUnknown, vocabularies.target);
	const sources = sentences.map(({ source }) =>
		source.length === 0 ? [vocabularies.source.unkId] : vocabularies.source.encode(source),
	);
	const began = performance.now();
	const hypotheses = translate(model, sources, { strategy, maxBatchRows, onProgress });
	const seconds = (performance.now() - began) / 1000;
	const translated = sentences.map((sentence, i): TranslatedSentence => {
		const translation = vocabularies.target.decode(hypotheses[i]![0]!.tokens);
		return { ...sentence, translation, hypotheses: hypotheses[i]! };
	});
	const bleuTokenizer = input.bleuTokenizer ?? tokenizerOf(sentences);
	return { sentences: translated, strategy, bleuTokenizer, seconds };
}

function withUnknownBanned(
	strategy: DecodingStrategy,
	allowUnknown: boolean,
	{ unkId }: Vocabulary,
): DecodingStrategy {
	if (allowUnknown || strategy.bannedIds?.includes(unkId)) return strategy;
	return { ...strategy, bannedIds: [...(strategy.bannedIds ?? []), unkId] };
}

export function tokenizerOf(sentences: readonly ReferencedSentence[]): ScoredTokenizer {
	return bleuTokenizerFor(sentences.flatMap(({ references }) => references));
}

export function translationTexts(
	sentences: readonly TranslatedSentence[],
	tokenizer: ScoredTokenizer,
): string[] {
	return sentences.map(({ translation }) => scoredText(translation, tokenizer));
}

export function referenceTexts(
	sentences: readonly ReferencedSentence[],
	tokenizer: ScoredTokenizer,
): string[][] {
	return sentences.map(({ references }) => references.map((words) => scoredText(words, tokenizer)));
}
