// The homework's model and data as files that every contender reads: weights, batches of training, sources to decode.

import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
	Adam,
	encodePairs,
	generateBuiltinCorpus,
	makeBatches,
	splitBySource,
	TranslationModel,
	trainStep,
	Vocabulary,
} from "@mirada/seq2seq";
import { readCorpus } from "@mirada/seq2seq/node";

export const VOCABULARY = 8000;
const BATCH = 64;

export function newModel(attention) {
	const sizes = { sourceVocabularySize: VOCABULARY, targetVocabularySize: VOCABULARY };
	return new TranslationModel({ ...sizes, attention, seed: 1 });
}

/**
 * Writes into `folder`, unless it is there: the model's variables as <name>.f32, before any training or after
 * `steps`; `batches.json`, `batches` of the first epoch spread over its lengths; `sources.json`, 320 test sources.
 */
export async function writeTranslationFiles({ folder, attention, data, steps = 0, batches: count }) {
	const done = join(folder, "shapes.json");
	if (existsSync(done)) return { folder };
	mkdirSync(folder, { recursive: true });
	const pairs = data ? (await readCorpus(data)).pairs : generateBuiltinCorpus({ size: 20_000, seed: 1 });
	const split = splitBySource(pairs, { testSources: 2000, validationSources: 1000, seed: 1 });
	const build = (side) =>
		Vocabulary.build(
			split.train.map((pair) => pair[side]),
			VOCABULARY,
		);
	const vocabularies = [build("source"), build("target")];
	const examples = encodePairs(split.train, ...vocabularies);
	const batches = makeBatches(examples, { batchSize: BATCH, seed: 1, epoch: 0 });
	const full = batches.filter((batch) => batch.batchSize === BATCH);
	const byLength = full.toSorted((a, b) => a.targetLength - b.targetLength);
	const chosen = Array.from(
		{ length: count },
		(_, i) => byLength[Math.floor(((i + 0.5) * full.length) / count)],
	);
	const plain = (batch) =>
		Object.fromEntries(
			Object.entries(batch).map(([name, value]) => [
				name,
				ArrayBuffer.isView(value) ? Array.from(value) : value,
			]),
		);
	writeFileSync(join(folder, "batches.json"), JSON.stringify(chosen.map(plain)));
	const sources = split.test.slice(0, 320).map(({ source }) => vocabularies[0].encode(source));
	writeFileSync(
		join(folder, "sources.json"),
		JSON.stringify(sources.toSorted((a, b) => a.length - b.length)),
	);

	const model = newModel(attention);
	const optimizer = new Adam(model.variables);
	for (let step = 0; step < steps; step++) trainStep(model, optimizer, batches[step % batches.length], 1e-3);
	const shapes = {};
	for (const [name, variable] of model.variables) {
		const values = variable.dataSync();
		shapes[name] = variable.shape;
		const file = join(folder, `${name.replaceAll("/", "-")}.f32`);
		writeFileSync(file, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
	}
	optimizer.dispose();
	model.disposeVariables();
	// Last, under its name only when whole: what says that the others are there.
	writeFileSync(`${done}.part`, JSON.stringify(shapes));
	renameSync(`${done}.part`, done);
	return { folder };
}
