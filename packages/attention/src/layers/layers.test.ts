// What the fixtures of Keras cannot say: the layers inside models of TensorFlow.js, their memory, their errors.

import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { saved } from "../../test/saved-model.js";
import {
	AdditiveAttention,
	Attention,
	GroupQueryAttention,
	MultiHeadAttention,
	ShapeError,
} from "../index.js";
import type { BaseAttention, BaseAttentionArgs } from "./base-attention.js";

const LAYERS: Record<string, (args?: BaseAttentionArgs & { inputShape?: number[] }) => BaseAttention> = {
	Attention: (args) => new Attention({ useScale: true, ...args }),
	AdditiveAttention: (args) => new AdditiveAttention(args),
	MultiHeadAttention: (args) => new MultiHeadAttention({ numHeads: 2, keyDim: 3, ...args }),
	GroupQueryAttention: (args) =>
		new GroupQueryAttention({ headDim: 3, numQueryHeads: 4, numKeyValueHeads: 2, ...args }),
};

describe.each(await availableBackends())("on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	describe.each(Object.entries(LAYERS))("%s", (className, create) => {
		test("trains in tf.sequential, as self-attention", async () => {
			const model = tf.sequential();
			model.add(create({ inputShape: [4, 5] }));
			model.add(tf.layers.flatten());
			model.add(tf.layers.dense({ units: 1 }));
			model.compile({ optimizer: tf.train.adam(0.05), loss: "meanSquaredError" });
			const x = tf.randomNormal([16, 4, 5], 0, 1, "float32", 1);
			const y = tf.sum(tf.mul(x, x), [1, 2]).reshape([16, 1]).div(20);
			const before = model.layers[0]!.getWeights().map((w) => Array.from(w.dataSync()));
			const { history } = await model.fit(x, y, { epochs: 25, verbose: 0, shuffle: false });
			const losses = history.loss as number[];
			expect(losses.at(-1)!).toBeLessThan(losses[0]! / 4);
			for (const [i, weight] of model.layers[0]!.getWeights().entries()) {
				// A bias of the keys moves all scores of a row alike, so it learns nothing.
				if (model.layers[0]!.weights[i]!.originalName === "key/bias") continue;
				expect(weight).not.toBeAllClose(before[i]!, { atol: 1e-4 });
			}
		});

		test("trains in tf.model with query, value and a mask as inputs, and survives saving", async () => {
			const query = tf.input({ shape: [3, 5] });
			const value = tf.input({ shape: [4, 5] });
			const mask = tf.input({ shape: [4], dtype: "int32" });
			const layer = create({ maskInputs: ["valueMask"], useCausalMask: true, returnAttentionScores: true });
			const outputs = layer.apply([query, value, mask]) as tf.SymbolicTensor[];
			expect(outputs.map(({ shape }) => shape)).toEqual([
				[null, 3, 5],
				className.includes("Head") || className.includes("Group")
					? [null, className === "MultiHeadAttention" ? 2 : 4, 3, 4]
					: [null, 3, 4],
			]);
			const model = tf.model({ inputs: [query, value, mask], outputs: outputs[0]! });
			model.compile({ optimizer: tf.train.adam(0.02), loss: "meanSquaredError" });
			const inputs = [
				tf.randomNormal([6, 3, 5], 0, 1, "float32", 2),
				tf.randomNormal([6, 4, 5], 0, 1, "float32", 3),
				tf.tensor2d(new Array(6).fill([1, 0, 1, 1]).flat(), [6, 4], "int32"),
			];
			const target = tf.mul(inputs[1]!.slice([0, 0, 0], [6, 3, 5]), 0.5);
			const { history } = await model.fit(inputs, target, { epochs: 8, verbose: 0, batchSize: 6 });
			expect(history.loss!.at(-1)!).toBeLessThan(history.loss![0] as number);

			// What is masked has no influence; what is not has.
			const answer = model.predict(inputs) as tf.Tensor;
			const changedAt = (s: number) => {
				const noise = tf.oneHot([s], 4).reshape([1, 4, 1]).mul(100);
				return tf.max(
					tf.abs(
						tf.sub(model.predict([inputs[0]!, tf.add(inputs[1]!, noise), inputs[2]!]) as tf.Tensor, answer),
					),
				);
			};
			expect(changedAt(1).dataSync()[0]).toBe(0);
			expect(changedAt(0).dataSync()[0]).toBeGreaterThan(0.1);
			expect(changedAt(3).dataSync()[0], "causal").toBe(0);

			const artifacts = await saved(model);
			const loaded = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
			expect(loaded.predict(inputs) as tf.Tensor).toBeAllClose(answer, { atol: 1e-7 });
			expect(loaded.getLayer(layer.name).getConfig()).toEqual(layer.getConfig());
			expect(loaded.getLayer(layer.name).getClassName()).toBe(className);
		});

		test("gives the weights as a second output of tf.model", () => {
			const input = tf.input({ shape: [3, 5] });
			const [output, weights] = create().apply([input, input], { returnAttentionScores: true });
			const model = tf.model({ inputs: input, outputs: [output, weights] });
			const results = model.predict(tf.ones([2, 3, 5])) as tf.Tensor[];
			expect(results.map(({ shape }) => shape.slice(1))).toEqual([
				output.shape.slice(1),
				weights.shape.slice(1),
			]);
			expect(tf.sum(results[1]!, -1)).toBeAllClose(tf.ones(results[1]!.shape.slice(0, -1)));
		});

		test("gives zeros to a query without any key, and no NaN to any gradient", () => {
			const layer = create({ returnAttentionScores: true });
			const x = tf.randomNormal([2, 3, 5], 0, 1, "float32", 4);
			const valueMask = tf.tensor2d(
				[
					[0, 0, 0],
					[1, 1, 1],
				],
				[2, 3],
				"bool",
			);
			const kwargs = { valueMask, mask: [null, valueMask] };
			const [output, weights] = layer.apply([x, x], kwargs) as tf.Tensor[];
			expect(output!.slice([0], [1])).toBeAllClose(tf.zeros([1, 3, 5]));
			expect(weights!.slice([0], [1])).toBeAllClose(tf.zerosLike(weights!.slice([0], [1])));
			const gradient = tf.grad((x) => (layer.apply([x, x], kwargs) as tf.Tensor[])[0]!.sum())(x);
			expect(gradient.slice([0], [1])).toBeAllClose(tf.zeros([1, 3, 5]));
			expect(tf.any(tf.isNaN(gradient)).dataSync()[0]).toBe(0);
		});

		test("takes one query, and no key at all", () => {
			const layer = create();
			const q = tf.ones([2, 1, 5]);
			expect((layer.apply([q, q]) as tf.Tensor).shape).toEqual([2, 1, 5]);
			const nothing = layer.apply([q, tf.zeros([2, 0, 5])]) as tf.Tensor;
			expect(nothing).toBeAllClose(tf.zeros([2, 1, 5]));
		});

		test("drops weights only while training, otherwise in each call, by its seed", () => {
			const x = tf.randomNormal([2, 6, 5], 0, 1, "float32", 5);
			const run = (layer: BaseAttention, training: boolean) =>
				Array.from((layer.apply([x, x], { training }) as tf.Tensor).dataSync());
			const a = create({ dropout: 0.5, seed: 3 });
			const b = create({ dropout: 0.5, seed: 3 });
			a.apply([x, x]);
			b.apply([x, x]);
			b.setWeights(a.getWeights());
			expect(run(a, false)).toEqual(run(a, false));
			const [first, second] = [run(a, true), run(a, true)];
			expect(first).not.toEqual(second);
			expect(first).not.toEqual(run(a, false));
			expect([run(b, true), run(b, true)]).toEqual([first, second]);
		});

		test("uses the mask that an embedding carries, and hands on the query's", () => {
			const embedding = tf.layers.embedding({ inputDim: 9, outputDim: 5, maskZero: true });
			const tokens = tf.tensor2d([[3, 4, 0]], [1, 3]);
			const embedded = embedding.apply(tokens) as tf.Tensor;
			const layer = create();
			const output = layer.apply([tf.ones([1, 2, 5]), embedded]) as tf.Tensor;
			const unpadded = tf.slice(embedded, [0, 0, 0], [1, 2, 5]);
			expect(output).toBeAllClose(layer.apply([tf.ones([1, 2, 5]), unpadded]) as tf.Tensor);
			const self = layer.apply(embedded) as tf.Tensor;
			expect(Array.from(self.kerasMask!.dataSync())).toEqual([1, 1, 0]);

			const input = tf.input({ shape: [3] });
			const vectors = embedding.apply(input) as tf.SymbolicTensor;
			const model = tf.model({
				inputs: input,
				outputs: layer.apply([vectors, vectors]) as tf.SymbolicTensor,
			});
			const direct = layer.apply([embedded, embedded]) as tf.Tensor;
			expect(model.predict(tokens) as tf.Tensor).toBeAllClose(direct, { atol: 1e-6 });
		});

		test("keeps no memory", () => {
			const layer = create({ dropout: 0.1 });
			const x = tf.ones([1, 3, 5]);
			const mask = tf.ones([1, 3], "bool");
			const run = () => layer.apply([x, x], { training: true, mask: [mask, mask] }) as tf.Tensor;
			run().dispose();
			const before = tf.memory().numTensors;
			run().dispose();
			tf.dispose(tf.grad((x) => (layer.apply([x, x]) as tf.Tensor).sum())(x));
			expect(tf.memory().numTensors).toBe(before);
			const weights = layer.weights.length;
			layer.dispose();
			expect(tf.memory().numTensors).toBe(before - weights);
		});

		test("says what it expects", () => {
			const x = tf.ones([1, 2, 3]);
			expectShapeError(
				() => create().apply([x, x, x, x]),
				"expected inputs as apply(query), apply([query, value, key?])",
			);
			expectShapeError(() => create({ dropout: 1 }), "expected dropout in [0, 1)");
			const input = tf.input({ shape: [2, 3] });
			const valueMask = tf.ones([1, 2], "bool");
			expect(() => create().apply([input, input], { valueMask } as object)).toThrow(
				"expected all inputs to be tensors, or all to be symbolic tensors of a model, got both",
			);
			const shared = create();
			shared.apply([input, input]);
			expectShapeError(
				() => shared.apply([input, input], { useCausalMask: true }),
				"expected useCausalMask false, as before, in a functional model, got true",
			);
			expectShapeError(() => create({ maskInputs: ["keysMask" as "keyMask"] }), 'got "keysMask"');
		});
	});
});

test("Attention returns its weights after dropout, MultiHeadAttention before, as in Keras", () => {
	const x = tf.randomNormal([2, 8, 4], 0, 1, "float32", 6);
	const flags = { training: true, returnAttentionScores: true };
	const sums = (layer: BaseAttention) =>
		Array.from(tf.sum((layer.apply([x, x], flags) as tf.Tensor[])[1]!, -1).dataSync());
	const afterDropout = sums(new Attention({ dropout: 0.5, seed: 1 }));
	expect(Math.max(...afterDropout) - Math.min(...afterDropout)).toBeGreaterThan(0.2);
	for (const sum of sums(new MultiHeadAttention({ numHeads: 2, keyDim: 2, dropout: 0.5, seed: 1 }))) {
		expect(sum).toBeCloseTo(1, 5);
	}
	const layer = new Attention({ dropout: 0.5, seed: 1 });
	const [output, weights] = layer.apply([x, x], flags) as tf.Tensor[];
	expect(output!).toBeAllClose(tf.matMul(weights!, x));
	// The same draw without the weights goes by the fused path.
	const again = new Attention({ dropout: 0.5, seed: 1 }).apply([x, x], { training: true }) as tf.Tensor;
	expect(again).toBeAllClose(output!);
});

describe("weights start as in Keras 3.15", () => {
	const largest = (weight: tf.Tensor) => tf.max(tf.abs(weight)).dataSync()[0]!;

	test("kernels within Glorot's limit, with the fans of the map", () => {
		const layer = new MultiHeadAttention({ numHeads: 8, keyDim: 6, valueDim: 4 });
		layer.build([
			[null, 3, 40],
			[null, 3, 24],
		]);
		const limits: Record<string, number> = {
			"query/kernel": Math.sqrt(6 / (40 + 8 * 6)),
			"key/kernel": Math.sqrt(6 / (24 + 8 * 6)),
			"value/kernel": Math.sqrt(6 / (24 + 8 * 4)),
			"attention_output/kernel": Math.sqrt(6 / (8 * 4 + 40)),
		};
		for (const weight of layer.weights) {
			const limit = limits[weight.originalName] ?? 0;
			expect(largest(weight.read())).toBeLessThanOrEqual(limit + 1e-7);
			expect(largest(weight.read())).toBeGreaterThanOrEqual(limit * 0.97);
		}
		const [query, , key] = layer.getWeights();
		expect(query!.slice([0, 0, 0], [24, 8, 6])).not.toBeAllClose(key!, { atol: 1e-3 });
	});

	test("scale within √(3 / dim)", () => {
		const layer = new AdditiveAttention();
		layer.build([
			[null, 3, 200],
			[null, 3, 200],
		]);
		const limit = Math.sqrt(3 / 200);
		expect(largest(layer.getWeights()[0]!)).toBeLessThanOrEqual(limit);
		expect(largest(layer.getWeights()[0]!)).toBeGreaterThan(limit * 0.9);
	});

	test("by other rules when asked, which are saved too", () => {
		const layer = new MultiHeadAttention({
			numHeads: 2,
			keyDim: 3,
			kernelInitializer: "orthogonal",
			biasInitializer: "ones",
			kernelRegularizer: tf.regularizers.l2({ l2: 0.5 }),
			biasRegularizer: { className: "L2", config: { l2: 0.25 } },
			kernelConstraint: "unitNorm",
		});
		layer.build([null, 4, 5]);
		const bias = layer.weights.find(({ originalName }) => originalName === "query/bias")!;
		expect(bias.read()).toBeAllClose(tf.ones([2, 3]));
		const losses = layer.calculateLosses().map((loss) => loss.dataSync()[0]!);
		expect(losses).toHaveLength(8);
		expect(losses[1]).toBeCloseTo(0.25 * 6, 5);
		const config = layer.getConfig();
		expect(config.kernelInitializer).toMatchObject({ className: "Orthogonal" });
		expect(config.kernelRegularizer).toMatchObject({ className: "L1L2", config: { l1: 0, l2: 0.5 } });
		expect(config.kernelConstraint).toMatchObject({ className: "UnitNorm" });
	});
});

test("arguments that do not fit are refused by name", () => {
	expectShapeError(
		() => new MultiHeadAttention({ numHeads: 0, keyDim: 1 }),
		"numHeads to be a positive integer",
	);
	expectShapeError(() => new MultiHeadAttention({ numHeads: 1, keyDim: 1.5 }), "got 1.5");
	expectShapeError(
		() => new MultiHeadAttention({ numHeads: 1, keyDim: 1, slidingWindow: 0 }),
		"slidingWindow",
	);
	expectShapeError(
		() => new MultiHeadAttention({ numHeads: 1, keyDim: 1, outputShape: [2, -1] }),
		"outputShape",
	);
	expectShapeError(
		() => new MultiHeadAttention({ numHeads: 1, keyDim: 1, attentionAxes: 4 }).build([null, 2, 3]),
		"attentionAxes among 1 of inputs of rank 3",
	);
	expectShapeError(
		() =>
			new MultiHeadAttention({ numHeads: 1, keyDim: 1 }).computeOutputShape([
				[1, 2, 3],
				[1, 4, 3],
				[1, 5, 3],
			]),
		"key with the axes of value (1, 4, 3), except the last, got (1, 5, 3)",
	);
	expectShapeError(
		() => new GroupQueryAttention({ headDim: 1, numQueryHeads: 3, numKeyValueHeads: 2 }),
		"divisible by numKeyValueHeads",
	);
	expectShapeError(
		() =>
			new GroupQueryAttention({ headDim: 1, numQueryHeads: 2, numKeyValueHeads: 2 }).build([
				[1, 2, 3],
				[1, 2, 4],
			]),
		"of one width, got (1, 2, 3) and (1, 2, 4)",
	);
	expectShapeError(
		() => new Attention({ scoreMode: "cosine" as "dot" }),
		'scoreMode dot or concat, got "cosine"',
	);
	const layer = new MultiHeadAttention({ numHeads: 2, keyDim: 1 });
	const x = tf.ones([2, 3, 4]);
	expectShapeError(
		() => layer.apply([x, x], { attentionMask: tf.ones([2, 5, 3]) }),
		"a mask that broadcasts to the scores (2, 2, 3, 3), got (2, 5, 3)",
	);
});

function expectShapeError(run: () => unknown, text: string): void {
	try {
		run();
	} catch (error) {
		expect(ShapeError.isInstance(error), String(error)).toBe(true);
		expect((error as Error).message).toContain(text);
		return;
	}
	expect.unreachable(`no error, expected: ${text}`);
}
