// A trained model with its vocabularies: sentences in, sentences out.
import { isString, requireList, requireMethods, requireOptions } from "@mirada/core-native/contract";
import { joinTokens } from "../data/join-tokens.js";
import { tokenize } from "../data/tokenize.js";
import { requireVocabulary, type Vocabulary } from "../data/vocabulary.js";
import type { Hypothesis } from "../decoding/decoding-model.js";
import { readStrategy, TRANSLATE_NAMES, type TranslateOptions, translate } from "../decoding/translate.js";
import type { TranslationModel } from "../model/translation-model.js";

/** One translation of one sentence. */
export interface Translation {
	/** Running text. */
	text: string;
	/** Target tokens. */
	tokens: string[];
	/** The tokens that were read; a word that the model does not know stands here as it was written. */
	sourceTokens: string[];
	/** Source tokens that the model does not know, each once: it reads `<unk>` in their place. */
	unknownWords: string[];
	/** T x S: row t was used while writing token t; null without attention. */
	weights: number[][] | null;
	/** For each target token the source token with the largest weight; null without attention. */
	alignment: number[] | null;
	/** log p(tokens | source). */
	logProb: number;
	/** What translations are ranked by: `logProb` after the penalties of a beam search. */
	score: number;
	/** False where the translation was cut at `maxOutputLength`. */
	finished: boolean;
}

type ReadHypothesis = Pick<Hypothesis, "tokens" | "weights" | "logProb" | "score" | "finished">;

export class Translator {
	constructor(
		readonly model: TranslationModel,
		readonly sourceVocabulary: Vocabulary,
		readonly targetVocabulary: Vocabulary,
		/** What was saved with the translator. */
		readonly info: Readonly<Record<string, string>> = {},
	) {
		requireMethods("Translator", "model", model, "a TranslationModel", ["start", "step", "disposeVariables"]);
		requireVocabulary("Translator", "sourceVocabulary", sourceVocabulary);
		requireVocabulary("Translator", "targetVocabulary", targetVocabulary);
	}

	/** The best translation of one sentence, or of each. Greedy unless told otherwise, never writing `<unk>`. */
	translate(sentence: string, options?: TranslateOptions): Translation;
	translate(sentences: readonly string[], options?: TranslateOptions): Translation[];
	translate(sentences: string | readonly string[], options?: TranslateOptions): Translation | Translation[] {
		if (typeof sentences === "string") return this.translateAll([sentences], options)[0]![0]!;
		return this.translateAll(sentences, options).map(([best]) => best!);
	}

	/**
	 * Every hypothesis of every sentence, best first: one each with greedy search, several with a beam. A sentence
	 * without a word has one translation, the empty one: there is nothing to read, so nothing is made up.
	 */
	translateAll(sentences: readonly string[], options: TranslateOptions = {}): Translation[][] {
		requireList("Translator.translate", "sentences", sentences, "strings", isString);
		requireOptions("Translator.translate", options, TRANSLATE_NAMES);
		if (options.strategy !== undefined) readStrategy("Translator.translate", options.strategy);
		const tokens = sentences.map(tokenize);
		const full = tokens.filter(({ length }) => length > 0);
		const sources = full.map((words) => this.sourceVocabulary.encode(words));
		const strategy = {
			bannedIds: [this.targetVocabulary.unkId],
			...(options.strategy ?? { kind: "greedy" }),
		};
		const found = translate(this.model, sources, { ...options, strategy });
		const next = found.values();
		return tokens.map((words) =>
			words.length === 0
				? [this.read(this.emptyHypothesis(), words)]
				: next.next().value!.map((hypothesis) => this.read(hypothesis, words)),
		);
	}

	/** Frees the model. */
	dispose(): void {
		this.model.disposeVariables();
	}

	private emptyHypothesis(): ReadHypothesis {
		const weights = this.model.config.attention === "none" ? null : [];
		return { tokens: [], finished: true, logProb: 0, score: 0, weights };
	}

	private read(
		{ tokens, weights, logProb, score, finished }: ReadHypothesis,
		sourceTokens: string[],
	): Translation {
		const words = this.targetVocabulary.decode(tokens);
		const alignment = weights?.map((row) => row.indexOf(Math.max(...row))) ?? null;
		const unknownWords = this.sourceVocabulary.unknownWords(sourceTokens);
		const text = joinTokens(words);
		return { text, tokens: words, sourceTokens, unknownWords, weights, alignment, logProb, score, finished };
	}
}
