import * as tf from "@tensorflow/tfjs";
import { afterEach, expect, test, vi } from "vitest";
import { expectClose, randomTensor, valuesOn } from "../../../test/on-both-backends.js";

afterEach(() => vi.restoreAllMocks());

/** Outputs and all gradients of a layer applied to each step, and how often the layer was called. */
function run(make: () => tf.layers.Layer, shape: number[]): { tensors: tf.Tensor[]; calls: number } {
	const inner = make();
	const layer = tf.layers.timeDistributed({ layer: inner as never });
	layer.build(shape);
	layer.setWeights(layer.getWeights().map((weight, i) => randomTensor(weight.shape, i + 1)));
	const call = vi.spyOn(Object.getPrototypeOf(inner), "call");
	const x = tf.variable(randomTensor(shape, 9));
	let output: tf.Tensor | undefined;
	const { grads } = tf.variableGrads(
		() => {
			output = tf.keep(layer.call(x, {}) as tf.Tensor);
			return output.mul(randomTensor(output.shape, 10)).sum() as tf.Scalar;
		},
		[x, ...layer.getWeights()] as tf.Variable[],
	);
	const calls = call.mock.calls.length;
	call.mockRestore();
	return { tensors: [output!, ...Object.values(grads)], calls };
}

function expectEqual(make: () => tf.layers.Layer, shape: number[], calls: number): void {
	const counts: number[] = [];
	const values = (backend: "cpu" | "native") =>
		valuesOn(backend, () => {
			const result = run(make, shape);
			counts.push(result.calls);
			return result.tensors;
		});
	expectClose(values("native"), values("cpu"), 2e-5);
	expect(counts).toEqual([calls, shape[1]]);
}

test.each([
	["dense", () => tf.layers.dense({ units: 3, activation: "tanh" })],
	["dense without bias", () => tf.layers.dense({ units: 3, useBias: false })],
	["dense with softmax", () => tf.layers.dense({ units: 3, activation: "softmax" })],
	["softmax", () => tf.layers.activation({ activation: "softmax" })],
])("%s over every step is one call on native", (_, make) => {
	expectEqual(make, [2, 4, 5], 1);
	expectEqual(make, [1, 1, 5], 1);
});

test("a layer that looks at more than the last axis is called step by step", () => {
	expectEqual(() => tf.layers.flatten(), [2, 4, 5], 4);
	expectEqual(() => tf.layers.dense({ units: 3 }), [2, 4, 5, 2], 4);
});

test("so is one whose calls the user counts", () => {
	const seen: number[] = [];
	const hooked = () => {
		const layer = tf.layers.dense({ units: 3 });
		layer.setCallHook((inputs) => seen.push((inputs as tf.Tensor).rank));
		return layer;
	};
	expectEqual(hooked, [2, 4, 5], 4);
	expect(seen).toEqual(new Array(8).fill(2));
});
