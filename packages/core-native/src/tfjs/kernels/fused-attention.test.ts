import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import {
	expectClose,
	instructionSets,
	onBackend,
	randomTensor,
	useInstructionSet,
	valuesOn,
} from "../../../test/on-both-backends.js";
import { FusedAttention, type FusedAttentionAttributes, FusedAttentionGrad } from "../../contract.js";

const B = 2;
const T = 5;
const S = 7;
const N = 4;
const K = 2;
const H = 6;
const V = 3;
const ATTRIBUTES: FusedAttentionAttributes = {
	scale: 0.4,
	isCausal: false,
	causalAlignment: "top-left",
	slidingWindow: 0,
	dropoutRate: 0,
	seed: 0,
	returnWeights: true,
	biasGradient: false,
};

interface Case {
	title: string;
	keyLengths?: number[];
	mask?: () => tf.Tensor;
	bias?: () => tf.Tensor;
	attributes?: Partial<FusedAttentionAttributes>;
	/** Whether query t may see key s, as far as the attributes say. */
	visible?: (t: number, s: number) => boolean;
}

const CASES: Case[] = [
	{ title: "nothing masked" },
	{ title: "key lengths", keyLengths: [7, 3] },
	{ title: "a causal mask", attributes: { isCausal: true }, visible: (t, s) => s <= t },
	{
		title: "a causal mask from the bottom right",
		attributes: { isCausal: true, causalAlignment: "bottom-right" },
		visible: (t, s) => s <= t + S - T,
	},
	{ title: "a sliding window", attributes: { slidingWindow: 2 }, visible: (t, s) => Math.abs(s - t) < 2 },
	{ title: "a mask", mask: () => tf.cast(tf.greater(randomTensor([B, 1, T, S], 9), -1), "bool") },
	{
		title: "a bias and its gradient",
		bias: () => randomTensor([1, N, T, S], 8),
		attributes: { biasGradient: true },
	},
];

const queryKeyValue = () => [
	randomTensor([B, T, N, H], 1),
	randomTensor([B, S, K, H], 2),
	randomTensor([B, S, K, V], 3),
];

/** output (B,T,N,V) and weights (B,N,T,S), by plain ops. */
function plainAttention(
	[query, key, value, bias]: tf.Tensor[],
	{ keyLengths, mask, visible }: Case,
): [tf.Tensor, tf.Tensor] {
	const perHead = (x: tf.Tensor) => tf.transpose(x, [0, 2, 1, 3]);
	const repeated = (x: tf.Tensor) =>
		tf.concat(
			tf.split(perHead(x), K, 1).flatMap((head) => new Array(N / K).fill(head)),
			1,
		);
	let scores = tf.mul(tf.matMul(perHead(query!), repeated(key!), false, true), ATTRIBUTES.scale);
	if (bias) scores = tf.add(scores, bias);
	const allowed = tf.tidy(() => {
		const rows = Array.from({ length: B }, (_, b) => [
			Array.from({ length: T }, (_, t) =>
				Array.from({ length: S }, (_, s) =>
					s < (keyLengths?.[b] ?? S) && (visible?.(t, s) ?? true) ? 1 : 0,
				),
			),
		]);
		const table = tf.tensor4d(rows);
		return mask ? tf.mul(table, tf.cast(mask(), "float32")) : table;
	});
	const masked = tf.add(scores, tf.mul(tf.sub(allowed, 1), 1e9));
	const weights = tf.softmax(masked);
	return [perHead(tf.matMul(weights, repeated(value!))), weights];
}

function fused(name: string, testCase: Case, more: Record<string, tf.Tensor> = {}): tf.Tensor[] {
	const [query, key, value] = queryKeyValue();
	const inputs: Record<string, tf.Tensor> = { query: query!, key: key!, value: value!, ...more };
	if (testCase.keyLengths) inputs.keyLengths = tf.tensor1d(testCase.keyLengths, "int32");
	if (testCase.mask) inputs.mask = testCase.mask();
	if (testCase.bias) inputs.bias = testCase.bias();
	return tf
		.engine()
		.runKernel(name, inputs, { ...ATTRIBUTES, ...testCase.attributes }) as unknown as tf.Tensor[];
}

type Outputs = [
	output: tf.Tensor,
	logSumExp: tf.Tensor,
	rowMax: tf.Tensor,
	rowSum: tf.Tensor,
	weights: tf.Tensor,
];

describe.each(instructionSets)("%s", (instructionSet) => {
	test.each(CASES)("FusedAttention and its gradient with $title", (testCase) => {
		useInstructionSet(instructionSet);
		const dOutput = () => randomTensor([B, T, N, V], 21);
		const dWeights = () => randomTensor([B, N, T, S], 22);
		const expected = valuesOn("cpu", () => {
			const inputs = [...queryKeyValue(), ...(testCase.bias ? [testCase.bias()] : [])];
			const loss = (...tensors: tf.Tensor[]) => {
				const [output, weights] = plainAttention(tensors, testCase);
				return tf.add(tf.sum(tf.mul(output, dOutput())), tf.sum(tf.mul(weights, dWeights())));
			};
			return [...plainAttention(inputs, testCase), ...tf.grads(loss)(inputs)];
		});
		const actual = valuesOn("native", () => {
			const [output, , rowMax, rowSum, weights] = fused(FusedAttention, testCase) as Outputs;
			const gradients = fused(FusedAttentionGrad, testCase, {
				output,
				rowMax,
				rowSum,
				dOutput: dOutput(),
				dWeights: dWeights(),
			});
			return [output, weights, ...gradients];
		});
		expectClose(actual, expected, 2e-5);
	});
});

test("without returnWeights there are four outputs", () => {
	onBackend("native", () => {
		expect(fused(FusedAttention, { title: "", attributes: { returnWeights: false } })).toHaveLength(4);
	});
});

test("one head needs no axis, and its gradients have none either", () => {
	const tensors = () => [
		randomTensor([B, T, H], 1),
		randomTensor([B, S, H], 2),
		randomTensor([B, S, V], 3),
		randomTensor([B, T, V], 4),
	];
	const run = (name: string, inputs: Record<string, tf.Tensor>) =>
		tf.engine().runKernel(name, inputs, { ...ATTRIBUTES }) as unknown as tf.Tensor[];
	const all = ([query, key, value, dOutput]: tf.Tensor[]) => {
		const inputs = { query: query!, key: key!, value: value!, keyLengths: tf.tensor1d([7, 3], "int32") };
		const [output, logSumExp, rowMax, rowSum, weights] = run(FusedAttention, inputs) as Outputs;
		const before = { ...inputs, output, rowMax, rowSum, dOutput: dOutput! };
		return [output, logSumExp, weights, ...run(FusedAttentionGrad, before)];
	};
	const withoutAxis = valuesOn("native", () => all(tensors()));
	const withAxis = valuesOn("native", () =>
		all(tensors().map((x) => x.expandDims(2))).map((x, i) => (i === 0 || i > 2 ? x.squeeze([2]) : x)),
	);
	expect(withoutAxis).toEqual(withAxis);
});

test("a shape that does not fit is named", () => {
	onBackend("native", () => {
		const oneHead = { query: tf.zeros([2, 3, 5]), key: tf.zeros([2, 3, 1, 5]), value: tf.zeros([2, 3, 5]) };
		expect(() => tf.engine().runKernel(FusedAttention, oneHead, { ...ATTRIBUTES })).toThrow(
			"FusedAttention: expected key of shape (2,S,5), got (2,3,1,5)",
		);
		const inputs = {
			query: tf.zeros([2, 3, 4, 5]),
			key: tf.zeros([2, 3, 4, 6]),
			value: tf.zeros([2, 3, 4, 5]),
		};
		expect(() => tf.engine().runKernel(FusedAttention, inputs, { ...ATTRIBUTES })).toThrow(
			"FusedAttention: expected key of shape (2,S,K,5), got (2,3,4,6)",
		);
	});
});
