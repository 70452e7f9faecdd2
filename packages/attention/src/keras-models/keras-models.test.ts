// Models that Keras 3 wrote (oracles/keras_models.py), with the outputs that Keras computed.
import { readFileSync } from "node:fs";
import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { loadKerasModel, modelFromKerasJson } from "./load-keras-model.js";

interface Stored {
	shape: number[];
	values: number[];
}
interface Fixture {
	inputs: (Stored & { dtype: tf.DataType })[];
	outputs: Stored[];
}

const at = (name: string) => new URL(`./__fixtures__/${name}`, import.meta.url);
const bytesOf = (name: string) => readFileSync(at(name));
const fixtureOf = (name: string) => JSON.parse(readFileSync(at(`${name}.json`), "utf8")) as Fixture;

function predict(model: tf.LayersModel, { inputs }: Fixture): tf.Tensor[] {
	const tensors = inputs.map(({ values, shape, dtype }) => tf.tensor(values, shape, dtype));
	return [model.predict(tensors)].flat();
}

function expectOutputs(model: tf.LayersModel, fixture: Fixture): void {
	const outputs = predict(model, fixture);
	expect(outputs.map(({ shape }) => shape)).toEqual(fixture.outputs.map(({ shape }) => shape));
	for (const [i, { values }] of fixture.outputs.entries()) {
		expect(outputs[i]!.dataSync(), `output ${i}`).toBeAllClose(values, { rtol: 1e-5, atol: 1e-5 });
	}
}

const names = ["translator", "transformer", "tagger", "plain-recurrent", "graph", "convolutional", "masks"];

describe.each(await availableBackends())("on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	test.each(names)("%s.keras predicts what it predicts in Keras", async (name) => {
		expectOutputs(await loadKerasModel(bytesOf(`${name}.keras`)), fixtureOf(name));
	});
});

test.each(["tagger.weights.h5", "tagger.safetensors"])(
	"to_json and %s make the same model",
	async (weights) => {
		const architecture = readFileSync(at("tagger-architecture.json"), "utf8");
		expectOutputs(await loadKerasModel({ architecture, weights: bytesOf(weights) }), fixtureOf("tagger"));
		expect(modelFromKerasJson(JSON.parse(architecture)).outputs[0]!.shape).toEqual([null, 4]);
	},
);

test.each(names)("%s can be saved and loaded by TensorFlow.js", async (name) => {
	const model = await loadKerasModel(bytesOf(`${name}.keras`));
	let saved: tf.io.ModelArtifacts | undefined;
	await model.save(
		tf.io.withSaveHandler(async (artifacts) => {
			saved = artifacts;
			return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: "JSON" } };
		}),
	);
	// As a file holds it: what does not survive JSON is lost here too.
	const { modelTopology, weightSpecs, weightData } = saved!;
	const artifacts = { modelTopology: JSON.parse(JSON.stringify(modelTopology)), weightSpecs, weightData };
	expectOutputs(await tf.loadLayersModel(tf.io.fromMemory(artifacts)), fixtureOf(name));
});

test.each(["translator", "tagger", "graph"])("%s trains: every trainable weight is moved", async (name) => {
	const model = await loadKerasModel(bytesOf(`${name}.keras`));
	const { inputs } = fixtureOf(name);
	const xs = inputs.map(({ values, shape, dtype }) => tf.tensor(values, shape, dtype));
	const ys = [model.predict(xs)].flat().map((y) => tf.randomUniform(y.shape, 0, 1, "float32", 1));
	const before = model.trainableWeights.map((weight) => weight.read().dataSync().slice());
	// TensorFlow.js adds the losses of several outputs before it takes their means, so each is one number.
	const loss = (y: tf.Tensor, predicted: tf.Tensor) => tf.mean(tf.squaredDifference(y, predicted));
	model.compile({ loss, optimizer: tf.train.sgd(1) });
	await model.fit(xs, ys, { epochs: 1, batchSize: 8, verbose: 0 });
	for (const [i, weight] of model.trainableWeights.entries()) {
		const after = weight.read().dataSync();
		expect(after.every(Number.isFinite), weight.originalName).toBe(true);
		expect(
			after.some((value, j) => value !== before[i]![j]),
			weight.originalName,
		).toBe(true);
	}
});

test("bytes come as a view of a larger buffer, an ArrayBuffer or a Blob", async () => {
	const bytes = bytesOf("plain-recurrent.keras");
	const larger = new Uint8Array(bytes.length + 20);
	larger.set(bytes, 7);
	const view = larger.subarray(7, 7 + bytes.length);
	const copy = new Uint8Array(bytes).buffer;
	for (const source of [view, copy, new Blob([copy])]) {
		expectOutputs(await loadKerasModel(source), fixtureOf("plain-recurrent"));
	}
});

test("a model that is loaded and disposed leaves no tensors", async () => {
	const before = tf.memory().numTensors;
	const model = await loadKerasModel(bytesOf("tagger.keras"));
	expect(tf.memory().numTensors).toBeGreaterThan(before);
	model.dispose();
	expect(tf.memory().numTensors).toBe(before);
});
