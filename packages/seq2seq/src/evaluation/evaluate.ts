// Everything that is said about a translator on a test set: its translations, their scores, its speed.
import {
	isStringList,
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
import { type BleuScore, corpusBleu, requireChoice } from "./bleu.js";
import { type ChrfScore, corpusChrf } from "./chrf.js";
import { bleuByLength, type LengthBucket } from "./length-buckets.js";
import { type OutputSummary, summarizeOutputs } from "./output-summary.js";
import { type PairedBootstrap, pairedBootstrap } from "./paired-bootstrap.js";
import { RESAMPLING_NAMES, type ResamplingOptions, requireResampling } from "./resampling.js";
import { bleuTokenizerFor, SCORED_TOKENIZERS, type ScoredTokenizer, scoredText } from "./scored-text.js";

export interface EvaluateInput<State> {
	model: DecodingModel<State>;
	vocabularies: { source: Vocabulary; target: Vocabulary };
	sentences: readonly ReferencedSentence[];
	/** Default greedy, at most 40 tokens. */
	strategy?: DecodingStrategy;
	/** Whether `<unk>` may be written. Default false: it is never right. */
	allowUnknown?: boolean;
	/** What BLEU is computed by. Default: what the references' script asks for (`bleuTokenizerFor`). */
	bleuTokenizer?: ScoredTokenizer;
	/** Most rows of a batch; a sentence takes `beamSize` of them. Default 256. */
	maxBatchRows?: number;
	onProgress?: (progress: { done: number; total: number }) => void;
}

const NAMES: OptionNames<EvaluateInput<unknown>> = {
	model: true,
	vocabularies: true,
	sentences: true,
	strategy: true,
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

export interface Evaluation {
	sentences: TranslatedSentence[];
	strategy: DecodingStrategy;
	bleuTokenizer: ScoredTokenizer;
	/** Whether the outputs are translations at all. */
	outputs: OutputSummary;
	/** Against all references of each sentence. */
	bleu: BleuScore;
	/** Against the first reference of each sentence only. */
	bleuFirstReference: BleuScore;
	/** chrF2 against all references. */
	chrf: ChrfScore;
	/** chrF2++ against all references. */
	chrfPlusPlus: ChrfScore;
	/** BLEU by source length, under the name `bleu`. */
	byLength: LengthBucket[];
	/** Largest attention mass on padding in any row of any hypothesis: must be exactly 0. */
	paddingMass: number;
	/** Translations cut at `maxOutputLength`. */
	unfinished: number;
	speed: { seconds: number; sentencesPerSecond: number; tokensPerSecond: number };
}

/** Translates the sentences and scores the best hypothesis of each. */
export function evaluateTranslator<State>(input: EvaluateInput<State>): Evaluation {
	const where = "evaluateTranslator";
	requireOptions(where, input, NAMES);
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
	if (input.strategy !== undefined) {
		readStrategy(where, input.strategy);
		requireList(where, "strategy.bannedIds", input.strategy.bannedIds ?? [], "token ids");
	}
	if (sentences.length === 0) throw new RangeError(`${where}: expected at least one sentence, got none`);
	const lone = sentences.findIndex(({ references }) => references.length === 0);
	if (lone !== -1)
		throw new RangeError(`${where}: expected a reference for every sentence, got none at ${lone}`);
	const strategy = withUnknownBanned(input.strategy ?? { kind: "greedy" }, allowUnknown, vocabularies.target);
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
	const best = hypotheses.map(([first]) => first!);
	const bleuTokenizer = input.bleuTokenizer ?? tokenizerOf(sentences);
	const bleu = { tokenize: bleuTokenizer };
	const texts = translationTexts(translated, bleuTokenizer);
	const references = referenceTexts(translated, bleuTokenizer);
	const tokens = best.reduce((sum, hypothesis) => sum + hypothesis.tokens.length, 0);
	return {
		sentences: translated,
		strategy,
		bleuTokenizer,
		outputs: summarizeOutputs(translated),
		bleu: corpusBleu(texts, references, bleu),
		bleuFirstReference: corpusBleu(
			texts,
			references.map(([first]) => [first!]),
			bleu,
		),
		chrf: corpusChrf(texts, references),
		chrfPlusPlus: corpusChrf(texts, references, { wordOrder: 2 }),
		byLength: bleuByLength({
			sourceLengths: sentences.map(({ source }) => source.length),
			systems: { bleu: texts },
			references,
			bleu,
		}),
		paddingMass: hypotheses.flat().reduce((most, hypothesis) => Math.max(most, hypothesis.paddingMass), 0),
		unfinished: best.filter((hypothesis) => !hypothesis.finished).length,
		speed: { seconds, sentencesPerSecond: sentences.length / seconds, tokensPerSecond: tokens / seconds },
	};
}

export interface EvaluationComparison {
	/** On BLEU against all references. */
	bootstrap: PairedBootstrap;
	/** On BLEU against the first reference only. */
	bootstrapFirstReference: PairedBootstrap;
	/** BLEU of `baseline` and `candidate` by source length. */
	byLength: LengthBucket[];
}

/** Two translators on the same sentences: is the candidate better, and where? */
export function compareEvaluations(
	baseline: Pick<Evaluation, "sentences"> & Partial<Pick<Evaluation, "bleuTokenizer">>,
	candidate: Pick<Evaluation, "sentences">,
	options: ResamplingOptions = {},
): EvaluationComparison {
	const where = "compareEvaluations";
	requireOptions(where, options, RESAMPLING_NAMES);
	requireResampling(where, options);
	for (const [name, evaluation] of Object.entries({ baseline, candidate })) {
		const sentences: unknown = evaluation?.sentences;
		requireReferenced(where, `${name}.sentences`, sentences);
		requireList(where, `${name}.sentences`, sentences, "translated sentences", (sentence) =>
			isStringList((sentence as Partial<TranslatedSentence>).translation),
		);
		if (sentences.length === 0) throw new RangeError(`${where}: expected at least one sentence, got none`);
	}
	const sameSentence = ({ source, references }: ReferencedSentence) => JSON.stringify([source, references]);
	const odd = baseline.sentences.findIndex((sentence, i) => {
		const other = candidate.sentences[i];
		return other === undefined || sameSentence(sentence) !== sameSentence(other);
	});
	if (odd !== -1 || baseline.sentences.length !== candidate.sentences.length) {
		throw new RangeError(
			`compareEvaluations: expected the same sentences in the same order, got different ones at ${odd === -1 ? baseline.sentences.length : odd}`,
		);
	}
	const tokenizer = baseline.bleuTokenizer ?? tokenizerOf(baseline.sentences);
	const bleu = { tokenize: tokenizer };
	const systems = {
		baseline: translationTexts(baseline.sentences, tokenizer),
		candidate: translationTexts(candidate.sentences, tokenizer),
	};
	const references = referenceTexts(baseline.sentences, tokenizer);
	const firstReferences = references.map(([first]) => [first!]);
	return {
		bootstrap: pairedBootstrap({ ...options, ...systems, references, bleu }),
		bootstrapFirstReference: pairedBootstrap({
			...options,
			...systems,
			references: firstReferences,
			bleu,
		}),
		byLength: bleuByLength({
			sourceLengths: baseline.sentences.map(({ source }) => source.length),
			systems,
			references,
			bleu,
		}),
	};
}

function withUnknownBanned(
	strategy: DecodingStrategy,
	allowUnknown: boolean,
	{ unkId }: Vocabulary,
): DecodingStrategy {
	if (allowUnknown || strategy.bannedIds?.includes(unkId)) return strategy;
	return { ...strategy, bannedIds: [...(strategy.bannedIds ?? []), unkId] };
}

function tokenizerOf(sentences: readonly ReferencedSentence[]): ScoredTokenizer {
	return bleuTokenizerFor(sentences.flatMap(({ references }) => references));
}

function translationTexts(sentences: readonly TranslatedSentence[], tokenizer: ScoredTokenizer): string[] {
	return sentences.map(({ translation }) => scoredText(translation, tokenizer));
}

function referenceTexts(sentences: readonly ReferencedSentence[], tokenizer: ScoredTokenizer): string[][] {
	return sentences.map(({ references }) => references.map((words) => scoredText(words, tokenizer)));
}
