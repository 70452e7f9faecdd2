// One sentence, its translation, and the weights between them.

import { forceDecodeAll, type Translator, tokenize, translate, type Vocabulary } from "@mirada/seq2seq";

export interface SentenceMap {
	source: string[];
	target: string[];
	/** (T, S) */
	weights: number[][];
	/** Words that the model reads as `<unk>`. */
	unknown: string[];
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
	const { model, sourceVocabulary, targetVocabulary } = translator;
	const source = tokenize(sentence);
	const ids = source.length > 0 ? sourceVocabulary.encode(source) : [sourceVocabulary.unkId];
	const unknown = unknownWords(source, sourceVocabulary);
	if (target !== undefined) {
		const words = tokenize(target);
		const [forced] = forceDecodeAll(model, [ids], [targetVocabulary.encode(words)]);
		return { source, target: words, weights: forced!.weights ?? [], unknown };
	}
	const bannedIds = [targetVocabulary.unkId];
	const strategy =
		beam > 1
			? ({ kind: "beam", beamSize: beam, bannedIds } as const)
			: ({ kind: "greedy", bannedIds } as const);
	const best = translate(model, [ids], { strategy })[0]![0]!;
	return { source, target: targetVocabulary.decode(best.tokens), weights: best.weights ?? [], unknown };
}

/** The words that a model reads as `<unk>`. */
export function unknownWords(words: readonly string[], vocabulary: Vocabulary): string[] {
	const ids = vocabulary.encode(words);
	return words.filter((_, index) => ids[index] === vocabulary.unkId);
}
