// Programs as users of TensorFlow.js write them. Each runs on `native` and on tfjs' cpu backend from the same weights,
// unchanged but for the name of the backend: the same history, the same scores and predictions.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { numbers, randomTensor } from "./on-both-backends.js";

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "mirada-programs-"));
});
afterAll(async () => {
	await rm(folder, { recursive: true, force: true });
});

/** Everything that a program measured, by name. */
type Measured = Record<string, number[]>;

/** Deterministic weights: initializers draw otherwise in every run. */
function setWeights(model: tf.LayersModel): void {
	model.setWeights(
		model.getWeights().map(({ shape }, i) => tf.abs(randomTensor(shape, i + 1).mul(0.15)).sub(0.1)),
	);
}

const valuesOf = (output: tf.Tensor | tf.Tensor[]) =>
	[output].flat().flatMap((tensor) => [...tensor.dataSync()]);
const historyOf = ({ history }: tf.History) =>
	Object.fromEntries(Object.entries(history).map(([name, values]) => [name, values as number[]]));

/** model.fit with validation, early stopping and callbacks of all forms; regularisers, dropout, evaluate. */
async function densely(): Promise<Measured> {
	const x = tf.tensor2d(numbers(60 * 5, 1), [60, 5]);
	const y = tf.sin(x.slice([0, 0], [60, 1])).sub(x.slice([0, 3], [60, 1]).div(4));
	const model = tf.sequential();
	model.add(tf.layers.dense({ units: 16, activation: "relu", inputShape: [5], kernelRegularizer: "l1l2" }));
	model.add(tf.layers.dropout({ rate: 0.2, seed: 3 }));
	model.add(
		tf.layers.dense({
			units: 8,
			activation: "elu",
			kernelConstraint: tf.constraints.maxNorm({ maxValue: 2 }),
		}),
	);
	model.add(tf.layers.layerNormalization());
	model.add(tf.layers.dense({ units: 1 }));
	setWeights(model);
	model.compile({ optimizer: tf.train.adam(0.01), loss: "meanSquaredError", metrics: ["mae"] });

	class Counter extends tf.Callback {
		batches = 0;
		override async onBatchEnd() {
			this.batches++;
		}
	}
	const counter = new Counter();
	const epochs: number[] = [];
	const stopping = tf.callbacks.earlyStopping({ monitor: "val_loss", patience: 1, minDelta: 0.1 });
	const quick = await model.fit(x, y, {
		epochs: 3,
		batchSize: 8,
		validationSplit: 0.2,
		shuffle: false,
		verbose: 0,
		callbacks: { onEpochEnd: async (epoch, logs) => void epochs.push(epoch, logs!.loss as number) },
	});
	const stopped = await model.fit(x, y, {
		epochs: 40,
		batchSize: 16,
		validationSplit: 0.2,
		shuffle: false,
		verbose: 0,
		callbacks: [stopping, counter],
	});
	const scores = model.evaluate(x, y, { batchSize: 16 }) as tf.Scalar[];
	expect(stopped.epoch.length).toBeLessThan(40);
	return {
		...historyOf(quick),
		stoppedAfter: [stopped.epoch.length, counter.batches],
		epochs,
		evaluate: valuesOf(scores),
		predict: valuesOf(model.predict(x.slice([0, 0], [7, 5])) as tf.Tensor),
	};
}

/** Images through fitDataset: generators, zip, batch, prefetch, validation data; evaluateDataset. */
async function convolutionally(): Promise<Measured> {
	const images = numbers(24 * 8 * 8, 2);
	const image = (i: number) => tf.tensor3d(images.slice(i * 64, (i + 1) * 64), [8, 8, 1]);
	const label = (i: number) => tf.oneHot(i % 3, 3);
	const xs = tf.data.generator(function* () {
		for (let i = 0; i < 24; i++) yield image(i);
	});
	const ys = tf.data.array(Array.from({ length: 24 }, (_, i) => i)).map((i) => label(i as unknown as number));
	const dataset = tf.data.zip({ xs, ys }).shuffle(8, "seed").batch(6).prefetch(1) as tf.data.Dataset<{
		xs: tf.Tensor;
		ys: tf.Tensor;
	}>;

	const model = tf.sequential();
	model.add(
		tf.layers.conv2d({
			inputShape: [8, 8, 1],
			filters: 4,
			kernelSize: 3,
			activation: "relu",
			padding: "same",
		}),
	);
	model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
	model.add(tf.layers.batchNormalization());
	model.add(tf.layers.depthwiseConv2d({ kernelSize: 2, depthMultiplier: 2, activation: "relu" }));
	model.add(tf.layers.averagePooling2d({ poolSize: [2, 2], strides: [1, 1] }));
	model.add(tf.layers.flatten());
	model.add(tf.layers.dense({ units: 3, activation: "softmax" }));
	setWeights(model);
	model.compile({
		optimizer: tf.train.momentum(0.05, 0.9),
		loss: "categoricalCrossentropy",
		metrics: ["accuracy"],
	});
	const fitted = await model.fitDataset(dataset, { epochs: 3, verbose: 0, validationData: dataset });
	const scores = (await model.evaluateDataset(dataset, { batches: 4 })) as tf.Scalar[];
	return {
		...historyOf(fitted),
		evaluate: valuesOf(scores),
		predict: valuesOf(model.predict(tf.stack([image(0), image(1)])) as tf.Tensor),
	};
}

/** Words with padding through every recurrent layer, by rmsprop; trainOnBatch. */
async function recurrently(): Promise<Measured> {
	const ids = numbers(18 * 6, 3).map((value, i) =>
		i % 6 > 2 + (i % 4) ? 0 : 1 + Math.floor(((value + 3) / 6) * 9),
	);
	const x = tf.tensor2d(ids, [18, 6], "int32");
	const y = tf.tensor2d(
		ids.filter((_, i) => i % 6 === 0).map((id) => id % 2),
		[18, 1],
	);
	const model = tf.sequential();
	model.add(tf.layers.embedding({ inputDim: 11, outputDim: 6, maskZero: true, inputLength: 6 }));
	model.add(
		tf.layers.bidirectional({
			layer: tf.layers.lstm({ units: 4, returnSequences: true }) as tf.RNN,
			mergeMode: "concat",
		}),
	);
	model.add(tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 5, activation: "tanh" }) }));
	model.add(tf.layers.gru({ units: 4, returnSequences: true }));
	model.add(tf.layers.simpleRNN({ units: 4 }));
	model.add(tf.layers.dense({ units: 1, activation: "sigmoid" }));
	setWeights(model);
	model.compile({ optimizer: "rmsprop", loss: "binaryCrossentropy", metrics: ["accuracy"] });
	const fitted = await model.fit(x, y, { epochs: 3, batchSize: 5, shuffle: false, verbose: 0 });
	const [loss] = (await model.trainOnBatch(x, y)) as number[];
	return { ...historyOf(fitted), trainOnBatch: [loss!], predict: valuesOf(model.predict(x) as tf.Tensor) };
}

/** A translator of dates with attention made of dot, softmax and concatenate, as before there were layers for it. */
async function attentively(): Promise<Measured> {
	const [B, T, S, units] = [10, 4, 5, 6];
	const source = tf.input({ shape: [S] });
	const target = tf.input({ shape: [T] });
	const embed = (input: tf.SymbolicTensor) =>
		tf.layers.embedding({ inputDim: 12, outputDim: units, maskZero: true }).apply(input) as tf.SymbolicTensor;
	const [memory, h, c] = tf.layers
		.lstm({ units, returnSequences: true, returnState: true })
		.apply(embed(source)) as tf.SymbolicTensor[];
	const decoded = tf.layers
		.lstm({ units, returnSequences: true })
		.apply(embed(target), { initialState: [h!, c!] }) as tf.SymbolicTensor;
	const scores = tf.layers.dot({ axes: [2, 2] }).apply([decoded, memory!]);
	const weights = tf.layers
		.activation({ activation: "softmax", name: "attention" })
		.apply(scores) as tf.SymbolicTensor;
	const context = tf.layers.dot({ axes: [2, 1] }).apply([weights, memory!]) as tf.SymbolicTensor;
	// In this order: with the other one tfjs runs the encoder once more behind the decoder, and refuses the states
	// that it left over from there.
	const joined = tf.layers.concatenate().apply([decoded, context]);
	const hidden = tf.layers
		.timeDistributed({ layer: tf.layers.dense({ units, activation: "tanh" }) })
		.apply(joined);
	const words = tf.layers
		.timeDistributed({ layer: tf.layers.dense({ units: 12, activation: "softmax" }) })
		.apply(hidden) as tf.SymbolicTensor;
	const model = tf.model({ inputs: [source, target], outputs: words });
	setWeights(model);
	model.compile({ optimizer: tf.train.adam(0.01), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
	const idsOf = (rows: number, seed: number) =>
		numbers(rows, seed).map((value) => 1 + Math.floor(((value + 3) / 6) * 10));
	const inputs = [tf.tensor2d(idsOf(B * S, 4), [B, S]), tf.tensor2d(idsOf(B * T, 5), [B, T])];
	const labels = tf.oneHot(tf.tensor2d(idsOf(B * T, 6), [B, T], "int32"), 12);
	const fitted = await model.fit(inputs, labels, { epochs: 3, batchSize: 4, shuffle: false, verbose: 0 });
	const looks = tf.model({ inputs: model.inputs, outputs: weights });
	return {
		...historyOf(fitted),
		attention: valuesOf(looks.predict(inputs) as tf.Tensor),
		predict: valuesOf(model.predict(inputs) as tf.Tensor),
	};
}

/** Saved with its optimizer in the middle of training, loaded, trained on: no epoch tells the difference. */
async function interrupted(): Promise<Measured> {
	const url = `file://${join(folder, tf.getBackend())}`;
	const x = tf.tensor3d(numbers(12 * 5 * 3, 7), [12, 5, 3]);
	const y = tf.tensor2d(numbers(12, 8), [12, 1]);
	const model = tf.sequential({
		layers: [
			tf.layers.conv1d({
				filters: 4,
				kernelSize: 2,
				padding: "same",
				inputShape: [5, 3],
				activation: "relu",
			}),
			tf.layers.lstm({ units: 4 }),
			tf.layers.dense({ units: 1 }),
		],
	});
	setWeights(model);
	model.compile({ optimizer: tf.train.adam(0.02), loss: "meanSquaredError" });
	const options = { batchSize: 4, shuffle: false, verbose: 0 } as const;
	const before = await model.fit(x, y, { ...options, epochs: 2 });
	await model.save(url, { includeOptimizer: true });
	const loaded = await tf.loadLayersModel(`${url}/model.json`);
	const straight = await model.fit(x, y, { ...options, epochs: 2 });
	const resumed = await loaded.fit(x, y, { ...options, epochs: 2 });
	expect(resumed.history.loss).toEqual(straight.history.loss);
	return { before: before.history.loss as number[], resumed: resumed.history.loss as number[] };
}

test.each(Object.entries({ densely, convolutionally, recurrently, attentively, interrupted }))(
	"a program that works %s measures on native what it measures on cpu",
	async (_, program) => {
		await tf.setBackend("cpu");
		const expected = await program();
		await tf.setBackend("native");
		const actual = await program();
		expect(Object.keys(actual)).toEqual(Object.keys(expected));
		for (const [name, values] of Object.entries(expected)) {
			expect(values.every(Number.isFinite), name).toBe(true);
			expect(actual[name]!.length, name).toBe(values.length);
			for (const [i, value] of values.entries()) {
				const difference = Math.abs(actual[name]![i]! - value);
				expect(difference, `${name}[${i}]: ${value}`).toBeLessThan(2e-5 + 1e-5 * Math.abs(value));
			}
		}
	},
	60_000,
);
