// The backend through tf.*: each op on `native` gives what TensorFlow.js' own backend gives.

import * as seq2seq from "@mirada/seq2seq";
import * as tf from "@tensorflow/tfjs";
import { onBothBackends } from "../both-backends.mjs";
import { floatTensor, sizeOf } from "../random-tensors.mjs";

const functions = new Map(Object.entries(tf));
const tensor = (random, shape, magnitude = 2) => floatTensor(random, shape, magnitude);
const shapeOf = (random, rank = random.integer(0, 4)) =>
	random.list(rank, () => random.pick([1, 2, 3, 5, 0]));
/** A shape that broadcasts with `shape`. */
const partner = (random, shape) =>
	shape.slice(random.integer(0, shape.length)).map((size) => (random.chance(0.3) ? 1 : size));

const unary = [
	"exp",
	"log",
	"sqrt",
	"tanh",
	"sigmoid",
	"relu",
	"elu",
	"neg",
	"abs",
	"square",
	"rsqrt",
	"softplus",
	"sin",
	"sign",
	"floor",
	"round",
	"erf",
	"log1p",
	"expm1",
	"reciprocal",
	"leakyRelu",
	"isNaN",
	"zerosLike",
];
const binary = [
	"add",
	"sub",
	"mul",
	"div",
	"maximum",
	"minimum",
	"squaredDifference",
	"pow",
	"greater",
	"less",
	"equal",
	"floorDiv",
	"mod",
];
const reductions = ["sum", "mean", "max", "min", "prod", "any", "all", "argMax", "argMin", "logSumExp"];

/** Name -> arguments of tf[name]. */
const ops = {
	unary: (random) => [random.pick(unary), [tensor(random, shapeOf(random))]],
	binary(random) {
		const shape = shapeOf(random);
		const pair = [tensor(random, shape), tensor(random, partner(random, shape))];
		return [random.pick(binary), random.chance(0.5) ? pair : pair.reverse()];
	},
	reduction(random) {
		const shape = shapeOf(random, random.integer(1, 4)).map((size) => size || 1);
		const axis = random.integer(0, shape.length - 1);
		const name = random.pick(reductions);
		const x = tensor(random, shape);
		return [
			name,
			[
				name === "any" || name === "all" ? x.greater(0) : x,
				axis,
				...(name.startsWith("arg") ? [] : [random.chance(0.5)]),
			],
		];
	},
	matMul(random) {
		const [m, k, n] = random.list(3, () => random.pick([1, 2, 7, 16, 0]));
		const lead = random.pick([[], [2], [3, 1]]);
		const [transposeA, transposeB] = [random.chance(0.5), random.chance(0.5)];
		return [
			"matMul",
			[
				tensor(random, [...lead, ...(transposeA ? [k, m] : [m, k])]),
				tensor(random, [
					...lead.map((size) => (random.chance(0.3) ? 1 : size)),
					...(transposeB ? [n, k] : [k, n]),
				]),
				transposeA,
				transposeB,
			],
		];
	},
	gather(random) {
		const shape = shapeOf(random, random.integer(1, 3)).map((size) => size || 2);
		const axis = random.integer(0, shape.length - 1);
		const indices = random.integers(random.integer(0, 5), 0, shape[axis] - 1);
		return ["gather", [tensor(random, shape), tf.tensor1d(indices, "int32"), axis]];
	},
	concat(random) {
		const shape = shapeOf(random, random.integer(1, 3));
		const axis = random.integer(0, shape.length - 1);
		const parts = random.list(random.integer(1, 3), () =>
			tensor(random, shape.with(axis, random.integer(0, 3))),
		);
		return ["concat", [parts, axis]];
	},
	slice(random) {
		const shape = shapeOf(random, random.integer(1, 4));
		const begin = shape.map((size) => random.integer(0, size));
		const size = shape.map((all, i) => random.integer(0, all - begin[i]));
		return ["slice", [tensor(random, shape), begin, size]];
	},
	pad(random) {
		const shape = shapeOf(random, random.integer(1, 4));
		return [
			"pad",
			[tensor(random, shape), shape.map(() => [random.integer(0, 2), random.integer(0, 2)]), random.next()],
		];
	},
	tile(random) {
		const shape = shapeOf(random, random.integer(1, 3));
		return ["tile", [tensor(random, shape), shape.map(() => random.integer(1, 3))]];
	},
	transpose(random) {
		const shape = shapeOf(random);
		const order = shape.map((_, i) => [random.next(), i]).sort((a, b) => a[0] - b[0]);
		return ["transpose", [tensor(random, shape), order.map(([, i]) => i)]];
	},
	softmax: (random) => [
		random.pick(["softmax", "logSoftmax"]),
		[tensor(random, [random.integer(1, 4), random.integer(1, 20)], 30)],
	],
	where(random) {
		const shape = shapeOf(random);
		return ["where", [tensor(random, shape).greater(0), tensor(random, shape), tensor(random, shape)]];
	},
	cast: (random) => [
		"cast",
		[tensor(random, shapeOf(random), 100), random.pick(["int32", "bool", "float32"])],
	],
	reshape(random) {
		const shape = shapeOf(random);
		return ["reshape", [tensor(random, shape), [sizeOf(shape)]]];
	},
	oneHot: (random) => [
		"oneHot",
		[tf.tensor1d(random.integers(random.integer(0, 4), -1, 4), "int32"), random.integer(1, 5)],
	],
	clip: (random) => ["clipByValue", [tensor(random, shapeOf(random)), -1, 1]],
	stack: (random) => [
		"stack",
		[random.list(random.integer(1, 3), () => tensor(random, [2, 3])), random.integer(0, 2)],
	],
	unstack: (random) => ["unstack", [tensor(random, [random.integer(1, 3), 2]), 0]],
	cumsum: (random) => ["cumsum", [tensor(random, [3, 4]), random.integer(0, 1)]],
	fill: (random) => ["fill", [shapeOf(random), random.next()]],
	addN: (random) => ["addN", [random.list(random.integer(1, 3), () => tensor(random, [2, 3]))]],
	unsortedSegmentSum: (random) => [
		"unsortedSegmentSum",
		[tensor(random, [4, 2]), tf.tensor1d(random.integers(4, 0, 2), "int32"), 3],
	],
	conv2d: (random) => [
		"conv2d",
		[tensor(random, [1, 5, 5, 2]), tensor(random, [2, 2, 2, 3]), random.integer(1, 2), "same"],
	],
};

/** The functions of @mirada/seq2seq that a model is made of. */
const modelOps = {
	lstmSequence(random) {
		const [B, T, D, U] = [
			random.integer(1, 3),
			random.integer(1, 4),
			random.integer(1, 5),
			random.integer(1, 9),
		];
		const weights = {
			kernel: tensor(random, [D, 4 * U]),
			recurrentKernel: tensor(random, [U, 4 * U]),
			bias: tensor(random, [4 * U]),
		};
		const options = {
			...(random.chance(0.5) && { lengths: tf.tensor1d(random.integers(B, 0, T), "int32") }),
			...(random.chance(0.5) && { reverse: true }),
			...(random.chance(0.5) && { initialState: { h: tensor(random, [B, U]), c: tensor(random, [B, U]) } }),
		};
		return [seq2seq.lstmSequence, [tensor(random, [B, T, D]), weights, options]];
	},
	embedding(random) {
		const [V, D, B, T] = random.list(4, () => random.integer(1, 5));
		const ids = tf.tensor2d(random.integers(B * T, 0, V - 1), [B, T], "int32");
		const dropout = { rate: 0.3, key: { seed: 1, step: 2, site: 3 } };
		return [seq2seq.embedding, [tensor(random, [V, D]), ids, ...(random.chance(0.3) ? [dropout] : [])]];
	},
	dropout: (random) => [
		seq2seq.dropout,
		[tensor(random, [2, 3, 4]), random.pick([0, 0.3, 0.9]), { seed: 1, step: random.integer(0, 9), site: 0 }],
	],
	linearCrossEntropy(random) {
		const [rows, U, V] = [random.integer(1, 5), random.integer(1, 6), random.integer(1, 9)];
		const labels = tf.tensor1d(random.integers(rows, 0, V - 1), "int32");
		const options = {
			...(random.chance(0.5) && { ignoreLabel: 0 }),
			...(random.chance(0.5) && { labelSmoothing: 0.1 }),
		};
		return [
			seq2seq.linearCrossEntropy,
			[tensor(random, [rows, U]), tensor(random, [U, V]), tensor(random, [V]), labels, options],
		];
	},
};

const tensorflow = {
	name: "tf ops on native",
	weight: 8,
	make(random) {
		const [name, args] = ops[random.pick(Object.keys(ops))](random);
		const call = onBothBackends((...given) => functions.get(name)(...given), 2e-4);
		// TensorFlow.js takes a tensor as `depth`, and its scope then cannot end.
		const isFixed = name === "oneHot";
		return { name: `tf.${name}`, args, call, isFixed, isTensorflow: true, mayThrow: true, withHuge: false };
	},
};

const models = {
	name: "ops of seq2seq",
	weight: 4,
	make(random) {
		const [work, args] = modelOps[random.pick(Object.keys(modelOps))](random);
		return { name: work.name, args, call: onBothBackends(work, 5e-4) };
	},
};

export const surfaces = [tensorflow, models];
