// Everything that is said about a translator on a test set: its translations, their scores, its speed.
import { isStringList, type OptionNames, requireList, requireOptions } from "@mirada/core-native/contract";
import { type ReferencedSentence, requireReferenced } from "../data/corpus.js";
import type { DecodingStrategy } from "../decoding/translate.js";
import { type BleuScore, corpusBleu } from "./bleu.js";
import { type ChrfScore, corpusChrf } from "./chrf.js";
import { bleuByLength, type LengthBucket } from "./length-buckets.js";
import { type OutputSummary, summarizeOutputs } from "./output-summary.js";
import { type PairedBootstrap, pairedBootstrap } from "./paired-bootstrap.js";
import { RESAMPLING_NAMES, type ResamplingOptions, requireResampling } from "./resampling.js";
import type { ScoredTokenizer } from "./scored-text.js";
import {
	referenceTexts,
	SENTENCES_NAMES,
	type SentencesInput,
	type TranslatedSentence,
	tokenizerOf,
	translateSentences,
	translationTexts,
} from "./translated-sentences.js";

export interface EvaluateInput<State> extends SentencesInput<State> {
	/** Default greedy, at most 40 tokens. */
	strategy?: DecodingStrategy;
}

const NAMES: OptionNames<EvaluateInput<unknown>> = { ...SENTENCES_NAMES, strategy: true };

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
	const found = translateSentences("evaluateTranslator", input, input?.strategy, NAMES);
	const { sentences, strategy, bleuTokenizer, seconds } = found;
	const hypotheses = sentences.map((sentence) => sentence.hypotheses);
	const best = hypotheses.map(([first]) => first!);
	const bleu = { tokenize: bleuTokenizer };
	const texts = translationTexts(sentences, bleuTokenizer);
	const references = referenceTexts(sentences, bleuTokenizer);
	const tokens = best.reduce((sum, hypothesis) => sum + hypothesis.tokens.length, 0);
	return {
		sentences,
		strategy,
		bleuTokenizer,
		outputs: summarizeOutputs(sentences),
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
