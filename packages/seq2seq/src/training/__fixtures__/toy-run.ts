// For tests: a corpus of twenty pairs and a model small enough to learn it in a second.
import type { ReferencedSentence } from "../../data/corpus.js";
import { encodePairs } from "../../data/batches.js";
import { Vocabulary } from "../../data/vocabulary.js";
import { type TranslationModelConfig } from "../../model/model-config.js";
import { TranslationModel } from "../../model/translation-model.js";

const WORDS = ["uno", "dos", "tres", "cuatro", "cinco", "seis"];

/** A source of two to four words; the target says it backwards. */
const pairs = Array.from({ length: 20 }, (_, i) => {
	const source = Array.from({ length: 2 + (i % 3) }, (_, j) => WORDS[(i * (j + 1) + j * 5) % WORDS.length]!);
	return { source, target: [...source].reverse() };
});

/** Everything that a run needs, new each time. */
export function toyRun(options: Partial<TranslationModelConfig> = {}) {
	const vocabulary = Vocabulary.build(pairs.map(({ source }) => source), 10);
	const validation: ReferencedSentence[] = pairs
		.slice(0, 6)
		.map(({ source, target }) => ({ source, references: [target] }));
	return {
		model: new TranslationModel({
			sourceVocabularySize: vocabulary.size,
			targetVocabularySize: vocabulary.size,
			embeddingSize: 8,
			units: 16,
			dropoutRate: 0.1,
			...options,
		}),
		examples: encodePairs(pairs, vocabulary, vocabulary),
		vocabularies: { source: vocabulary, target: vocabulary },
		validation,
	};
}

/** Every bit of a model's weights, as text. */
export function bitsOf(model: TranslationModel): string {
	const values = [...model.variables.values()].map((variable) => [...new Int32Array(Float32Array.from(variable.dataSync()).buffer)]);
	return JSON.stringify(values);
}
