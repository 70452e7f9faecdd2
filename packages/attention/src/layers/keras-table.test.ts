// All four layers against numbers that Keras wrote: oracles/keras_attention_table.py says how, and makes the
// fixtures anew.

import { readFileSync } from "node:fs";
import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import type { BaseAttention } from "./base-attention.js";
import type { AttentionCallArgs } from "./call-forms.js";
import "../index.js";

interface Mask {
	shape: number[];
	bits: string;
}

interface Case {
	config: Record<string, unknown>;
	seed: number;
	inputs: Record<string, number[]>;
	masks: Record<string, Mask>;
	useCausalMask: boolean;
	returnAttentionScores: boolean;
	weights: [name: string, shape: number[]][];
	output: { shape: number[]; data: number[] };
	scores?: { shape: number[]; data: number[] };
	gradients: number[][];
}

interface Fixture {
	serialized: { class_name: string; config: Record<string, unknown> };
	versions: Record<string, string>;
	cases: Case[];
}

const FILES = ["attention", "additive-attention", "multi-head-attention", "group-query-attention"];
const fixtures = FILES.map((name) => {
	const url = new URL(`./__fixtures__/keras-${name}.json`, import.meta.url);
	return { name, fixture: JSON.parse(readFileSync(url, "utf8")) as Fixture };
});
const count = fixtures.reduce((sum, { fixture }) => sum + fixture.cases.length, 0);
console.info(`cases of Keras ${fixtures[0]!.fixture.versions.keras}: ${count} on every backend`);

describe.each(await availableBackends())("on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	describe.each(fixtures)("$name equals Keras'", ({ fixture }) => {
		test.each(fixture.cases.map((one, i) => [describeCase(i, one), one] as const))("%s", (_, one) => {
			runCase(fixture.serialized.class_name, one);
		});
	});
});

test("the table has at least 150 cases", () => expect(count).toBeGreaterThanOrEqual(150));

describe.each(fixtures)("the configuration of $name", ({ fixture }) => {
	const { class_name: className, config } = fixture.serialized;

	test("has Keras' fields and no others", () => {
		const { name: _, dtype: __, ...kerasConfig } = config;
		const { name: ___, ...ours } = createLayer(className, camelKeys(config)).getConfig();
		expect(Object.keys(ours).sort()).toEqual(Object.keys(camelKeys(kerasConfig)).sort());
	});

	test("loads from Keras' own, and survives a round trip", () => {
		const layer = createLayer(className, camelKeys(config));
		expect(createLayer(className, layer.getConfig()).getConfig()).toEqual(layer.getConfig());
	});
});

function runCase(className: string, one: Case): void {
	tf.tidy(() => {
		const layer = createLayer(className, one.config);
		layer.build(Object.values(one.inputs));
		layer.built = true;
		expect(layer.weights.map((w) => [w.originalName, w.shape])).toEqual(one.weights);

		let index = 0;
		const draw = (shape: number[], factor: number) => numbers(one.seed + 7919 * index++, shape, factor);
		const inputs = Object.values(one.inputs).map((shape) => draw(shape, 1.5));
		layer.setWeights(one.weights.map(([, shape]) => draw(shape, 1.5)));

		const run = () => [layer.apply(inputs, callArguments(one)) as tf.Tensor | tf.Tensor[]].flat();
		const [output, scores] = run();
		expect(output!.shape).toEqual(one.output.shape);
		expect(output!).toBeAllClose(one.output.data);
		expect(scores?.shape).toEqual(one.scores?.shape);
		if (one.scores) expect(scores!).toBeAllClose(one.scores.data);

		const cotangents = [output!, scores].flatMap((y) => (y ? [draw(y.shape, 1)] : []));
		const total = (): tf.Scalar => {
			const [first, ...rest] = run().map((y, i) => tf.sum(tf.mul(y, cotangents[i]!)));
			return rest.reduce<tf.Tensor>((sum, y) => tf.add(sum, y), first!) as tf.Scalar;
		};
		const gradients = [...inputGradients(inputs, total), ...weightGradients(layer, total)];
		for (const [i, gradient] of gradients.entries()) {
			expect(gradient, `gradient ${i}`).toBeAllClose(one.gradients[i]!, { atol: 1e-5, rtol: 1e-6 });
		}
		expect(gradients.length).toBe(one.gradients.length);
		for (const weight of layer.weights) weight.dispose();
	});
}

function inputGradients(inputs: tf.Tensor[], total: () => tf.Scalar): tf.Tensor[] {
	// `run` reads `inputs`, so they are the tensors to differentiate by, as they are.
	return tf.grads((...xs) => {
		inputs.splice(0, inputs.length, ...xs);
		return total();
	})([...inputs]);
}

function weightGradients(layer: BaseAttention, total: () => tf.Scalar): tf.Tensor[] {
	const variables = layer.trainableWeights.map((w) => w.read() as tf.Variable);
	if (variables.length === 0) return [];
	const { grads } = tf.variableGrads(total, variables);
	return variables.map((variable) => grads[variable.name]!);
}

function createLayer(className: string, config: object): BaseAttention {
	const [cls, fromConfig] = tf.serialization.SerializationMap.getMap().classNameMap[className]!;
	return fromConfig(cls, config as tf.serialization.ConfigDict) as BaseAttention;
}

function callArguments({ masks, useCausalMask, returnAttentionScores }: Case): AttentionCallArgs {
	const tensors = Object.entries(masks).map(([name, { shape, bits }]) => {
		return [name, tf.tensor(Uint8Array.from(bits, Number), shape, "bool")];
	});
	return { ...Object.fromEntries(tensors), useCausalMask, returnAttentionScores };
}

/** The generator of the fixtures, field `generator` of each file. */
function numbers(seed: number, shape: number[], factor: number): tf.Tensor {
	let state = seed >>> 0;
	const values = new Float32Array(tf.util.sizeFromShape(shape));
	for (let i = -8; i < values.length; i++) {
		state = (Math.imul(1664525, state) + 1013904223) >>> 0;
		if (i >= 0) values[i] = Math.fround(state / 2 ** 31 - 1) * factor;
	}
	return tf.tensor(values, shape);
}

function camelKeys(value: unknown): Record<string, unknown> {
	return camel(value) as Record<string, unknown>;
}

function camel(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(camel);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
			camel(inner),
		]),
	);
}

function describeCase(
	i: number,
	{ config, inputs, masks, useCausalMask, returnAttentionScores }: Case,
): string {
	const shapes = Object.entries(inputs).map(([name, shape]) => `${name} (${shape})`);
	const flags = [
		...Object.keys(masks),
		...(useCausalMask ? ["causal"] : []),
		...(returnAttentionScores ? ["scores"] : []),
	];
	return `${i}: ${JSON.stringify(config)} ${shapes.join(" ")} ${flags.join(" ")}`;
}
