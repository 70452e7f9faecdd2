// Composed and fused attention against the oracle in double precision, its gradients by finite differences.

import { availableBackends, finiteDifference, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import {
	type Answer,
	type Axes,
	attentionOracle,
	type Grid,
	type Problem,
} from "../../test/attention-oracle.js";
import { ShapeError } from "../index.js";
import type { AttentionOptions } from "./attention-options.js";
import { composedAttention } from "./composed-attention.js";
import { dropoutFactors } from "./dropout-factors.js";
import { fusedAttention, hasFusedAttention } from "./fused-attention.js";

interface Options extends Omit<Problem, "axes" | "query" | "key" | "value" | "mask" | "bias" | "factors"> {
	mask?: number[];
	bias?: number[];
	dropoutRate?: number;
	seed?: number;
	/** Factor on the queries; default 1. */
	sharpness?: number;
}

const CASES: [title: string, axes: Axes, options?: Options][] = [
	["two heads", { B: 2, T: 3, S: 4, N: 2, K: 2, H: 3, V: 3 }],
	["odd sizes, V ≠ H", { B: 1, T: 7, S: 13, N: 3, K: 3, H: 5, V: 9 }],
	["one query", { B: 2, T: 1, S: 5, N: 1, K: 1, H: 4, V: 2 }],
	["one key", { B: 2, T: 3, S: 1, N: 2, K: 2, H: 2, V: 2 }],
	["one number per head", { B: 1, T: 2, S: 3, N: 1, K: 1, H: 1, V: 1 }],
	["no key", { B: 2, T: 3, S: 0, N: 2, K: 2, H: 3, V: 2 }],
	["no query", { B: 2, T: 0, S: 3, N: 2, K: 2, H: 3, V: 2 }],
	["grouped queries", { B: 2, T: 3, S: 4, N: 6, K: 2, H: 3, V: 2 }],
	["one key head for all", { B: 2, T: 2, S: 5, N: 4, K: 1, H: 3, V: 4 }],
	["another scale", { B: 1, T: 3, S: 4, N: 2, K: 2, H: 3, V: 3 }, { scale: 2 }],
	["scores in the thousands", { B: 1, T: 3, S: 4, N: 1, K: 1, H: 3, V: 3 }, { sharpness: 1000 }],
	["key lengths, one of them 0", { B: 3, T: 3, S: 4, N: 2, K: 1, H: 3, V: 2 }, { keyLengths: [2, 0, 4] }],
	["a mask for all", { B: 2, T: 3, S: 4, N: 2, K: 2, H: 3, V: 3 }, { mask: [1, 1, 3, 4] }],
	["a padding mask", { B: 2, T: 3, S: 4, N: 2, K: 2, H: 3, V: 3 }, { mask: [2, 1, 1, 4] }],
	["a mask of queries", { B: 2, T: 3, S: 4, N: 2, K: 2, H: 3, V: 3 }, { mask: [2, 1, 3, 1] }],
	["a mask for every head", { B: 2, T: 3, S: 4, N: 4, K: 2, H: 3, V: 3 }, { mask: [2, 4, 3, 4] }],
	["a full bias", { B: 2, T: 3, S: 4, N: 2, K: 1, H: 3, V: 3 }, { bias: [2, 2, 3, 4] }],
	["a bias per head", { B: 2, T: 3, S: 4, N: 2, K: 2, H: 3, V: 3 }, { bias: [1, 2, 1, 4] }],
	["one bias", { B: 2, T: 3, S: 4, N: 2, K: 2, H: 3, V: 3 }, { bias: [1, 1, 1, 1] }],
	["causal", { B: 1, T: 4, S: 4, N: 2, K: 2, H: 3, V: 3 }, { isCausal: true }],
	["causal, T < S", { B: 1, T: 2, S: 5, N: 2, K: 2, H: 3, V: 3 }, { isCausal: true }],
	[
		"causal from the bottom right, T < S",
		{ B: 1, T: 2, S: 5, N: 2, K: 2, H: 3, V: 3 },
		{ isCausal: true, causalAlignment: "bottom-right" },
	],
	[
		"causal from the bottom right, T > S: the first queries see nothing",
		{ B: 2, T: 5, S: 3, N: 2, K: 2, H: 3, V: 3 },
		{ isCausal: true, causalAlignment: "bottom-right" },
	],
	["a window", { B: 1, T: 6, S: 5, N: 2, K: 2, H: 3, V: 3 }, { slidingWindow: 2 }],
	[
		"a causal window from the bottom right",
		{ B: 1, T: 3, S: 7, N: 2, K: 2, H: 3, V: 3 },
		{ slidingWindow: 3, isCausal: true, causalAlignment: "bottom-right" },
	],
	[
		"everything at once",
		{ B: 2, T: 5, S: 6, N: 4, K: 2, H: 3, V: 5 },
		{
			keyLengths: [6, 3],
			mask: [2, 1, 5, 6],
			bias: [1, 4, 5, 6],
			isCausal: true,
			slidingWindow: 4,
			dropoutRate: 0.3,
			seed: 11,
		},
	],
	["dropout", { B: 2, T: 3, S: 9, N: 2, K: 1, H: 3, V: 3 }, { dropoutRate: 0.5, seed: 4_000_000_000 }],
];

const OPS = { composedAttention, fusedAttention };

describe.each(await availableBackends())("on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	test("fusedAttention runs the kernel where there is one", () => {
		expect(hasFusedAttention()).toBe(backend !== "cpu");
	});

	describe.each(Object.entries(OPS))("%s", (_, attend) => {
		test.each(CASES)("%s", (_, axes, options = {}) => {
			const problem = makeProblem(axes, options);
			const expected = attentionOracle(problem);
			tf.tidy(() => {
				const inputs = tensorsOf(problem, options);
				const { output, logSumExp, weights } = attend({ ...inputs, returnWeights: true });
				expect(output).toBeAllClose(expected.output, { atol: 1e-5 });
				expect(weights!).toBeAllClose(expected.weights, { atol: 1e-5 });
				expect(logSumExp).toBeAllClose(expected.logSumExp, { atol: 1e-5, rtol: 1e-6 });
				const withoutWeights = attend(inputs);
				expect(withoutWeights.weights).toBeUndefined();
				expect(withoutWeights.output).toBeAllClose(output, { atol: 1e-6 });
			});
		});

		test.each(CASES)("gradients: %s", (title, axes, options = {}) => {
			const problem = makeProblem(axes, options);
			const { output, weights } = attentionOracle(problem);
			const dOutput = numbers(91, output.length);
			const dWeights = numbers(92, weights.length);
			const names = ["query", "key", "value", ...(problem.bias ? ["bias"] : [])] as const;
			for (const withWeights of [true, false]) {
				const total = (answer: Answer) =>
					dot(answer.output, dOutput) + (withWeights ? dot(answer.weights, dWeights) : 0);
				tf.tidy(() => {
					const inputs = tensorsOf(problem, options);
					const gradients = tf.grads((...tensors) => {
						const named = Object.fromEntries(names.map((name, i) => [name, tensors[i]!]));
						const result = attend({ ...inputs, ...named, returnWeights: withWeights });
						const sum = tf.sum(tf.mul(result.output, tf.tensor(dOutput, result.output.shape)));
						if (!withWeights) return sum;
						const { shape } = result.weights!;
						return tf.add(sum, tf.sum(tf.mul(result.weights!, tf.tensor(dWeights, shape))));
					})(names.map((name) => inputs[name as "query"]));
					for (const [i, name] of names.entries()) {
						const expected = once(`${title} ${name} ${withWeights}`, () =>
							finiteDifference(
								(data) => total(attentionOracle(replaced(problem, name, data))),
								name === "bias" ? problem.bias!.data : problem[name as "query"],
								1e-5,
							),
						);
						// A thousandfold query makes a thousandfold gradient of its key.
						const atol = 2e-5 * (options.sharpness ?? 1);
						expect(gradients[i]!, name).toBeAllClose(expected, { atol, rtol: 1e-5 });
					}
				});
			}
		});

		test("NaN behind the key lengths does no harm", () => {
			const axes: Axes = { B: 2, T: 3, S: 4, N: 2, K: 2, H: 3, V: 2 };
			const clean = makeProblem(axes, { keyLengths: [2, 3] });
			const hide = (data: readonly number[], width: number) =>
				data.map((x, i) => {
					const row = Math.floor(i / (2 * width));
					return row % 4 >= clean.keyLengths![Math.floor(row / 4)]! ? Number.NaN : x;
				});
			const dirty = { ...clean, key: hide(clean.key, 3), value: hide(clean.value, 2) };
			tf.tidy(() => {
				const gradientsOf = (problem: Problem) => {
					const inputs = tensorsOf(problem, {});
					return tf.valueAndGrads((query, key, value) => {
						const { output, weights } = attend({ ...inputs, query, key, value, returnWeights: true });
						return tf.add(tf.sum(tf.square(output)), tf.sum(tf.square(weights!)));
					})([inputs.query, inputs.key, inputs.value]);
				};
				const a = gradientsOf(clean);
				const b = gradientsOf(dirty);
				expect(b.value).toBeAllClose(a.value);
				for (const [i, gradient] of a.grads.entries()) expect(b.grads[i]!).toBeAllClose(gradient);
			});
		});

		test("gives back all memory but the results", () => {
			const inputs = tensorsOf(makeProblem({ B: 1, T: 2, S: 3, N: 2, K: 1, H: 2, V: 2 }, {}), {});
			const before = tf.memory().numTensors;
			const { output, logSumExp } = attend({ ...inputs, isCausal: true });
			tf.dispose([output, logSumExp]);
			const { value, grads } = tf.valueAndGrads((query) => attend({ ...inputs, query }).output.sum())([
				inputs.query,
			]);
			tf.dispose([value, ...grads]);
			expect(tf.memory().numTensors).toBe(before);
			tf.dispose(Object.values(inputs).filter((input) => input instanceof tf.Tensor));
		});
	});
});

describe("dropout", () => {
	test("draws by Philox4x32-10: the known answer for counter 0 and key 0", () => {
		// 6627e8d5 e169c58d bc57ac4c 9b00dbd8, as fractions .399 .880 .735 .605
		const dropped = (rate: number) =>
			Array.from(dropoutFactors([1, 1, 1, 4], rate, 0).dataSync(), (factor) => factor === 0);
		expect(dropped(0.39)).toEqual([false, false, false, false]);
		expect(dropped(0.5)).toEqual([true, false, false, false]);
		expect(dropped(0.7)).toEqual([true, false, false, true]);
		expect(dropped(0.8)).toEqual([true, false, true, true]);
		expect(dropped(0.9)).toEqual([true, true, true, true]);
	});

	test("drops the asked share, and keeps the mean", () => {
		const factors = dropoutFactors([4, 5, 50, 50], 0.3, 7);
		const share = tf.mean(tf.cast(tf.equal(factors, 0), "float32")).dataSync()[0]!;
		expect(share).toBeCloseTo(0.3, 1.9);
		expect(tf.mean(factors).dataSync()[0]!).toBeCloseTo(1, 1.5);
	});
});

test("errors say where, what was expected and what came", () => {
	const tensor = (...shape: number[]) => tf.zeros(shape);
	const ok = { query: tensor(2, 3, 4, 5), key: tensor(2, 6, 2, 5), value: tensor(2, 6, 2, 7) };
	const message = (options: Partial<AttentionOptions>) => {
		try {
			fusedAttention({ ...ok, ...options });
		} catch (error) {
			expect(ShapeError.isInstance(error)).toBe(true);
			return (error as Error).message;
		}
		return "no error";
	};
	expect(message({})).toBe("no error");
	expect(message({ query: tensor(2, 3, 5) })).toBe(
		"fusedAttention: expected query (B,T,N,H) float32, got (2, 3, 5) float32\n" +
			"Hint: one head is a head axis of size 1: tensor.expandDims(2)",
	);
	expect(message({ key: tensor(2, 6, 2, 4) })).toContain("with B=2 and H=5 as in query (2, 3, 4, 5)");
	expect(message({ value: tensor(2, 5, 2, 7) })).toContain("expected value (B,S,K,V) with (2, 6, 2, V)");
	expect(message({ query: tensor(2, 3, 3, 5) })).toContain("got N=3, K=2");
	expect(message({ mask: tensor(2, 6) })).toContain("overKeys(paddingMask)");
	expect(message({ bias: tensor(3, 6) })).toContain(
		"bias of rank 4 that broadcasts to (2, 4, 3, 6) float32, got (3, 6) float32",
	);
	expect(message({ keyLengths: tensor(3) })).toContain("expected keyLengths (2), got (3)");
	expect(message({ dropoutRate: 0.1 })).toContain("a seed with dropoutRate > 0");
	expect(message({ dropoutRate: 1, seed: 1 })).toContain("dropoutRate in [0, 1)");
	expect(message({ slidingWindow: -1 })).toContain("slidingWindow");
});

function makeProblem(
	axes: Axes,
	{ mask, bias, dropoutRate, seed, sharpness = 1, ...rest }: Options,
): Problem {
	const { B, T, S, N, K, H, V } = axes;
	return {
		axes,
		...rest,
		query: numbers(1, B * T * N * H).map((x) => x * sharpness),
		key: numbers(2, B * S * K * H),
		value: numbers(3, B * S * K * V),
		...(mask && { mask: grid(mask, (x) => (x > -0.3 ? 1 : 0)) }),
		...(bias && { bias: grid(bias, (x) => x) }),
		...(dropoutRate && { factors: Array.from(dropoutFactors([B, N, T, S], dropoutRate, seed!).dataSync()) }),
	};
}

function grid(shape: number[], map: (x: number) => number): Grid {
	return { shape, data: numbers(4, tf.util.sizeFromShape(shape)).map(map) };
}

function tensorsOf(
	{ axes, query, key, value, mask, bias, keyLengths, factors: _, ...rest }: Problem,
	{ dropoutRate, seed }: Options,
) {
	const { B, T, S, N, K, H, V } = axes;
	const float = (data: readonly number[], shape: readonly number[]) =>
		tf.tensor(Float32Array.from(data), [...shape]);
	return {
		...rest,
		dropoutRate,
		seed,
		query: float(query, [B, T, N, H]),
		key: float(key, [B, S, K, H]),
		value: float(value, [B, S, K, V]),
		...(mask && { mask: tf.tensor(Uint8Array.from(mask.data), [...mask.shape], "bool") }),
		...(bias && { bias: float(bias.data, bias.shape) }),
		...(keyLengths && { keyLengths: tf.tensor1d([...keyLengths], "int32") }),
	};
}

const computed = new Map<string, number[]>();

/** The finite differences are the same for every op and backend. */
function once(name: string, compute: () => number[]): number[] {
	const known = computed.get(name) ?? compute();
	computed.set(name, known);
	return known;
}

function replaced(problem: Problem, name: string, data: readonly number[]): Problem {
	if (name === "bias") return { ...problem, bias: { ...problem.bias!, data } };
	return { ...problem, [name]: data };
}

/** Float32 numbers in [-1, 1) that depend on the seed alone. */
function numbers(seed: number, count: number): number[] {
	let state = seed * 7919;
	return Array.from({ length: count }, () => {
		state = (Math.imul(1664525, state) + 1013904223) >>> 0;
		return Math.fround(state / 2 ** 31 - 1);
	});
}

function dot(a: readonly number[], b: readonly number[]): number {
	return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
}
