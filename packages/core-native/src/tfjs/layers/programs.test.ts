// Whole programs on `native` against tfjs' cpu backend: the losses of several steps, and the weights after them.
import * as tf from "@tensorflow/tfjs";
import { afterEach, expect, test, vi } from "vitest";
import { numbers, randomTensor } from "../../../test/on-both-backends.js";
import { FusedAdam, FusedLstm } from "../../contract.js";

afterEach(() => vi.restoreAllMocks());

const WORDS = 11;

/** Sentences of words from 1, padded behind their length with 0. */
function sentences(rows: number, steps: number, seed: number): tf.Tensor2D {
	const ids = numbers(rows * steps, seed).map((value, i) =>
		i % steps > 1 + (Math.floor(i / steps) % steps) ? 0 : 1 + Math.floor(((value + 3) / 6) * (WORDS - 1)),
	);
	return tf.tensor2d(ids, [rows, steps]);
}

function translator(): tf.LayersModel {
	const units = 6;
	const source = tf.input({ shape: [5] });
	const target = tf.input({ shape: [4] });
	const embed = (input: tf.SymbolicTensor) =>
		tf.layers
			.embedding({ inputDim: WORDS, outputDim: units, maskZero: true })
			.apply(input) as tf.SymbolicTensor;
	const [, h, c] = tf.layers.lstm({ units, returnState: true }).apply(embed(source)) as tf.SymbolicTensor[];
	const decoder = tf.layers.lstm({ units, returnSequences: true });
	const decoded = decoder.apply(embed(target), { initialState: [h, c] }) as tf.SymbolicTensor;
	const layer = tf.layers.dense({ units: WORDS, activation: "softmax" });
	const words = tf.layers.timeDistributed({ layer }).apply(decoded) as tf.SymbolicTensor;
	return tf.model({ inputs: [source, target], outputs: words });
}

async function fit(backend: "cpu" | "native", loss: string) {
	await tf.setBackend(backend);
	const model = translator();
	model.setWeights(model.getWeights().map(({ shape }, i) => randomTensor(shape, i + 1).mul(0.2)));
	model.compile({ loss, optimizer: tf.train.adam(0.01), metrics: ["accuracy"] });
	const labels = sentences(7, 4, 3);
	const { history } = await model.fit(
		[sentences(7, 5, 1), sentences(7, 4, 2)],
		loss.startsWith("sparse") ? labels.expandDims(2) : tf.oneHot(labels.toInt(), WORDS),
		{ epochs: 4, batchSize: 3, shuffle: false, verbose: 0 },
	);
	return { history, weights: model.getWeights().map((weight) => weight.dataSync().slice()) };
}

test.each(["categoricalCrossentropy", "sparseCategoricalCrossentropy"])(
	"a translator trained by model.fit with %s has the losses and weights that tfjs' own code gives",
	async (loss) => {
		const expected = await fit("cpu", loss);
		const runKernel = vi.spyOn(tf.engine(), "runKernel");
		const actual = await fit("native", loss);
		const kernels = runKernel.mock.calls.map(([name]) => name);
		expect(kernels.filter((name) => name === FusedAdam).length).toBe(12);
		expect(kernels).toContain(FusedLstm);
		for (const [name, values] of Object.entries(expected.history)) {
			for (const [epoch, value] of values.entries())
				expect(actual.history[name]![epoch], `${name} of epoch ${epoch}`).toBeCloseTo(value as number, 5);
		}
		for (const [i, weight] of expected.weights.entries()) {
			for (const [j, value] of weight.entries())
				expect(Math.abs(actual.weights[i]![j]! - value), `weight ${i}, element ${j}`).toBeLessThan(2e-4);
		}
	},
	60_000,
);

test("a stateful LSTM behind a masking layer trains from batch to batch as tfjs' own code trains it", async () => {
	const losses = async (backend: "cpu" | "native") => {
		await tf.setBackend(backend);
		const model = tf.sequential({
			layers: [
				tf.layers.masking({ maskValue: 0, batchInputShape: [3, 4, 2] }),
				tf.layers.lstm({ units: 5, stateful: true }),
				tf.layers.dense({ units: 1 }),
			],
		});
		model.setWeights(model.getWeights().map(({ shape }, i) => randomTensor(shape, i + 1).mul(0.2)));
		model.compile({ loss: "meanSquaredError", optimizer: tf.train.adam(0.01) });
		const signal = numbers(9 * 4 * 2, 4).map((value, i) => (i % 8 < 4 && i % 3 === 0 ? 0 : value));
		const x = tf.tensor3d(
			signal.map((value, i) => (i % 16 > 11 ? 0 : value)),
			[9, 4, 2],
		);
		const fitted = await model.fit(x, randomTensor([9, 1], 5), {
			epochs: 3,
			batchSize: 3,
			shuffle: false,
			verbose: 0,
		});
		return fitted.history.loss as number[];
	};
	const expected = await losses("cpu");
	const actual = await losses("native");
	expect(expected.length).toBe(3);
	for (const [epoch, value] of expected.entries()) expect(actual[epoch]).toBeCloseTo(value, 5);
});
