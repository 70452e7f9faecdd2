// Every form of a call that Keras or TensorFlow.js has gives the same as the list of inputs, or an error that names
// the right one; none is silently something else.

import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { saved } from "../../test/saved-model.js";
import { AdditiveAttention, Attention, GroupQueryAttention, MultiHeadAttention } from "../index.js";
import type { BaseAttention, BaseAttentionArgs } from "./base-attention.js";

const LAYERS: Record<string, (args?: BaseAttentionArgs) => BaseAttention> = {
	Attention: (args) => new Attention({ useScale: true, ...args }),
	AdditiveAttention: (args) => new AdditiveAttention(args),
	MultiHeadAttention: (args) => new MultiHeadAttention({ numHeads: 2, keyDim: 3, ...args }),
	GroupQueryAttention: (args) =>
		new GroupQueryAttention({ headDim: 3, numQueryHeads: 4, numKeyValueHeads: 2, ...args }),
};

/** A layer as JavaScript sees it, without types. */
type Untyped = { apply(...args: unknown[]): tf.Tensor };
const untyped = (layer: BaseAttention) => layer as unknown as Untyped;

describe.each(await availableBackends())("on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	describe.each(Object.entries(LAYERS))("%s", (name, create) => {
		const query = tf.randomNormal([2, 3, 5], 0, 1, "float32", 1);
		const value = tf.randomNormal([2, 4, 5], 0, 1, "float32", 2);
		const key = tf.randomNormal([2, 4, 5], 0, 1, "float32", 3);
		const valueMask = tf.tensor2d([1, 1, 0, 1, 1, 0, 1, 1], [2, 4], "bool");
		const queryMask = tf.tensor2d([1, 0, 1, 1, 1, 0], [2, 3], "bool");

		test("takes query, value and key as a list, one by one, and by name", () => {
			const layer = create();
			const expected = layer.apply([query, value, key]) as tf.Tensor;
			const self = layer.apply(query) as tf.Tensor;
			const { apply } = { apply: (...args: unknown[]) => untyped(layer).apply(...args) };
			for (const answer of [
				apply(query, value, key),
				apply(query, value, key, {}),
				apply(query, value, { key }),
				apply(query, { value, key }),
				apply([query, value], { key }),
				apply([query], { value, key }),
				apply({ query, value, key }),
				apply({ inputs: [query, value, key] }),
				apply({ inputs: query, value, key }, undefined),
			]) {
				expect(answer).toBeAllClose(expected, { atol: 0 });
			}
			const crossed = layer.apply([query, value]) as tf.Tensor;
			expect(apply(query, value)).toBeAllClose(crossed, { atol: 0 });
			expect(apply(query, value, null)).toBeAllClose(crossed, { atol: 0 });
			expect(apply(query, { value, key: null })).toBeAllClose(crossed, { atol: 0 });
			expect(crossed).not.toBeAllClose(self, { atol: 1e-3 });
		});

		test("takes masks and flags in camel case and in snake case", () => {
			const layer = create();
			const more = { valueMask, queryMask, useCausalMask: true, returnAttentionScores: true };
			const expected = layer.apply([query, value, key], more) as tf.Tensor[];
			const snake = { value_mask: valueMask, query_mask: queryMask };
			const flags = { use_causal_mask: true, return_attention_scores: true, training: false };
			const answers = [
				untyped(layer).apply(query, value, key, { ...snake, ...flags }),
				untyped(layer).apply(query, { value, key, ...snake, ...flags }),
				untyped(layer).apply([query, value, key], { mask: [queryMask, valueMask], ...flags }),
			] as unknown as tf.Tensor[][];
			for (const answer of answers) {
				for (const i of [0, 1]) expect(answer[i]!).toBeAllClose(expected[i]!, { atol: 0 });
			}
			const open = layer.apply([query, value, key]) as tf.Tensor;
			expect(expected[0]!).not.toBeAllClose(open, { atol: 1e-3 });
			const attentionMask = tf
				.ones([3, 4], "bool")
				.sub(tf.tensor1d([0, 1, 1, 1]))
				.cast("bool");
			const first = untyped(layer).apply(query, value, { attention_mask: attentionMask });
			const again = layer.apply([query, value], { attentionMask }) as tf.Tensor;
			expect(first).toBeAllClose(again, { atol: 0 });
		});

		test("becomes a model by every form, which survives saving", async () => {
			const layer = create();
			const inputs = {
				query: tf.input({ shape: [3, 5] }),
				value: tf.input({ shape: [4, 5] }),
				valueMask: tf.input({ shape: [4], dtype: "bool" }),
			};
			const flags = { use_causal_mask: true };
			const output = untyped(layer).apply(inputs.query, {
				value: inputs.value,
				value_mask: inputs.valueMask,
				...flags,
			}) as unknown as tf.SymbolicTensor;
			const model = tf.model({ inputs: Object.values(inputs), outputs: output });
			const expected = layer.apply([query, value, valueMask], { useCausalMask: true }) as tf.Tensor;
			expect(model.predict([query, value, valueMask]) as tf.Tensor).toBeAllClose(expected, { atol: 1e-6 });

			const loaded = await tf.loadLayersModel(tf.io.fromMemory(await saved(model)));
			expect(loaded.predict([query, value, valueMask]) as tf.Tensor).toBeAllClose(expected, { atol: 1e-6 });
			const again = await tf.loadLayersModel(tf.io.fromMemory(await saved(loaded)));
			expect(again.predict([query, value, valueMask]) as tf.Tensor).toBeAllClose(expected, { atol: 1e-6 });
			expect(again.getLayer(layer.name).getConfig()).toEqual(layer.getConfig());
		});

		test("keeps for a second call in a model what the first one said", () => {
			const [q, v, mask] = [
				tf.input({ shape: [3, 5] }),
				tf.input({ shape: [4, 5] }),
				tf.input({ shape: [4], dtype: "bool" }),
			];
			const layer = create();
			const by = (...args: unknown[]) => untyped(layer).apply(...args) as unknown as tf.SymbolicTensor;
			const first = by(q, v, { mask: [null, mask] });
			const second = by([v, v], { value_mask: mask });
			const model = tf.model({ inputs: [q, v, mask], outputs: [first, second] });
			const [, answer] = model.predict([query, value, valueMask]) as tf.Tensor[];
			const expected = layer.apply([value, value, valueMask]) as tf.Tensor;
			expect(answer!).toBeAllClose(expected, { atol: 1e-6 });
			expect(() => by([q, v])).toThrow(/expected valueMask \(\?, 3\)/);
			expect(() => by(q)).toThrow(/expected inputs as .*the masks valueMask close the list/);
			expect(() => by([q, v, mask], { queryMask: mask })).toThrow(/expected (queryMask|masks valueMask)/);
			const dropping = create({ dropout: 0.1 });
			expect(() => dropping.apply([q, v], { training: true })).toThrow("expected no training");
		});

		test.each<[title: string, message: string, args: () => unknown[]]>([
			["an unknown argument", 'unknown option "causal"', () => [[query, value], { causal: true }]],
			["a misspelt one", 'did you mean "useCausalMask"?', () => [query, value, { use_casual_mask: true }]],
			["both spellings", "expected keyMask once", () => [query, { keyMask: valueMask, key_mask: valueMask }]],
			["nothing", "expected inputs as apply(query)", () => []],
			["null", "expected query to be a tensor, got null", () => [null]],
			["numbers", "expected query to be a tensor, got an array of 1", () => [[[[1, 2]]]]],
			["four tensors", "expected inputs as", () => [query, value, key, valueMask]],
			["a list and a tensor", "expected inputs as", () => [[query, value], key]],
			["the value twice", "expected value once, got two", () => [query, value, { value }]],
			["the inputs twice", "expected inputs once, got two", () => [query, { inputs: value }]],
			["a key without a value", "the value is missing", () => [query, { key }]],
			["a value without a query", "the query is missing", () => [{ value }]],
			[
				"a reference instead of a tensor",
				'a tensor of a saved model must stand in the list of inbound nodes: [["query",0,0,{}],["value",0,0,{}]]',
				() => [query, { value: ["v", 0, 0] }],
			],
			[
				"a truthy flag",
				"expected useCausalMask to be true or false, got 1",
				() => [query, { useCausalMask: 1 }],
			],
			[
				"a mask that is none",
				"expected mask [queryMask, valueMask], got true",
				() => [query, { mask: true }],
			],
			["text as a mask", 'expected keyMask to be a tensor, got "all"', () => [query, { keyMask: "all" }]],
			[
				"a mask of another length",
				"expected valueMask (2, 4)",
				() => [[query, value], { valueMask: queryMask }],
			],
			["integers", "expected a float32 tensor as value", () => [query, value.cast("int32")]],
			["one sequence", "one sequence is a batch of 1", () => [query.slice([0], [1]).squeeze([0])]],
			[
				"a batch of another size",
				"expected value of rank 3 and the batch size",
				() => [query, value.slice([1])],
			],
			["keys of another length", "expected key with the axes of value", () => [query, value, query]],
		])("refuses %s", (_, message, args) => {
			const layer = create();
			layer.apply([query, value]);
			expect(() => untyped(layer).apply(...args())).toThrow(message);
			expect(() => untyped(layer).apply(...args())).toThrow(`${name} "`);
		});

		test.each([
			["width", "width", [2, 3, 6]],
			["rank", "rank", [2, 3, 2, 5]],
		])("refuses a second call with another %s", (_, word, shape) => {
			const layer = create({ useCausalMask: false });
			layer.apply([query, value]);
			const other = tf.ones(shape);
			expect(() => layer.apply([query, other])).toThrow(word);
			// `Attention` without a projection has no weights of that shape.
			if (word === "width" && name !== "Attention") expect(() => layer.apply(other)).toThrow("width 5");
		});
	});
});

test("model.json with a tensor by name says where it belongs", async () => {
	const model = modelJson([["q", 0, 0, { value: ["v", 0, 0] }]]);
	await expect(tf.loadLayersModel(tf.io.fromMemory({ modelTopology: model }))).rejects.toThrow(
		/expected value to be a tensor.*\n.*inbound nodes/,
	);
	const listed = modelJson([
		["q", 0, 0, { use_causal_mask: true }],
		["v", 0, 0, { use_causal_mask: true }],
	]);
	const loaded = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology: listed }), { strict: false });
	expect(loaded.getLayer("a").getConfig().useCausalMask).toBe(true);
});

test("constructors take Keras' names, and refuse unknown ones", () => {
	const snake = {
		num_heads: 2,
		key_dim: 3,
		value_dim: 4,
		use_bias: false,
		output_shape: [5],
		kernel_initializer: { module: "keras.initializers", class_name: "GlorotNormal", config: { seed: 3 } },
		bias_initializer: "random_normal",
		kernel_regularizer: "l2",
		bias_regularizer: { class_name: "L1", config: { l1: 0.5 } },
		kernel_constraint: "unit_norm",
		attention_axes: null,
		dtype: { module: "keras", class_name: "DTypePolicy", config: { name: "float32" } },
	};
	const layer = new MultiHeadAttention(snake as never);
	const camel = new MultiHeadAttention({
		numHeads: 2,
		keyDim: 3,
		valueDim: 4,
		useBias: false,
		outputShape: [5],
		kernelInitializer: { className: "GlorotNormal", config: { seed: 3 } },
		biasInitializer: "randomNormal",
		kernelRegularizer: tf.regularizers.l2({ l2: 0.01 }),
		biasRegularizer: { className: "L1L2", config: { l1: 0.5, l2: 0 } },
		kernelConstraint: "unitNorm",
	});
	expect({ ...layer.getConfig(), name: "" }).toEqual({ ...camel.getConfig(), name: "" });
	const grouped = new GroupQueryAttention({
		head_dim: 2,
		num_query_heads: 4,
		num_key_value_heads: 2,
	} as never);
	expect(grouped.getConfig()).toMatchObject({ headDim: 2, numQueryHeads: 4, numKeyValueHeads: 2 });
	expect(new Attention({ use_scale: true, score_mode: "concat" } as never).getConfig()).toMatchObject({
		useScale: true,
		scoreMode: "concat",
	});
});

test.each<[message: string, make: () => unknown]>([
	['MultiHeadAttention: unknown option "numHead"\nHint: did you mean "numHeads"?', () => mha({ numHead: 2 })],
	['unknown option "use_causal"\nHint: did you mean "useCausalMask"?', () => mha({ use_causal: true })],
	[
		'AdditiveAttention: unknown option "scoreMode"',
		() => new AdditiveAttention({ scoreMode: "dot" } as never),
	],
	['Attention: unknown option "causal"', () => new Attention({ causal: true } as never)],
	[
		"MultiHeadAttention: expected an object with arguments, got undefined",
		() => new (MultiHeadAttention as unknown as new () => unknown)(),
	],
	["MultiHeadAttention: expected an object with arguments, got 8", () => new MultiHeadAttention(8 as never)],
	["numHeads to be a positive integer, got undefined", () => new MultiHeadAttention({} as never)],
	['numHeads to be a positive integer, got "8"', () => mha({ numHeads: "8" })],
	["useBias to be true or false, got 0", () => mha({ useBias: 0 })],
	["attentionAxes of integers", () => mha({ attentionAxes: ["1"] })],
	[
		'expected dtype float32, got "mixed_float16"',
		() => mha({ dtype: { config: { name: "mixed_float16" } } }),
	],
	['expected dtype float32, got "float16"', () => mha({ dtype: "float16" })],
	["expected seed to be an integer, got 0.5", () => mha({ seed: 0.5 })],
	["expected useCausalMask to be true or false", () => new Attention({ useCausalMask: "no" as never })],
	[
		'expected kernelInitializer by a name, configuration or object of TensorFlow.js, got "glorot"',
		() => mha({ kernelInitializer: "glorot" }),
	],
	[
		"expected kernelInitializer by a name, configuration or object of TensorFlow.js, got Glorot",
		() => mha({ kernelInitializer: { className: "Glorot", config: {} } }),
	],
])("%s", (message, make) => {
	expect(make).toThrow(message);
});

function mha(more: object): MultiHeadAttention {
	return new MultiHeadAttention({ numHeads: 2, keyDim: 3, ...more } as never);
}

function modelJson(inbound: unknown[]): object {
	const input = (name: string, steps: number) => ({
		class_name: "InputLayer",
		name,
		config: { name, batch_input_shape: [null, steps, 5], dtype: "float32", sparse: false },
		inbound_nodes: [],
	});
	const layer = {
		class_name: "MultiHeadAttention",
		name: "a",
		config: { name: "a", num_heads: 2, key_dim: 3 },
		inbound_nodes: [inbound],
	};
	return {
		class_name: "Functional",
		config: {
			name: "model",
			layers: [input("q", 3), input("v", 4), layer],
			input_layers: [
				["q", 0, 0],
				["v", 0, 0],
			],
			output_layers: [["a", 0, 0]],
		},
	};
}
