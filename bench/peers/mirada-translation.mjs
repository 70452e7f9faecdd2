// Ourselves at training and decoding the homework's model. The addon's functions are wrapped in a clock where the share
// of JavaScript is asked for.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registerNativeBackend } from "@mirada/core-native";
import { Adam, trainStep, translate } from "@mirada/seq2seq";
import * as tf from "@tensorflow/tfjs";
import { readInput } from "../framework/seeded-inputs.mjs";
import { requireInstructionSet, versions } from "./mirada-core.mjs";
import { serve } from "./serve.mjs";
import { newModel, writeTranslationFiles } from "./translation-files.mjs";

registerNativeBackend();
await tf.setBackend("native");

const readJson = (folder, name) => JSON.parse(readFileSync(join(folder, name), "utf8"));

function modelFrom(folder, attention) {
	requireInstructionSet();
	const model = newModel(attention);
	for (const [name, variable] of model.variables) {
		const values = readInput(join(folder, `${name.replaceAll("/", "-")}.f32`));
		tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
	}
	return model;
}

function readBatches(folder) {
	return readJson(folder, "batches.json").map((batch) =>
		Object.fromEntries(
			Object.entries(batch).map(([name, value]) => [
				name,
				Array.isArray(value) ? Int32Array.from(value) : value,
			]),
		),
	);
}

/** One run is a step on each batch. */
function training({ folder, attention }) {
	const model = modelFrom(folder, attention);
	const optimizer = new Adam(model.variables);
	const batches = readBatches(folder);
	const atStart = tf.tidy(() => batches.map((batch) => model.loss(batch).dataSync()[0]));
	let losses;
	return {
		run() {
			losses = batches.map((batch) => trainStep(model, optimizer, batch, 1e-3).loss);
		},
		outputs: () => ({ atStart: Float32Array.from(atStart), losses: Float32Array.from(losses) }),
		release() {
			optimizer.dispose();
			model.disposeVariables();
		},
	};
}

/** One run translates every group of sources. */
function decoding({ folder, attention, strategy, groups }) {
	const model = modelFrom(folder, attention);
	const sources = readJson(folder, "sources.json");
	const perGroup = groups.map((group) => group.map((i) => sources[i]));
	const maxBatchRows = Math.max(...groups.map(({ length }) => length)) * (strategy.beamSize ?? 1);
	let results;
	return {
		run() {
			results = perGroup.flatMap((group) => translate(model, group, { strategy, maxBatchRows }));
		},
		outputs() {
			const rows = results.map(([{ tokens }]) => Array.from({ length: 40 }, (_, t) => tokens[t] ?? 0));
			return { words: Float32Array.from(rows.flat()) };
		},
		release: () => model.disposeVariables(),
	};
}

/** Seconds of `runs` runs of training, and how many of them lay within the addon. */
function javascriptShare({ folder, attention, runs }) {
	const backend = tf.backend();
	const binding = backend.binding;
	let native = 0;
	const timed = {};
	for (const [name, value] of Object.entries(binding)) {
		timed[name] = value;
		if (typeof value !== "function") continue;
		timed[name] = (...args) => {
			const begin = performance.now();
			try {
				return value(...args);
			} finally {
				native += performance.now() - begin;
			}
		};
	}
	const work = training({ folder, attention });
	for (let run = 0; run < 3; run++) work.run();
	backend.binding = timed;
	native = 0;
	const begin = performance.now();
	for (let run = 0; run < runs; run++) work.run();
	const seconds = (performance.now() - begin) / 1000;
	backend.binding = binding;
	work.release();
	return { seconds, native: native / 1000 };
}

serve({ training, decoding }, { versions, writeTranslationFiles, javascriptShare });
