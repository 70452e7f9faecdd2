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
// JSON holds no infinity and no NaN: there they are strings.
const excludedClasses = new URL("./__fixtures__/excluded-classes.json", import.meta.url);
const excludedCases: Case[] = JSON.parse(readFileSync(excludedClasses, "utf8"), (_, value) =>
	["Infinity", "-Infinity", "NaN"].includes(value) ? Number(value) : value,
).cases;

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

	test.each(excludedCases)(
		"gives PyTorch's loss and gradients where logits are -Infinity: $name",
		(sample) => {
			expect(loss(sample, tensorsOf(sample))).toBeAllClose([sample.loss], { atol: 1e-6, rtol: 1e-6 });
			const gradients = tf.grads((...inputs: tf.Tensor[]) => loss(sample, inputs))(tensorsOf(sample));
			for (const [i, name] of (["hidden", "kernel", "bias"] as const).entries()) {
				expect(gradients[i]!).toBeAllClose(sample.gradients[name], { atol: 1e-6 });
			}
		},
	);

	test("keeps the small part of a loss between large logits that tie", () => {
		const logits = [1e8, 1e8, -1e8];
		const value = linearCrossEntropy(
			tf.tensor2d([1], [1, 1]),
			tf.tensor2d(logits, [1, 3]),
			tf.zeros([3]),
			tf.tensor1d([1], "int32"),
		);
		expect(value).toBeAllClose([Math.LN2], { atol: 1e-6 });
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

	// The second is large enough for the backend `native` to use its buffers again.
	test.each([
		{ B: 3, T: 4, D: 6, V: 11 },
		{ B: 12, T: 8, D: 256, V: 20 },
	])("takes rows by sentence and word, and drops what `dropout` would, to the bit: %o", ({ B, T, D, V }) => {
		const drop = { rate: 0.3, key: { seed: 1, step: 7, site: 2 } };
		const random = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, "float32", seed);
		const inputs = [random([B, T, D], 1), random([D, V], 2), random([V], 3)];
		const labels = tf.randomUniform<tf.Rank.R2>([B, T], 0, V, "int32", 4);
		const results = (read: (hidden: tf.Tensor3D) => tf.Tensor2D | tf.Tensor3D, options: object = {}) =>
			tf.tidy(() => {
				const { value, grads } = tf.valueAndGrads((hidden, kernel, bias) => {
					const rows = read(hidden as tf.Tensor3D);
					return linearCrossEntropy(
						rows,
						kernel as tf.Tensor2D,
						bias as tf.Tensor1D,
						labels.reshape(rows.shape.slice(0, -1)),
						{ ignoreLabel: 0, labelSmoothing: 0.1, ...options },
					);
				})(inputs);
				return [value, ...grads].map((tensor) => tensor.dataSync());
			});
		const inside = results((hidden) => hidden, { dropout: drop });
		expect(inside).toEqual(results((hidden) => dropout(hidden, drop.rate, drop.key)));
		expect(inside).toEqual(results((hidden) => hidden, { dropout: drop }));
		expect(inside.map(({ length }) => length)).toEqual([1, B * T * D, D * V, V]);

		const flat = (hidden: tf.Tensor3D): tf.Tensor2D => hidden.reshape([B * T, D]);
		const rowByRow = (hidden: tf.Tensor3D): tf.Tensor3D => hidden.reshape([B * T, 1, D]);
		expect(results(flat, { dropout: drop })).toEqual(results(rowByRow, { dropout: drop }));
		const all = results((hidden) => hidden);
		expect(results((hidden) => hidden, { dropout: { ...drop, rate: 0 } })).toEqual(all);
		expect(results(flat)).toEqual(all);
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
