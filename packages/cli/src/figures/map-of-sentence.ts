// One sentence, its translation, and the weights between them.

import { forceDecodeAll, type Translator, tokenize } from "@mirada/seq2seq";

export interface SentenceMap {
	source: string[];
	target: string[];
	/** (T, S) */
	weights: number[][];
	/** Words that the model reads as `<unk>`, each once. */
	unknownWords: string[];
	/** False where the translation was cut at the decoder's limit. */
	finished: boolean;
}

export interface MapOptions {
	/** Force this translation instead of searching for one. */
	target?: string;
	/** 1 is greedy. */
	beam?: number;
}

export function mapOfSentence(
	translator: Translator,
	sentence: string,
	{ target, beam = 1 }: MapOptions = {},
): SentenceMap {
	if (target !== undefined) return mapOfPair(translator, tokenize(sentence), tokenize(target));
	const strategy = beam > 1 ? ({ kind: "beam", beamSize: beam } as const) : ({ kind: "greedy" } as const);
	const { sourceTokens, tokens, weights, unknownWords, finished } = translator.translate(sentence, {
		strategy,
	});
	return { source: sourceTokens, target: tokens, weights: weights ?? [], unknownWords, finished };
}

function mapOfPair(
	{ model, sourceVocabulary, targetVocabulary }: Translator,
	source: string[],
	target: string[],
): SentenceMap {
	const [forced] = forceDecodeAll(
		model,
		[sourceVocabulary.encode(source)],
		[targetVocabulary.encode(target)],
	);
	const unknownWords = sourceVocabulary.unknownWords(source);
	return { source, target, weights: forced!.weights ?? [], unknownWords, finished: true };
}
