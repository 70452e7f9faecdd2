// Gradient penalties through attention, as WGAN-GP and MAML have them, against finite differences.
import {
	availableBackends,
	finiteDifference,
	gradientPenalty,
	useBackend,
	variableOf,
} from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import {
	AdditiveAttention,
	Attention,
	type AttentionOptions,
	attend,
	composedAttention,
	fusedAttention,
	GroupQueryAttention,
	MultiHeadAttention,
	maskedSoftmax,
	scoreFunctions,
	scoreNames,
} from "../src/index.js";

function expectTwiceDifferentiable(f: () => tf.Tensor | tf.Tensor[], variables: tf.Variable[]): void {
	const { byTape, byTapeOfEarlierLoss, byDifferences, tolerance } = gradientPenalty(f, variables);
	expect(byDifferences.some((slope) => Math.abs(slope) > 20 * tolerance)).toBe(true);
	expect(byTape).toBeAllClose(byDifferences, { atol: tolerance });
	expect(byTapeOfEarlierLoss).toBeAllClose(byDifferences, { atol: tolerance });
	tf.dispose(variables);
}

/** The gradient of `f` by one variable, number by number. */
function expectSlopes(f: () => tf.Scalar, variable: tf.Variable, gradient: tf.Tensor): void {
	const center = [...variable.dataSync()];
	const at = (values: readonly number[]) =>
		tf.tidy(() => {
			variable.assign(tf.tensor([...values], variable.shape));
			return f().dataSync()[0]!;
		});
	const expected = finiteDifference(at, center, 1e-2);
	at(center);
	expect(gradient).toBeAllClose(expected, { rtol: 2e-3, atol: 1e-3 });
}

interface Case {
	B?: number;
	T?: number;
	S?: number;
	N?: number;
	K?: number;
	H?: number;
	V?: number;
	bias?: [number, number, number, number];
	options?: () => Partial<AttentionOptions>;
}

const CASES: Record<string, Case> = {
	plain: {},
	"one query, one key, one number a head": { B: 1, T: 1, S: 1, N: 1, K: 1, H: 1, V: 1, bias: [1, 1, 1, 1] },
	"one query": { T: 1 },
	"one key": { S: 1 },
	"shared key heads": { N: 4, K: 2 },
	"odd sizes": { B: 1, T: 3, S: 5, N: 3, K: 1, H: 5, V: 3 },
	bias: { bias: [2, 2, 3, 4] },
	"a broadcast bias": { bias: [1, 2, 1, 4] },
	causal: { options: () => ({ isCausal: true }) },
	"causal from the bottom right": { options: () => ({ isCausal: true, causalAlignment: "bottom-right" }) },
	"a window": { options: () => ({ slidingWindow: 2 }) },
	"key lengths": { options: () => ({ keyLengths: tf.tensor1d([4, 1], "int32") }) },
	"a row without keys": { options: () => ({ keyLengths: tf.tensor1d([0, 3], "int32") }) },
	"a mask": {
		options: () => ({ mask: tf.tensor2d([1, 0, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0], [3, 4], "bool") }),
	},
	dropout: { options: () => ({ dropoutRate: 0.4, seed: 7 }) },
	weights: { options: () => ({ returnWeights: true }) },
	"weights under everything": {
		bias: [1, 2, 3, 4],
		options: () => ({
			returnWeights: true,
			isCausal: true,
			dropoutRate: 0.3,
			seed: 11,
			scale: 0.7,
			keyLengths: tf.tensor1d([3, 4], "int32"),
		}),
	},
};

const LAYERS: Record<string, () => tf.layers.Layer> = {
	MultiHeadAttention: () => new MultiHeadAttention({ numHeads: 2, keyDim: 3 }),
	"MultiHeadAttention with a gate": () => new MultiHeadAttention({ numHeads: 1, keyDim: 3, useGate: true }),
	"causal MultiHeadAttention": () => new MultiHeadAttention({ numHeads: 2, keyDim: 2, useCausalMask: true }),
	GroupQueryAttention: () => new GroupQueryAttention({ headDim: 2, numQueryHeads: 4, numKeyValueHeads: 2 }),
	Attention: () => new Attention({ useScale: true }),
	"Attention by concat": () => new Attention({ scoreMode: "concat", useScale: true }),
	AdditiveAttention: () => new AdditiveAttention(),
};

describe.each(await availableBackends())(
	"on %s, a gradient penalty has its gradient by differences through",
	(backend) => {
		beforeAll(() => useBackend(backend));

		const inputsOf = ({ B = 2, T = 3, S = 4, N = 2, K = N, H = 3, V = 2, bias }: Case) => ({
			query: variableOf([B, T, N, H], 1, 1.5),
			key: variableOf([B, S, K, H], 2, 1.5),
			value: variableOf([B, S, K, V], 3),
			...(bias && { bias: variableOf(bias, 4) }),
		});

		test.each(Object.entries(CASES))("fusedAttention: %s", (_, it) => {
			const inputs = inputsOf(it);
			expectTwiceDifferentiable(() => {
				const { output, weights } = fusedAttention({ ...inputs, ...it.options?.() });
				return weights === undefined ? output : [output, weights];
			}, Object.values(inputs));
		});

		test("composedAttention", () => {
			const inputs = inputsOf({ bias: [2, 2, 3, 4] });
			expectTwiceDifferentiable(() => composedAttention(inputs).output, Object.values(inputs));
		});

		test("maskedSoftmax", () => {
			const scores = variableOf([2, 3, 4], 1);
			const mask = tf.tensor3d([1, 0, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0], [1, 3, 4], "bool");
			expectTwiceDifferentiable(() => maskedSoftmax(scores, mask).weights, [scores]);
		});

		test.each(scoreNames)("attend by the score %s", (name) => {
			const [query, key] = [variableOf([2, 3, 4], 1), variableOf([2, 5, 4], 2)];
			const shapes = scoreFunctions[name].weightShapes({ queryWidth: 4, keyWidth: 4, units: 3 });
			const weights = Object.fromEntries(
				Object.entries(shapes).map(([name, shape], i) => [name, variableOf([...shape], 3 + i)]),
			);
			const keyLengths = tf.tensor1d([5, 2], "int32");
			expectTwiceDifferentiable(() => {
				const result = attend({
					score: name,
					query: query as never,
					key: key as never,
					weights,
					keyLengths,
					returnWeights: true,
				});
				return [result.context, result.weights!];
			}, [query, key, ...Object.values(weights)]);
		});

		test.each(Object.entries(LAYERS))("the layer %s", (_, make) => {
			const layer = make();
			const [query, value] = [variableOf([2, 3, 4], 1), variableOf([2, 5, 4], 2)];
			const masks = {
				queryMask: tf.tensor2d([1, 1, 0, 1, 1, 1], [2, 3], "bool"),
				valueMask: tf.tensor2d([1, 1, 0, 1, 1, 1, 1, 1, 0, 0], [2, 5], "bool"),
			};
			const call = () => layer.apply([query, value], masks as never) as tf.Tensor;
			tf.dispose(call());
			layer.setWeights(layer.getWeights().map(({ shape }, i) => variableOf(shape, i + 3)));
			expectTwiceDifferentiable(call, [
				query,
				value,
				...layer.trainableWeights.map((weight) => weight.read() as tf.Variable),
			]);
		});

		test("a gradient penalty through fusedAttention: the third derivative", () => {
			const inputs = inputsOf({ B: 1, T: 2, S: 3, N: 1, H: 2 });
			const list = Object.values(inputs);
			expectTwiceDifferentiable(() => tf.grads(() => fusedAttention(inputs).output.square())(list), list);
		});

		test("what is behind a mask is not looked at, nor its second derivative anything but 0", () => {
			const { query, key, value } = inputsOf({});
			const keyLengths = tf.tensor1d([2, 4], "int32");
			const penalty = () =>
				tf.addN(
					tf
						.grads((q, k, v) =>
							fusedAttention({ query: q!, key: k!, value: v!, keyLengths }).output.square(),
						)([query, key, value])
						.map((gradient) => gradient.square().sum()),
				) as tf.Scalar;
			const slopes = () => {
				const { grads } = tf.variableGrads(penalty, [query, key, value]);
				return [query, key, value].map(({ name }) => [...grads[name]!.dataSync()]);
			};
			const clean = slopes();
			const isPadding = tf.tensor([0, 0, 1, 1, 0, 0, 0, 0], [2, 4, 1, 1], "bool");
			for (const variable of [key, value]) {
				variable.assign(tf.where(isPadding, tf.fill(variable.shape, Number.NaN), variable));
			}
			expect(slopes()).toBeAllClose(clean, { atol: 1e-5 });
			const padding = clean[1]!.slice(2 * 2 * 3, 4 * 2 * 3);
			expect(padding.every((slope) => slope === 0)).toBe(true);
		});

		test("WGAN-GP: the penalty (|d critic / d x| - 1)² by the critic's weights", () => {
			const layer = new MultiHeadAttention({ numHeads: 2, keyDim: 2 });
			const x = variableOf([2, 3, 4], 1);
			const critic = (x: tf.Tensor) => tf.tanh(layer.apply(x) as tf.Tensor).sum();
			tf.dispose(critic(x));
			layer.setWeights(layer.getWeights().map(({ shape }, i) => variableOf(shape, i + 3)));
			const weights = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
			const penalty = () => {
				const { value, grads } = tf.valueAndGrads((x) => critic(x!))([x]);
				return grads[0]!.square().sum([1, 2]).sqrt().sub(1).square().mean().add(value.mul(0.1)) as tf.Scalar;
			};
			const { grads } = tf.variableGrads(penalty, weights);
			for (const weight of weights) expectSlopes(penalty, weight, grads[weight.name]!);
		});

		test("MAML: the loss after an inner step, by the weights before it", () => {
			const { query, key, value } = inputsOf({ B: 1, T: 2, S: 3, N: 1, H: 2 });
			const loss = (key: tf.Tensor) => fusedAttention({ query, key, value }).output.square().sum();
			const outer = () => loss(tf.sub(key, tf.mul(tf.valueAndGrad(loss)(key).grad, 0.5))) as tf.Scalar;
			expectSlopes(outer, key, tf.variableGrads(outer, [key]).grads[key.name]!);
		});

		test("keeps no tensor", () => {
			const inputs = inputsOf({});
			const list = Object.values(inputs);
			const step = () => {
				const penalty = () =>
					tf.addN(
						tf
							.grads(() => fusedAttention(inputs).output.square())(list)
							.map((g) => g.square().sum()),
					);
				const { value, grads } = tf.variableGrads(penalty as () => tf.Scalar, list);
				tf.dispose([value, grads]);
			};
			step();
			const before = tf.memory().numTensors;
			step();
			expect(tf.memory().numTensors).toBe(before);
		});
	},
);
