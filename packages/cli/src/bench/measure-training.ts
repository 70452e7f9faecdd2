// Training steps on generated pairs for a few seconds, in target words per second.

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

export interface TrainingMeasurement {
	units: number;
	vocabulary: number;
	batch: number;
	/** How long to measure, after the first steps. */
	seconds: number;
}

/** Caches, pools and compiled code settle in them. */
const unmeasuredSteps = 2;

export async function measureTraining(
	attention: AttentionScore,
	options: TrainingMeasurement,
): Promise<number> {
	const pairs = generateBuiltinCorpus({ size: 4_000, seed: 1 });
	const source = Vocabulary.build(
		pairs.map((pair) => pair.source),
		options.vocabulary,
	);
	const target = Vocabulary.build(
		pairs.map((pair) => pair.target),
		options.vocabulary,
	);
	const examples = encodePairs(pairs, source, target);
	const batches = makeBatches(examples, { batchSize: options.batch, seed: 1, epoch: 0 });
	const model = new TranslationModel({
		// The size that was asked for, however many words the generated pairs have: the loss depends on it.
		sourceVocabularySize: options.vocabulary,
		targetVocabularySize: options.vocabulary,
		embeddingSize: options.units,
		units: options.units,
		attention,
	});
	const optimizer = new Adam(model.variables);
	let words = 0;
	let began = performance.now();
	for (let step = 0; ; step++) {
		const batch = batches[step % batches.length]!;
		trainStep(model, optimizer, batch, 1e-3);
		if (step + 1 === unmeasuredSteps) began = performance.now();
		if (step < unmeasuredSteps) continue;
		words += batch.targetLengths.reduce((total, length) => total + length, 0);
		if (performance.now() - began >= options.seconds * 1000) break;
	}
	const rate = words / ((performance.now() - began) / 1000);
	optimizer.dispose();
	model.disposeVariables();
	return rate;
}
