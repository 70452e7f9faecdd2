// What a mask, a length, the diagonal or a window hides has no influence on `attend`, `fusedAttention` and
// `composedAttention`, be it NaN or infinite. The oracle is the same op with 0 there.

import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { scoreFunctions, scoreNames } from "../scores/index.js";
import { attend } from "./attend.js";
import type { AttentionOptions } from "./attention-options.js";
import { composedAttention } from "./composed-attention.js";
import { fusedAttention } from "./fused-attention.js";

const [B, T, S, D, V] = [2, 3, 4, 5, 2];
const DIRT = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

type Masks = Pick<AttentionOptions, "mask" | "keyLengths">;

interface Case {
	masks: () => Masks;
	/** seen[b][t][s] for `attend`. */
	seen: (b: number, t: number, s: number) => boolean;
}

const CASES: Record<string, Case> = {
	keyLengths: {
		masks: () => ({ keyLengths: tf.tensor1d([4, 2], "int32") }),
		seen: (b, _, s) => s < [4, 2][b]!,
	},
	"keyLengths, one of them 0": {
		masks: () => ({ keyLengths: tf.tensor1d([0, 3], "int32") }),
		seen: (b, _, s) => s < [0, 3][b]!,
	},
	"a mask of keys": {
		masks: () => ({ mask: bits([B, 1, S], (b, _, s) => (b + s) % 3 !== 0) }),
		seen: (b, _, s) => (b + s) % 3 !== 0,
	},
	"a mask of queries": {
		masks: () => ({ mask: bits([B, T, 1], (b, t) => b !== t) }),
		seen: (b, t) => b !== t,
	},
	"a mask of pairs and keyLengths": {
		masks: () => ({
			mask: bits([1, T, S], (_, t, s) => s <= t),
			keyLengths: tf.tensor1d([4, 1], "int32"),
		}),
		seen: (b, t, s) => s <= t && s < [4, 1][b]!,
	},
};

describe.each(await availableBackends())("on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	describe.each(scoreNames)("attend by %s", (score) => {
		const shapes = scoreFunctions[score].weightShapes({ queryWidth: D, keyWidth: D, units: 3 });
		const weightNames = Object.keys(shapes);

		describe.each(Object.entries(CASES))("%s", (_, { masks, seen }) => {
			test.each(DIRT)("%s", (dirt) => {
				const run = (value: number) => {
					const inputs = {
						query: dirty(draw([B, T, D], 1), (b, t) => !range(S).some((s) => seen(b, t, s)), value),
						key: dirty(draw([B, S, D], 2), (b, s) => !range(T).some((t) => seen(b, t, s)), value),
						value: dirty(draw([B, S, V], 3), (b, s) => !range(T).some((t) => seen(b, t, s)), value),
						...Object.fromEntries(weightNames.map((name, i) => [name, draw(shapes[name]!, 4 + i)])),
					};
					return gradientsAndOutputs(inputs, ({ query, key, value, ...weights }) => {
						const options = { score, query, key, value, weights, ...masks(), returnWeights: true };
						const { context, weights: found } = attend(options as Parameters<typeof attend>[0]);
						return [context, found!];
					});
				};
				expectSame(run(dirt), run(0));
			});
		});

		test("a pair hidden from one query only", () => {
			// Key 0 is NaN: query 0 does not see it, query 1 does.
			const run = (value: number) => {
				const weights = Object.fromEntries(weightNames.map((name, i) => [name, draw(shapes[name]!, 4 + i)]));
				const key = dirty(draw([B, S, D], 2), (_, s) => s === 0, value);
				const mask = bits([1, T, S], (_, t, s) => t === 1 || s > 0);
				const memory = dirty(draw([B, S, V], 3), (_, s) => s === 0, value);
				const query = draw([B, T, D], 1) as tf.Tensor3D;
				const options = { score, query, key: key as tf.Tensor3D, value: memory as tf.Tensor3D };
				const { context, weights: found } = attend({ ...options, weights, mask, returnWeights: true });
				return { context: without1(context), weights: without1(found!) };
			};
			expectSame(run(Number.NaN), run(0));
			expectSame(run(Number.POSITIVE_INFINITY), run(0));
		});
	});

	describe.each(Object.entries({ composedAttention, fusedAttention }))("%s", (_, op) => {
		const OPTIONS: Record<string, Partial<AttentionOptions> & { seen: Case["seen"] }> = {
			causal: { isCausal: true, seen: (_, t, s) => s <= t },
			"causal from the bottom right": {
				isCausal: true,
				causalAlignment: "bottom-right",
				seen: (_, t, s) => s <= t + S - T,
			},
			window: { slidingWindow: 1, seen: (_, t, s) => s === t },
			dropout: { isCausal: true, dropoutRate: 0.4, seed: 7, seen: (_, t, s) => s <= t },
		};

		test.each(
			Object.entries(OPTIONS).flatMap(([name, options]) =>
				DIRT.map((dirt) => [name, dirt, options] as const),
			),
		)("%s, %s", (_, dirt, { seen, ...options }) => {
			const run = (value: number) => {
				const isHidden = (b: number, s: number) => !range(T).some((t) => seen(b, t, s));
				const inputs = {
					query: draw([B, T, D], 1),
					key: dirty(draw([B, S, D], 2), isHidden, value),
					value: dirty(draw([B, S, V], 3), isHidden, value),
					// Hidden scores may be anything too.
					bias: tf.tensor(
						range(T * S).map((i) => (seen(0, Math.floor(i / S), i % S) ? i / 10 : value)),
						[1, 1, T, S],
					),
				};
				return gradientsAndOutputs(inputs, ({ query, key, value, bias }) => {
					const heads = { query: query!.expandDims(2), key: key!.expandDims(2), value: value!.expandDims(2) };
					const { output, weights } = op({ ...heads, bias, ...options, returnWeights: true });
					return [output, weights!];
				});
			};
			expectSame(run(dirt), run(0));
		});
	});
});

type Named = Record<string, tf.Tensor>;

function gradientsAndOutputs(inputs: Named, op: (inputs: Named) => tf.Tensor[]): Named {
	const names = Object.keys(inputs);
	const results: Named = {};
	const gradients = tf.grads((...xs) => {
		const outputs = op(Object.fromEntries(names.map((name, i) => [name, xs[i]!])));
		outputs.forEach((output, i) => {
			results[`output ${i}`] = tf.keep(output.clone());
		});
		return outputs
			.map((output, i) => tf.sum(tf.mul(output, draw(output.shape, 30 + i))))
			.reduce((sum, term) => tf.add(sum, term));
	})(Object.values(inputs));
	for (const [i, name] of names.entries()) results[`gradient of ${name}`] = gradients[i]!;
	return results;
}

function expectSame(actual: Named, expected: Named): void {
	for (const name of Object.keys(expected)) {
		expect(actual[name]!, name).toBeAllClose(expected[name]!, { atol: 1e-6 });
	}
}

/** `x` (B,L,...) with `value` in the rows where `isHidden(b, l)`. */
function dirty(x: tf.Tensor, isHidden: (b: number, l: number) => boolean, value: number): tf.Tensor {
	const [rows, length, width] = x.shape as [number, number, number];
	const values = Array.from(x.dataSync(), (old, i) => {
		const row = Math.floor(i / width);
		return isHidden(Math.floor(row / length), row % length) ? value : old;
	});
	return tf.tensor(values, [rows, length, width]);
}

/** (B,T,...) without query 1. */
function without1(x: tf.Tensor): tf.Tensor {
	return tf.concat([x.slice([0, 0, 0], [-1, 1, -1]), x.slice([0, 2, 0], [-1, 1, -1])], 1);
}

function bits(
	shape: [number, number, number],
	rule: (b: number, t: number, s: number) => boolean,
): tf.Tensor {
	const [, rows, columns] = shape;
	const values = range(tf.util.sizeFromShape(shape)).map((i) =>
		rule(Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns) ? 1 : 0,
	);
	return tf.tensor(values, shape, "bool");
}

function range(n: number): number[] {
	return Array.from({ length: n }, (_, i) => i);
}

function draw(shape: readonly number[], seed: number): tf.Tensor {
	return tf.randomUniform([...shape], -1, 1, "float32", seed);
}
