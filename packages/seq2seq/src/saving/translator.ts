// A trained model with its vocabularies: sentences in, sentences out.
import { isString, requireList, requireMethods, requireOptions } from "@mirada/core-native/contract";
import { tokenize } from "../data/tokenize.js";
import { requireVocabulary, type Vocabulary } from "../data/vocabulary.js";
import type { Hypothesis } from "../decoding/decoding-model.js";
import { readStrategy, TRANSLATE_NAMES, type TranslateOptions, translate } from "../decoding/translate.js";
import type { TranslationModel } from "../model/translation-model.js";
import { joinTokens } from "./join-tokens.js";

/** One translation of one sentence. */
export interface Translation {
	/** Running text. */
	text: string;
	/** Target tokens. */
	tokens: string[];
	/** The tokens that were read; a word that the model does not know stands here as it was written. */
	sourceTokens: string[];
	/** T x S: row t was used while writing token t; null without attention. */
	weights: number[][] | null;
	/** For each target token the source token with the largest weight; null without attention. */
	alignment: number[] | null;
	/** log p(tokens | source). */
	logProb: number;
	/** What translations are ranked by: `logProb` after the penalties of a beam search. */
	score: number;
}

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

	/** Every hypothesis of every sentence, best first: one each with greedy search, several with a beam. */
	translateAll(sentences: readonly string[], options: TranslateOptions = {}): Translation[][] {
		requireList("Translator.translate", "sentences", sentences, "strings", isString);
		requireOptions("Translator.translate", options, TRANSLATE_NAMES);
		if (options.strategy !== undefined) readStrategy("Translator.translate", options.strategy);
		const { unkId } = this.sourceVocabulary;
		const tokens = sentences.map(tokenize);
		const sources = tokens.map((words) =>
			words.length === 0 ? [unkId] : this.sourceVocabulary.encode(words),
		);
		const strategy = {
			bannedIds: [this.targetVocabulary.unkId],
			...(options.strategy ?? { kind: "greedy" }),
		};
		const found = translate(this.model, sources, { ...options, strategy });
		return found.map((hypotheses, i) => hypotheses.map((hypothesis) => this.read(hypothesis, tokens[i]!)));
	}

	/** Frees the model. */
	dispose(): void {
		this.model.disposeVariables();
	}

	private read({ tokens, weights, logProb, score }: Hypothesis, sourceTokens: string[]): Translation {
		const words = this.targetVocabulary.decode(tokens);
		const alignment = weights?.map((row) => row.indexOf(Math.max(...row))) ?? null;
		return { text: joinTokens(words), tokens: words, sourceTokens, weights, alignment, logProb, score };
	}
}
