// A program with attention layers as users write it, on every backend: the same numbers, from fit to file:// and back;
// and a model from Keras that is trained on.
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { availableBackends, type BackendName, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { loadKerasModel, MultiHeadAttention } from "../src/index.js";

const others = (await availableBackends()).filter((backend) => backend !== "cpu");

function numbers(count: number, seed: number): number[] {
	return Array.from({ length: count }, (_, i) => Math.sin(seed * 12.9 + i * 1.7));
}

/** Trains, saves to file:// where the backend brings that, loads and trains on. */
async function measure(
	backend: BackendName,
	build: () => Promise<tf.LayersModel>,
	x: tf.Tensor,
	y: tf.Tensor,
) {
	await useBackend(backend);
	const model = await build();
	const loss = "meanSquaredError";
	model.compile({ optimizer: tf.train.adam(0.01), loss });
	const options = { batchSize: 3, shuffle: false, verbose: 0 } as const;
	const first = await model.fit(x, y, { ...options, epochs: 2 });
	const folder = await mkdtemp(join(tmpdir(), "mirada-attention-"));
	try {
		let next = model;
		if (backend === "native") {
			await model.save(`file://${folder}`, { includeOptimizer: true });
			next = await tf.loadLayersModel(`file://${folder}/model.json`);
		}
		const second = await next.fit(x, y, { ...options, epochs: 2 });
		return [...first.history.loss!, ...second.history.loss!, ...(next.predict(x) as tf.Tensor).dataSync()];
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** One block of a transformer, causal, with residuals. */
async function transformer(): Promise<tf.LayersModel> {
	const input = tf.input({ shape: [5, 4] });
	const attention = new MultiHeadAttention({ numHeads: 2, keyDim: 3, useCausalMask: true });
	const attended = attention.apply(input) as tf.SymbolicTensor;
	const x = tf.layers
		.layerNormalization()
		.apply(tf.layers.add().apply([input, attended])) as tf.SymbolicTensor;
	const hidden = tf.layers.dense({ units: 8, activation: "relu" }).apply(x);
	const output = tf.layers.dense({ units: 2 }).apply(hidden) as tf.SymbolicTensor;
	const model = tf.model({ inputs: input, outputs: output });
	model.setWeights(
		model.getWeights().map(({ shape, size }, i) => tf.tensor(numbers(size, i), shape).mul(0.3)),
	);
	return model;
}

/** Its dropout is drawn from a seed, so that all runs drop the same. */
async function tagger(): Promise<tf.LayersModel> {
	const bytesOf = (name: string) =>
		readFileSync(new URL(`../src/keras-models/__fixtures__/${name}`, import.meta.url));
	const architecture = bytesOf("tagger-architecture.json").toString().replaceAll('"seed": null', '"seed": 5');
	return loadKerasModel({ architecture, weights: bytesOf("tagger.weights.h5") });
}

const programs = {
	"of a transformer's block": [
		transformer,
		tf.tensor(numbers(7 * 20, 1), [7, 5, 4]),
		tf.tensor(numbers(70, 2), [7, 5, 2]),
	],
	"that trains a model from Keras": [
		tagger,
		tf.tensor2d([3, 1, 4, 2, 5, 2, 6, 1, 0, 0, 4, 0, 0, 0, 0, 1, 2, 3, 4, 0], [4, 5], "int32"),
		tf.tensor(numbers(16, 3), [4, 4]),
	],
} as const;

for (const backend of others) {
	test.each(Object.entries(programs))(
		`a program %s measures on ${backend} what it measures on cpu`,
		async (_, program) => {
			const [build, x, y] = program;
			const expected = await measure("cpu", build, x, y);
			expect(await measure(backend, build, x, y)).toBeAllClose(expected, { rtol: 1e-5, atol: 2e-5 });
		},
	);
}
