import { readFileSync } from "node:fs";
import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { dropout } from "./dropout.js";
import { linearCrossEntropy } from "./linear-cross-entropy.js";

interface Case {
	name: string;
	R: number;
	D: number;
	V: number;
	ignoreLabel: number;
	labelSmoothing: number;
	labels: number[];
	inputs: { hidden: number[]; kernel: number[]; bias: number[] };
	loss: number;
	gradients: { hidden: number[]; kernel: number[]; bias: number[] };
}
const fixture = new URL("./__fixtures__/pytorch.json", import.meta.url);
const cases: Case[] = JSON.parse(readFileSync(fixture, "utf8")).crossEntropy;

function tensorsOf({ inputs, R, D, V }: Case): [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D] {
	return [tf.tensor2d(inputs.hidden, [R, D]), tf.tensor2d(inputs.kernel, [D, V]), tf.tensor1d(inputs.bias)];
}

function loss({ labels, ignoreLabel, labelSmoothing }: Case, [hidden, kernel, bias]: tf.Tensor[]): tf.Scalar {
	return linearCrossEntropy(
		hidden as tf.Tensor2D,
		kernel as tf.Tensor2D,
		bias as tf.Tensor1D,
		tf.tensor1d(labels, "int32"),
		{ ignoreLabel, labelSmoothing },
	);
}

describe.each(await availableBackends())("linearCrossEntropy on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	test.each(cases)("gives PyTorch's loss, with and without a tape: $name", (sample) => {
		expect(loss(sample, tensorsOf(sample))).toBeAllClose([sample.loss], { atol: 0, rtol: 1e-6 });
		const { value } = tf.valueAndGrads((...inputs: tf.Tensor[]) => loss(sample, inputs))(tensorsOf(sample));
		expect(value).toBeAllClose([sample.loss], { atol: 0, rtol: 1e-6 });
	});

	test.each(cases)("gives PyTorch's gradients: $name", (sample) => {
		const gradients = tf.grads((...inputs: tf.Tensor[]) => loss(sample, inputs))(tensorsOf(sample));
		for (const [i, name] of (["hidden", "kernel", "bias"] as const).entries()) {
			expect(gradients[i]!).toBeAllClose(sample.gradients[name], { atol: 1e-6 });
		}
	});

	test("scales its gradients with what comes after it", () => {
		const sample = cases[0]!;
		const tripled = (...inputs: tf.Tensor[]) => tf.mul(loss(sample, inputs), 3) as tf.Scalar;
		const [dHidden] = tf.grads(tripled)(tensorsOf(sample));
		expect(dHidden!).toBeAllClose(sample.gradients.hidden.map((value) => 3 * value));
	});

	test("is 0 with gradients 0 where every row is ignored", () => {
		const sample = { ...cases[0]!, labels: [0, 0, 0, 0], ignoreLabel: 0 };
		const { value, grads } = tf.valueAndGrads((...inputs: tf.Tensor[]) => loss(sample, inputs))(
			tensorsOf(sample),
		);
		expect(value).toBeAllClose([0], { atol: 0 });
		for (const gradient of grads) expect(gradient.abs().max()).toBeAllClose([0], { atol: 0 });
	});

	test("takes rows by sentence and word, and drops what `dropout` would, to the bit", () => {
		const drop = { rate: 0.3, key: { seed: 1, step: 7, site: 2 } };
		const [B, T, D, V] = [3, 4, 6, 11];
		const random = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, "float32", seed);
		const inputs = [random([B, T, D], 1), random([D, V], 2), random([V], 3)];
		const labels = tf.tensor2d([3, 1, 0, 0, 2, 10, 4, 5, 7, 0, 0, 0], [B, T], "int32");
		const lossOf = (read: (hidden: tf.Tensor3D) => tf.Tensor3D, options: object) =>
			tf.valueAndGrads((hidden, kernel, bias) =>
				linearCrossEntropy(read(hidden as tf.Tensor3D), kernel as tf.Tensor2D, bias as tf.Tensor1D, labels, {
					ignoreLabel: 0,
					labelSmoothing: 0.1,
					...options,
				}),
			)(inputs);
		const inside = lossOf((hidden) => hidden, { dropout: drop });
		const apart = lossOf((hidden) => dropout(hidden, drop.rate, drop.key), {});
		expect(inside.value.dataSync()).toEqual(apart.value.dataSync());
		for (const [i, gradient] of inside.grads.entries()) {
			expect(gradient.shape).toEqual(inputs[i]!.shape);
			expect(gradient.dataSync()).toEqual(apart.grads[i]!.dataSync());
		}
		const all = lossOf((hidden) => hidden, { dropout: { ...drop, rate: 0 } });
		expect(all.value.dataSync()).toEqual(lossOf((hidden) => hidden, {}).value.dataSync());
	});

	test("stays finite for logits far apart", () => {
		const value = linearCrossEntropy(
			tf.tensor2d([1000], [1, 1]),
			tf.tensor2d([1, -1], [1, 2]),
			tf.zeros([2]),
			tf.tensor1d([1], "int32"),
		);
		expect(value).toBeAllClose([2000], { atol: 0, rtol: 1e-6 });
	});

	test("refuses labels that do not fit the rows", () => {
		const [hidden, kernel, bias] = tensorsOf(cases[0]!);
		expect(() => linearCrossEntropy(hidden, kernel, bias, tf.tensor1d([1], "int32"))).toThrow(
			"linearCrossEntropy: expected labels of shape (4), one per row, got (1)",
		);
	});
});
