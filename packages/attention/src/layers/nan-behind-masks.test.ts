// What is masked has no influence, not even as NaN or infinity: outputs, weights and all gradients are what they are
// with 0 in its place, and its own gradients are 0. The oracle is the same layer on clean inputs.

import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { AdditiveAttention, Attention, GroupQueryAttention, MultiHeadAttention } from "../index.js";
import type { BaseAttention, BaseAttentionArgs } from "./base-attention.js";
import type { AttentionCallArgs } from "./call-forms.js";

const [B, T, S, D] = [2, 4, 5, 6];

const LAYERS: Record<string, (args: BaseAttentionArgs) => BaseAttention> = {
	"Attention, dot": (args) => new Attention(args),
	"Attention, scaled dot": (args) => new Attention({ useScale: true, ...args }),
	"Attention, concat": (args) => new Attention({ useScale: true, scoreMode: "concat", ...args }),
	AdditiveAttention: (args) => new AdditiveAttention(args),
	MultiHeadAttention: (args) => new MultiHeadAttention({ numHeads: 2, keyDim: 3, ...args }),
	"MultiHeadAttention with a gate": (args) =>
		new MultiHeadAttention({ numHeads: 2, keyDim: 3, valueDim: 2, useGate: true, ...args }),
	"MultiHeadAttention with a window": (args) =>
		new MultiHeadAttention({ numHeads: 2, keyDim: 3, slidingWindow: 3, ...args }),
	GroupQueryAttention: (args) =>
		new GroupQueryAttention({ headDim: 3, numQueryHeads: 4, numKeyValueHeads: 2, ...args }),
};

interface Case {
	/** Makes the masks of the call. */
	masks: () => AttentionCallArgs;
	/** Rows [b, t] of the query and [b, s] of value and key that are hidden from everybody. */
	hidden: { query?: [number, number][]; value?: [number, number][]; key?: [number, number][] };
	/** What else the layer is made with. */
	args?: BaseAttentionArgs;
	training?: boolean;
}

const bits = (shape: number[], values: number[]) => tf.tensor(values, shape, "bool");
/** Key 3 of row 0, keys 0 and 4 of row 1. */
const keyBits = [1, 1, 1, 0, 1, 0, 1, 1, 1, 0];
const hiddenKeys: [number, number][] = [
	[0, 3],
	[1, 0],
	[1, 4],
];

const CASES: Record<string, Case> = {
	valueMask: {
		masks: () => ({ valueMask: bits([B, S], keyBits) }),
		hidden: { value: hiddenKeys, key: hiddenKeys },
	},
	keyMask: {
		masks: () => ({ keyMask: bits([B, S], keyBits) }),
		hidden: { value: hiddenKeys, key: hiddenKeys },
	},
	"valueMask with dropout": {
		masks: () => ({ valueMask: bits([B, S], keyBits) }),
		hidden: { value: hiddenKeys, key: hiddenKeys },
		args: { dropout: 0.4, seed: 5 },
		training: true,
	},
	"valueMask, causal": {
		masks: () => ({ valueMask: bits([B, S], keyBits), useCausalMask: true }),
		// The causal mask hides the last key, and the first query of row 1 has no key left.
		hidden: {
			query: [[1, 0]],
			value: [...hiddenKeys, [0, 4]],
			key: [...hiddenKeys, [0, 4]],
		},
	},
	queryMask: {
		masks: () => ({ queryMask: bits([B, T], [1, 0, 1, 1, 0, 1, 1, 1]) }),
		hidden: {
			query: [
				[0, 1],
				[1, 0],
			],
		},
	},
	"attentionMask (T,S)": {
		masks: () => ({
			attentionMask: bits([T, S], [1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0]),
		}),
		hidden: {
			query: [
				[0, 1],
				[1, 1],
			],
			value: [0, 1].flatMap((b): [number, number][] => [
				[b, 1],
				[b, 4],
			]),
			key: [0, 1].flatMap((b): [number, number][] => [
				[b, 1],
				[b, 4],
			]),
		},
	},
	"everything hidden": {
		masks: () => ({ valueMask: bits([B, S], [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]) }),
		hidden: {
			query: [0, 1, 2, 3].map((t): [number, number] => [1, t]),
			value: [0, 1, 2, 3, 4].map((s): [number, number] => [1, s]),
			key: [0, 1, 2, 3, 4].map((s): [number, number] => [1, s]),
		},
	},
};

describe.each(await availableBackends())("on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	describe.each(Object.entries(LAYERS))("%s", (_, create) => {
		describe.each(Object.entries(CASES))("%s", (_, { masks, hidden, args, training = false }) => {
			test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("%s", (dirt) => {
				const run = (value: number) => {
					const layer = create({ ...args, name: "layer" });
					const clean = [draw([B, T, D], 1), draw([B, S, D], 2), draw([B, S, D], 3)];
					layer.build(clean.map(({ shape }) => shape));
					layer.setWeights(layer.weights.map(({ shape }, i) => draw(shape as number[], 10 + i)));
					const inputs = (["query", "value", "key"] as const).map((name, i) =>
						replaceRows(clean[i]!, hidden[name] ?? [], value),
					);
					const results = answers(layer, inputs, { ...masks(), training });
					for (const weight of layer.weights) weight.dispose();
					return results;
				};
				const expected = run(0);
				const actual = run(dirt);
				for (const name of Object.keys(expected)) {
					// `Attention` returns weights of hidden queries, as Keras does: they have a gradient where they are finite.
					const own = hidden[name.replace("gradient of ", "") as "query"] ?? [];
					expect(actual[name]!, name).toBeAllClose(replaceRows(expected[name]!, own, 0), { atol: 1e-6 });
				}
				for (const [name, rows] of Object.entries(hidden)) {
					for (const [row, at] of rows) {
						const gradient = actual[`gradient of ${name}`]!.slice([row, at, 0], [1, 1, D]);
						expect(Array.from(gradient.dataSync(), Math.abs), `${name} ${row} ${at}`).toEqual(
							Array(D).fill(0),
						);
					}
				}
			});
		});

		test("a poisoned query that sees one key leaves the gradients of the others alone", () => {
			const run = (value: number) => {
				const layer = create({ useCausalMask: true });
				const clean = [draw([B, T, D], 1), draw([B, S, D], 2), draw([B, S, D], 3)];
				layer.build(clean.map(({ shape }) => shape));
				layer.setWeights(layer.weights.map(({ shape }, i) => draw(shape as number[], 10 + i)));
				const [query, ...others] = clean as [tf.Tensor, tf.Tensor, tf.Tensor];
				const inputs = [replaceRows(query, [[0, 0]], value), ...others];
				return answers(layer, inputs, {});
			};
			const [expected, actual] = [run(0.5), run(Number.NaN)];
			const later = (x: tf.Tensor) => x.slice([0, 1, 0], [1, 2, -1]);
			for (const name of ["output", "gradient of query", "gradient of value", "gradient of key"]) {
				if (name !== "gradient of value" && name !== "gradient of key") {
					expect(later(actual[name]!), name).toBeAllClose(later(expected[name]!), { atol: 1e-6 });
				}
				expect(actual[name]!.slice([1], [1]), name).toBeAllClose(expected[name]!.slice([1], [1]), {
					atol: 1e-6,
				});
			}
			// With the window too, key 3 of row 0 is far from query 0.
			for (const name of ["gradient of value", "gradient of key"]) {
				const far = (x: tf.Tensor) => x.slice([0, 3, 0], [1, 1, -1]);
				expect(far(actual[name]!), name).toBeAllClose(far(expected[name]!), { atol: 1e-6 });
			}
		});
	});

	test("keys that only later queries see are clean for the earlier ones", () => {
		for (const [name, create] of Object.entries(LAYERS)) {
			const layer = create({ useCausalMask: true });
			const [query, value] = [draw([B, T, D], 1), draw([B, T, D], 2)];
			const expected = layer.apply([query, value]) as tf.Tensor;
			for (const dirt of [Number.NaN, Number.POSITIVE_INFINITY]) {
				const dirty = replaceRows(value, [[0, T - 1]], dirt);
				const output = layer.apply([query, dirty]) as tf.Tensor;
				const early = (x: tf.Tensor) => x.slice([0, 0, 0], [1, T - 1, -1]);
				expect(early(output), name).toBeAllClose(early(expected), { atol: 1e-6 });
				expect(output.slice([1], [1]), name).toBeAllClose(expected.slice([1], [1]), { atol: 1e-6 });
			}
		}
	});

	test("MultiHeadAttention over two axes, or over one beside another", () => {
		for (const attentionAxes of [undefined, 2, [1, 2]]) {
			const run = (dirt: number) => {
				const layer = new MultiHeadAttention({ numHeads: 2, keyDim: 3, attentionAxes });
				layer.build([
					[2, 2, 3, D],
					[2, 2, 3, D],
				]);
				layer.setWeights(layer.weights.map(({ shape }, i) => draw(shape as number[], 10 + i)));
				const valueMask = bits([2, 2, 3], [1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
				const value = draw([2, 2, 3, D], 2);
				const dirty = tf.where(valueMask.expandDims(-1), value, dirt);
				return answers(layer, [draw([2, 2, 3, D], 1), dirty, dirty], { valueMask });
			};
			const [expected, actual] = [run(0), run(Number.NaN)];
			for (const name of Object.keys(expected)) {
				expect(actual[name]!, `${attentionAxes}: ${name}`).toBeAllClose(expected[name]!, { atol: 1e-6 });
			}
		}
	});
});

/** Output, weights, and the gradients of a sum over both by every input and every weight. */
function answers(
	layer: BaseAttention,
	inputs: tf.Tensor[],
	args: AttentionCallArgs,
): Record<string, tf.Tensor> {
	const results: Record<string, tf.Tensor> = {};
	const total = (query: tf.Tensor, value: tf.Tensor, key: tf.Tensor): tf.Scalar => {
		const call = { ...args, returnAttentionScores: true as const };
		const [output, weights] = layer.apply([query, value, key], call);
		Object.assign(results, { output: tf.keep(output.clone()), weights: tf.keep(weights.clone()) });
		return tf.add(
			tf.sum(tf.mul(clear(output), draw(output.shape, 20))),
			tf.sum(tf.mul(clear(weights), draw(weights.shape, 21))),
		);
	};
	// A layer with dropout draws anew for every call.
	Object.assign(layer, { dropoutCalls: 0 });
	const gradients = tf.grads(total as (...args: tf.Tensor[]) => tf.Tensor)(inputs);
	for (const [i, name] of ["query", "value", "key"].entries()) results[`gradient of ${name}`] = gradients[i]!;
	const variables = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
	if (variables.length === 0) return results;
	Object.assign(layer, { dropoutCalls: 0 });
	const { grads } = tf.variableGrads(() => total(inputs[0]!, inputs[1]!, inputs[2]!), variables);
	for (const [i, weight] of layer.trainableWeights.entries()) {
		results[`gradient of ${weight.originalName}`] = grads[variables[i]!.name]!;
	}
	return results;
}

/** The loss leaves out what is not finite, as a masked loss does. */
function clear(x: tf.Tensor): tf.Tensor {
	const finite = tf.isFinite(x);
	return tf.all(finite).dataSync()[0] ? x : tf.where(finite, x, 0);
}

function replaceRows(x: tf.Tensor, rows: readonly (readonly [number, number])[], value: number): tf.Tensor {
	const buffer = tf.buffer(x.shape, "float32", Float32Array.from(x.dataSync()));
	for (const [b, i] of rows) for (let d = 0; d < x.shape[2]!; d++) buffer.set(value, b, i, d);
	return buffer.toTensor();
}

function draw(shape: readonly number[], seed: number): tf.Tensor {
	return tf.randomUniform([...shape], -1, 1, "float32", seed);
}
