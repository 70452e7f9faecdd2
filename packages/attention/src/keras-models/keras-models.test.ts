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
