// Every public function with every kind of wrong argument: the first failure is an error of ours.

import { readFileSync } from "node:fs";
import { availableBackends, type Swept, sweepHostileArguments, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import * as attention from "./index.js";

const { byHand, scoreFunctions } = attention;
/** A file that Keras wrote. */
const keras = (name: string) => readFileSync(new URL(`keras-models/__fixtures__/${name}`, import.meta.url));
const heads = (L: number) => tf.ones([2, L, 2, 4]);
const rows = (L: number) => tf.ones([2, L, 4]);
const pairs = () => ({ query: rows(3), key: rows(3), value: rows(3) });

type Args = Record<string, unknown>;
/** A constructor, and then a call of what it made. */
const layer = (Layer: new (args: never) => unknown, args: Args): Record<string, Swept> => {
	const where = new RegExp(`^${Layer.name}( ".*")?:`);
	const made = () => new Layer(args as never) as attention.Attention;
	return {
		[Layer.name]: {
			call: (given) => new Layer(given),
			good: () => [{ ...structuredClone(args), dropout: 0.1, seed: 1 }],
			where,
		},
		[`${Layer.name}.apply of a list`]: {
			call: (inputs, more) => made().apply(inputs, more),
			good: () => [
				[rows(3), rows(3), rows(3)],
				{ valueMask: tf.ones([2, 3], "bool"), attentionMask: tf.ones([3, 3], "bool"), mask: [null, null] },
			],
			where,
		},
		[`${Layer.name}.apply by name`]: {
			call: (inputs) => made().apply(inputs),
			good: () => [{ ...pairs(), queryMask: tf.ones([2, 3]), useCausalMask: true, training: false }],
			where,
		},
		[`${Layer.name}.apply twice`]: {
			call: (query, value) => {
				const twice = made();
				twice.apply([rows(3), rows(3)]);
				return twice.apply(query, value);
			},
			good: () => [rows(3), rows(2)],
			where,
		},
		[`${Layer.name}.build`]: {
			call: (shape) => made().build(shape),
			good: () => [
				[
					[null, 3, 4],
					[null, 3, 4],
				],
			],
			where,
		},
		[`${Layer.name}.computeOutputShape`]: {
			call: (shape) => made().computeOutputShape(shape),
			good: () => [[null, 3, 4]],
			where,
		},
	};
};

const matrix = () => [
	[1, 2],
	[3, 4],
];

const SWEPT: Record<string, Swept> = {
	attend: {
		call: attention.attend,
		good: () => [
			{
				score: "additive",
				...pairs(),
				weights: { Wq: tf.ones([4, 5]), Wk: tf.ones([4, 5]), v: tf.ones([5]) },
				keyLengths: tf.tensor1d([1, 2], "int32"),
				mask: tf.ones([3, 3], "bool"),
				returnWeights: true,
			},
		],
		where: /^(attend|score additive|score):/,
	},
	fusedAttention: {
		call: attention.fusedAttention,
		good: () => [
			{
				query: heads(3),
				key: heads(3),
				value: heads(3),
				keyLengths: tf.tensor1d([1, 2], "int32"),
				mask: tf.ones([3, 3], "bool"),
				bias: tf.zeros([1, 1, 3, 3]),
				scale: 1,
				isCausal: true,
				causalAlignment: "top-left",
				slidingWindow: 2,
				dropoutRate: 0.1,
				seed: 1,
				returnWeights: true,
			},
		],
	},
	composedAttention: {
		call: attention.composedAttention,
		good: () => [{ query: heads(3), key: heads(3), value: heads(3), mask: tf.ones([3, 3], "bool") }],
	},
	hasFusedAttention: { call: attention.hasFusedAttention, good: () => [] },
	maskedSoftmax: { call: attention.maskedSoftmax, good: () => [rows(3), tf.ones([3, 4], "bool")] },
	paddingMask: { call: attention.paddingMask, good: () => [tf.ones([2, 3], "int32"), 0] },
	lengthMask: { call: attention.lengthMask, good: () => [tf.tensor1d([1, 2], "int32"), 3] },
	causalMask: { call: attention.causalMask, good: () => [3, 4, "bottom-right"] },
	slidingWindowMask: { call: attention.slidingWindowMask, good: () => [3, 4, 2, "top-left"] },
	overKeys: { call: attention.overKeys, good: () => [tf.ones([2, 3], "bool")] },
	overQueries: { call: attention.overQueries, good: () => [tf.ones([2, 3], "bool")] },
	combineMasks: { call: attention.combineMasks, good: () => [tf.ones([2, 1, 3], "bool"), tf.ones([4, 3])] },
	attentionSvg: {
		call: attention.attentionSvg,
		good: () => [
			{
				weights: [
					[0.5, 0.5],
					[0, 1],
				],
				sourceTokens: ["a", "b"],
				targetTokens: ["c", "d"],
				title: "t",
				lang: "es",
				alignment: [[0, 1]],
				maxWeight: 1,
			},
		],
	},
	...layer(attention.Attention, { useScale: true, scoreMode: "concat" }),
	...layer(attention.AdditiveAttention, { useScale: true }),
	...layer(attention.MultiHeadAttention, {
		numHeads: 2,
		keyDim: 3,
		valueDim: 2,
		outputShape: [4],
		attentionAxes: [1],
		kernelInitializer: "glorotUniform",
		slidingWindow: 3,
		useBias: true,
	}),
	...layer(attention.GroupQueryAttention, {
		headDim: 2,
		numQueryHeads: 4,
		numKeyValueHeads: 2,
		useGate: true,
	}),
	...Object.fromEntries(
		Object.entries(scoreFunctions).flatMap(([name, score]): [string, Swept][] => {
			const shapes = score.weightShapes({ queryWidth: 4, keyWidth: 4, units: 5 });
			const weights = () => Object.fromEntries(Object.entries(shapes).map(([w, s]) => [w, tf.ones([...s])]));
			const where = new RegExp(`^score( ${name})?:`);
			return [
				[
					`${name}.weightShapes`,
					{ call: score.weightShapes, good: () => [{ queryWidth: 4, keyWidth: 4, units: 5 }], where },
				],
				[`${name}.projectQuery`, { call: score.projectQuery, good: () => [rows(3), weights()], where }],
				[`${name}.projectKey`, { call: score.projectKey, good: () => [rows(3), weights()], where }],
				[`${name}.dotFactor`, { call: score.dotFactor, good: () => [4], where }],
				[
					`${name}.compare`,
					{
						call: score.compare,
						good: () => [
							tf.ones([2, 3, 5]),
							tf.ones([2, 3, 5]),
							weights(),
							tf.ones([3, 3], "bool").expandDims(0),
						],
						where,
					},
				],
			];
		}),
	),
	"byHand.attention": {
		call: byHand.attention,
		where: /^byHand\./,
		good: () => [
			{
				queries: matrix(),
				keys: matrix(),
				values: matrix(),
				score: byHand.scores.dot,
				weights: {},
				mask: [
					[true, true],
					[true, true],
				],
			},
		],
	},
	"byHand.softmax": { call: byHand.softmax, good: () => [[1, 2]] },
	"byHand.causalMask": { call: byHand.causalMask, good: () => [2, 3] },
	"byHand.paddingMask": { call: byHand.paddingMask, good: () => [[1, 0], 2, 0] },
	"byHand.combineMasks": { call: byHand.combineMasks, good: () => [[[true, false]], [[true, true]]] },
	"byHand.dotProduct": {
		call: byHand.dotProduct,
		good: () => [
			[1, 2],
			[3, 4],
		],
	},
	"byHand.vectorTimesMatrix": { call: byHand.vectorTimesMatrix, good: () => [[1, 2], matrix()] },
	"byHand.scores.dot": {
		call: byHand.scores.dot,
		good: () => [
			[1, 2],
			[3, 4],
		],
		where: /^byHand\./,
	},
	"byHand.scores.scaledDot": {
		call: byHand.scores.scaledDot,
		good: () => [
			[1, 2],
			[3, 4],
		],
		where: /^byHand\./,
	},
	loadKerasModel: {
		call: attention.loadKerasModel,
		good: () => [
			{ architecture: keras("tagger-architecture.json").toString(), weights: keras("tagger.weights.h5") },
		],
	},
	modelFromKerasJson: {
		call: attention.modelFromKerasJson,
		good: () => [JSON.parse(keras("tagger-architecture.json").toString())],
		where: /^(modelFromKerasJson|loadKerasModel):/,
	},
	decodeSafetensors: {
		call: attention.decodeSafetensors,
		good: () => [keras("tagger.safetensors")],
		where: /^(decodeSafetensors|safetensors):/,
	},
	safetensorsLength: {
		call: attention.safetensorsLength,
		good: () => [keras("tagger.safetensors")],
	},
	encodeSafetensors: {
		call: attention.encodeSafetensors,
		good: () => [
			{ tensors: new Map([["a", { shape: [2], values: new Float32Array(2) }]]), metadata: { a: "b" } },
		],
		where: /^(encodeSafetensors|safetensors):/,
	},
	Random: { call: (key) => new attention.Random(key), good: () => [1] },
	"Random.fromState": { call: (state) => attention.Random.fromState(state), good: () => [[1, 2, 3, 4]] },
	"Random.below": { call: (limit) => new attention.Random(1).below(limit), good: () => [3] },
	"Random.pick": { call: (items) => new attention.Random(1).pick(items), good: () => [[1, 2]] },
	"Random.shuffle": { call: (items) => new attention.Random(1).shuffle(items), good: () => [[1, 2]] },
	"Random.chance": { call: (share) => new attention.Random(1).chance(share), good: () => [0.5] },
	"byHand.scores.general": {
		call: byHand.scores.general,
		good: () => [[1, 2], [3, 4], { W: matrix() }],
		where: /^byHand\./,
	},
	"byHand.scores.additive": {
		call: byHand.scores.additive,
		good: () => [[1, 2], [3, 4], { Wq: matrix(), Wk: matrix(), v: [1, 2] }],
		where: /^byHand\./,
	},
	"byHand.scores.concat": {
		call: byHand.scores.concat,
		good: () => [[1], [3], { W: matrix(), v: [1, 2] }],
		where: /^byHand\./,
	},
};

describe.each(await availableBackends())("on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	test.each(Object.entries(SWEPT))("%s", async (name, swept) => {
		tf.engine().startScope();
		try {
			await sweepHostileArguments(name, swept);
		} finally {
			tf.engine().endScope();
		}
	});
});

test("no public function is left out", () => {
	const own = (value: object) => Object.entries(value).filter(([, member]) => typeof member === "function");
	const names = [
		...own(attention).map(([name]) => name),
		...own(byHand).map(([name]) => `byHand.${name}`),
		...own(byHand.scores).map(([name]) => `byHand.scores.${name}`),
		...Object.entries(scoreFunctions).flatMap(([score, of]) => own(of).map(([name]) => `${score}.${name}`)),
	];
	// Users catch the errors and do not make them; the checks of the packages above take their caller's name.
	const others = ["ShapeError", "ZipError", "requireLengths", "requireTensor"];
	// What seq2seq reads archives with: its own errors are those of a corpus.
	others.push("damagedMember", "isZip", "zipDirectory");
	expect(names.filter((name) => !(name in SWEPT) && !others.includes(name))).toEqual([]);
});
