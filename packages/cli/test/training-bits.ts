// The first steps of training on the backend `mirada-wasm`, as bits: the same in every engine. Bundled for Node and for
// a page.

import { registerWasmBackend, type WasmBackendOptions } from "@mirada/core-native/wasm";
import {
	Adam,
	encodePairs,
	generateBuiltinCorpus,
	makeBatches,
	TranslationModel,
	trainStep,
	Vocabulary,
} from "@mirada/seq2seq";
import * as tf from "@tensorflow/tfjs";

const STEPS = 20;
const WORDS = 300;
const UNITS = 32;

const hexOf = (bits: number) => bits.toString(16).padStart(8, "0");

/** All bits in one number (FNV-1a, by words). */
function hashOf(values: Float32Array): number {
	let hash = 0x811c9dc5;
	for (const word of new Uint32Array(values.buffer, values.byteOffset, values.length))
		hash = Math.imul(hash ^ word, 0x01000193) >>> 0;
	return hash;
}

/** One line a step: the model, the step, the loss; and one a variable after the last step. */
export async function trainingBits(options: WasmBackendOptions): Promise<string[]> {
	await registerWasmBackend(options);
	await tf.setBackend("mirada-wasm");
	const pairs = generateBuiltinCorpus({ size: 800, seed: 1 });
	const vocabularyOf = (side: "source" | "target") =>
		Vocabulary.build(
			pairs.map((pair) => pair[side]),
			WORDS,
		);
	const [source, target] = [vocabularyOf("source"), vocabularyOf("target")];
	const batches = makeBatches(encodePairs(pairs, source, target), { batchSize: 16, seed: 1, epoch: 0 });
	const lines: string[] = [];
	for (const attention of ["none", "luong-general", "multi-head"] as const) {
		const model = new TranslationModel({
			sourceVocabularySize: source.size,
			targetVocabularySize: target.size,
			embeddingSize: UNITS,
			units: UNITS,
			attention,
		});
		const optimizer = new Adam(model.variables);
		for (let step = 0; step < STEPS; step++) {
			const { loss } = trainStep(model, optimizer, batches[step % batches.length]!, 0.01);
			const [bits] = new Uint32Array(Float32Array.of(loss).buffer) as unknown as [number];
			lines.push(`${attention} ${step} ${hexOf(bits)} ${loss}`);
		}
		for (const [name, variable] of model.variables)
			lines.push(`${attention} ${name} ${hexOf(hashOf(variable.dataSync<"float32">()))}`);
		optimizer.dispose();
		model.disposeVariables();
	}
	return lines;
}
