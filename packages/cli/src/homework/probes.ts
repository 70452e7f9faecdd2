// What the first two criteria are judged on: a look into the trained model with a batch of sentences of
// different lengths, so that there is padding to be tempted by.

import { encodePairs, padBatch, type ReferencedSentence, type Translator } from "@mirada/seq2seq";
import type { ProbeReport } from "../results/report.js";

const probeSentences = 32;

export function probeModel(
	{ model, sourceVocabulary, targetVocabulary }: Translator,
	sentences: readonly ReferencedSentence[],
): ProbeReport {
	const chosen = sentences.slice(0, probeSentences);
	const pairs = chosen.map(({ source, references }) => ({ source, target: references[0]! }));
	const batch = padBatch(encodePairs(pairs, sourceVocabulary, targetVocabulary));
	const { shape, gradient } = model.memoryGradient(batch);
	const [B, S, U] = shape;
	const sourcePositions = batch.sourceLengths.reduce((total, length) => total + length, 0);
	let positionsWithGradient = 0;
	for (let b = 0; b < B; b++) {
		for (let s = 0; s < batch.sourceLengths[b]!; s++) {
			const row = gradient.subarray((b * S + s) * U, (b * S + s + 1) * U);
			if (row.every(Number.isFinite) && row.some((value) => value !== 0)) positionsWithGradient++;
		}
	}
	return {
		encoderOutputs: shape,
		expectedOutputs: [batch.batchSize, batch.sourceLength, model.config.units],
		...rowSums(model, batch),
		sourcePositions,
		positionsWithGradient,
	};
}

type Model = Translator["model"];
type Batch = ReturnType<typeof padBatch>;

/** Rows of real target words only: those behind a sentence's end are never used. */
function rowSums(model: Model, batch: Batch): Pick<ProbeReport, "largestRowError" | "paddingMass"> {
	const weights = model.attentionWeights(batch);
	if (weights === null) return { largestRowError: 1, paddingMass: 0 };
	const [B, T, S] = weights.shape;
	let largestRowError = 0;
	let paddingMass = 0;
	for (let b = 0; b < B; b++) {
		const length = batch.sourceLengths[b]!;
		for (let t = 0; t < batch.targetLengths[b]!; t++) {
			const row = weights.values.subarray((b * T + t) * S, (b * T + t + 1) * S);
			const total = row.reduce((sum, weight) => sum + weight, 0);
			largestRowError = Math.max(largestRowError, Math.abs(1 - total));
			paddingMass += row.subarray(length).reduce((sum, weight) => sum + weight, 0);
		}
	}
	return { largestRowError, paddingMass };
}
