// A Keras-compatible attention layer inside tf.model, trained to write four symbols backwards.

import { Attention, Random } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";
import { fixed, type Language, numberStyles, percent } from "../../language/index.js";
import { numbered, type Step, sum, sumsText } from "../../steps/step.js";
import { layersTexts } from "./texts.js";

const length = 4;
const symbols = 8;
const units = 16;
const trainingSentences = 480;
const epochs = 8;

export async function layersSteps(language: Language): Promise<Step[]> {
	const texts = layersTexts[language];
	const numbers = numberStyles[language];
	const { model, look } = buildModel();
	const train = sentences(trainingSentences, 1);
	const fresh = sentences(60, 2);
	const source = numbered(length, "x");
	const target = numbered(length, "y");
	const before = look(fresh);
	const history = await model.fit([inputOf(train), placesOf(train)], mirrored(train), {
		epochs,
		batchSize: 32,
		shuffle: false,
		verbose: 0,
	});
	const after = look(fresh);
	const losses = history.history.loss!.map((loss) => fixed(Number(loss), 3, numbers));
	const accuracy = accuracyOf(model, fresh);
	const sums = after.map(sum);
	const steps: Step[] = [
		{ kind: "text", text: texts.intro },
		{ kind: "formula", text: texts.model },
		{
			kind: "table",
			text: true,
			head: texts.head,
			rows: model.layers.map((layer) => [
				layer.name,
				`(${[layer.outputShape]
					.flat()
					.map((size) => size ?? "B")
					.join(", ")})`,
				String(layer.countParams()),
			]),
		},
		{ kind: "text", text: texts.sequences },
		{ kind: "map", name: texts.before, source, target, weights: before },
		{
			kind: "table",
			head: [texts.losses, ...losses.map((_, index) => String(index + 1))],
			rows: [["", ...losses]],
		},
		{ kind: "map", name: texts.after, source, target, weights: after },
		{
			kind: "check",
			text: texts.learned,
			passed: accuracy > 0.98,
			detail: percent(accuracy, numbers),
		},
		{
			kind: "check",
			text: texts.mirrored,
			passed: after.every((row, t) => row[length - 1 - t] === Math.max(...row)),
			detail: after.map((row, t) => `y${t}→x${row.indexOf(Math.max(...row))}`).join("  "),
		},
		{
			kind: "check",
			text: texts.sums,
			passed: sums.every((total) => Math.abs(total - 1) < 1e-5),
			detail: sumsText(sums, numbers),
		},
		{ kind: "text", text: texts.scores },
		{ kind: "question", text: texts.question, answer: texts.answer },
	];
	model.dispose();
	return steps;
}

function buildModel() {
	const source = tf.input({ shape: [length], dtype: "int32", name: "source" });
	const places = tf.input({ shape: [length], dtype: "int32", name: "places" });
	const embedded = embedding("symbols", symbols, 3).apply(source);
	const lstm = tf.layers.lstm({
		units,
		returnSequences: true,
		name: "encoder",
		kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
		recurrentInitializer: tf.initializers.glorotUniform({ seed: 2 }),
	});
	const outputs = lstm.apply(embedded) as tf.SymbolicTensor;
	const query = embedding("query", length, 4).apply(places) as tf.SymbolicTensor;
	const attention = new Attention({ name: "attention" });
	const context = attention.apply([query, outputs]) as tf.SymbolicTensor;
	const dense = tf.layers.dense({
		units: symbols,
		activation: "softmax",
		name: "writer",
		kernelInitializer: tf.initializers.glorotUniform({ seed: 5 }),
	});
	const model = tf.model({ inputs: [source, places], outputs: dense.apply(context) as tf.SymbolicTensor });
	model.compile({ optimizer: tf.train.adam(0.03), loss: "sparseCategoricalCrossentropy" });
	const inside = tf.model({ inputs: [source, places], outputs: [query, outputs] });
	/** The weights (T, S), as a mean over the sentences. */
	const look = (rows: number[][]) =>
		tf.tidy(() => {
			const inputs = inside.predict([inputOf(rows), placesOf(rows)]) as tf.Tensor[];
			const [, weights] = attention.apply(inputs, { returnAttentionScores: true }) as tf.Tensor[];
			return weights!.mean(0).arraySync() as number[][];
		}) as unknown as number[][];
	return { model, look };
}

function embedding(name: string, inputDim: number, seed: number) {
	const embeddingsInitializer = tf.initializers.randomUniform({ minval: -0.5, maxval: 0.5, seed });
	return tf.layers.embedding({ inputDim, outputDim: units, name, embeddingsInitializer });
}

function sentences(count: number, seed: number): number[][] {
	const random = new Random(seed);
	return Array.from({ length: count }, () => Array.from({ length }, () => random.below(symbols)));
}

function inputOf(rows: number[][]): tf.Tensor {
	return tf.tensor2d(rows, [rows.length, length], "int32");
}

function placesOf(rows: number[][]): tf.Tensor {
	return tf.tensor2d(
		rows.map((row) => row.map((_, place) => place)),
		[rows.length, length],
		"int32",
	);
}

function mirrored(rows: number[][]): tf.Tensor {
	return tf.tensor3d(rows.map((row) => row.toReversed().map((symbol) => [symbol])));
}

function accuracyOf(model: tf.LayersModel, rows: number[][]): number {
	const written = tf.tidy(() => {
		const chances = model.predict([inputOf(rows), placesOf(rows)]) as tf.Tensor;
		return chances.argMax(-1).arraySync() as number[][];
	}) as unknown as number[][];
	const right = rows.flatMap((row, index) =>
		row.toReversed().map((symbol, t) => symbol === written[index]![t]),
	);
	return right.filter(Boolean).length / right.length;
}
