// Training steps on generated pairs, the same on every backend.

import {
	Adam,
	type AttentionScore,
	encodePairs,
	generateBuiltinCorpus,
	makeBatches,
	TranslationModel,
	trainStep,
	Vocabulary,
} from "@mirada/seq2seq";

export interface TrainingSettings {
	units: number;
	vocabulary: number;
	batch: number;
}

export interface Training {
	/** One step: target words that it took in, and the loss before it. */
	step(): { words: number; loss: number };
	release(): void;
}

export function startTraining(attention: AttentionScore, settings: TrainingSettings): Training {
	const pairs = generateBuiltinCorpus({ size: 4_000, seed: 1 });
	const source = Vocabulary.build(
		pairs.map((pair) => pair.source),
		settings.vocabulary,
	);
	const target = Vocabulary.build(
		pairs.map((pair) => pair.target),
		settings.vocabulary,
	);
	const examples = encodePairs(pairs, source, target);
	const batches = makeBatches(examples, { batchSize: settings.batch, seed: 1, epoch: 0 });
	const model = new TranslationModel({
		// The size that was asked for, however many words the generated pairs have: the loss depends on it.
		sourceVocabularySize: settings.vocabulary,
		targetVocabularySize: settings.vocabulary,
		embeddingSize: settings.units,
		units: settings.units,
		attention,
	});
	const optimizer = new Adam(model.variables);
	let next = 0;
	return {
		step() {
			const batch = batches[next++ % batches.length]!;
			const { loss } = trainStep(model, optimizer, batch, 1e-3);
			return { words: batch.targetLengths.reduce((total, length) => total + length, 0), loss };
		},
		release() {
			optimizer.dispose();
			model.disposeVariables();
		},
	};
}
