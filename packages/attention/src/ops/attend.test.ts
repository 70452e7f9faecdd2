// Every score against its twin by hand, with gradients of inputs and weights.

import { availableBackends, finiteDifference, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { byHand, ShapeError } from "../index.js";
import { type ScoreName, scoreFunctions, scoreNames } from "../scores/index.js";
import type { ScoreFunction } from "../scores/score-function.js";
import { attend } from "./attend.js";

const [B, T, S, V, UNITS] = [2, 3, 4, 5, 6];
const LENGTHS = [4, 2];

describe.each(await availableBackends())("on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	describe.each(scoreNames)("%s", (name) => {
		// dot and scaledDot compare vectors of one width.
		const [Dq, Dk] = name === "dot" || name === "scaledDot" ? [3, 3] : [3, 4];
		const shapes = scoreFunctions[name].weightShapes({ queryWidth: Dq, keyWidth: Dk, units: UNITS });
		const data: Record<string, Data> = {
			query: draw([B, T, Dq], 1),
			key: draw([B, S, Dk], 2),
			value: draw([B, S, V], 3),
			...Object.fromEntries(Object.entries(shapes).map(([w, shape], i) => [w, draw(shape, 4 + i)])),
		};
		const attendTensors = (tensors: Record<string, tf.Tensor>, more: object = {}) => {
			const { query, key, value, ...weights } = tensors as Record<string, tf.Tensor3D>;
			return attend({
				score: name,
				query: query!,
				key: key!,
				value,
				weights,
				keyLengths: tf.tensor1d(LENGTHS, "int32"),
				returnWeights: true,
				...more,
			});
		};

		test("equals the same by hand", () => {
			const expected = attendByHand(name, data);
			const { context, weights } = attendTensors(tensorsOf(data));
			expect(context.shape).toEqual([B, T, V]);
			expect(weights!.shape).toEqual([B, T, S]);
			expect(context).toBeAllClose(expected.contexts);
			expect(weights!).toBeAllClose(expected.weights);
		});

		test("has the gradients of its finite differences", () => {
			const names = Object.keys(data);
			const cotangent = draw([B, T, V], 20);
			const gradients = tf.grads((...tensors) => {
				const named = Object.fromEntries(names.map((key, i) => [key, tensors[i]!]));
				return tf.sum(tf.mul(attendTensors(named).context, tensorOf(cotangent)));
			})(names.map((key) => tensorOf(data[key]!)));
			for (const [i, key] of names.entries()) {
				const expected = finiteDifference(
					(values) => {
						const { contexts } = attendByHand(name, { ...data, [key]: { ...data[key]!, values } });
						return contexts.reduce((sum, x, j) => sum + x * cotangent.values[j]!, 0);
					},
					data[key]!.values,
					1e-5,
				);
				expect(gradients[i]!, key).toBeAllClose(expected);
			}
		});

		test("takes keys that are projected already, a mask, and NaN as padding", () => {
			const tensors = tensorsOf(data);
			const expected = attendTensors(tensors).context;
			const { query: _, key, value, ...weights } = tensors;
			const projectedKey = scoreFunctions[name].projectKey(key as tf.Tensor3D, weights);
			expect(attendTensors(tensors, { projectedKey }).context).toBeAllClose(expected);

			const mask = tf.tensor3d(
				LENGTHS.flatMap((n) => [0, 1, 2, 3].map((s) => (s < n ? 1 : 0))),
				[B, 1, S],
				"bool",
			);
			expect(attendTensors(tensors, { keyLengths: undefined, mask }).context).toBeAllClose(expected);

			const dirty = (x: tf.Tensor) => tf.where(mask.reshape([B, S, 1]), x, Number.NaN);
			const padded = { ...tensors, key: dirty(key!), value: dirty(value!) };
			expect(attendTensors(padded).context).toBeAllClose(expected);
			const names = ["query", ...Object.keys(shapes)];
			const gradients = tf.grads((...xs) => {
				const named = Object.fromEntries(names.map((key, i) => [key, xs[i]!]));
				return attendTensors({ ...padded, ...named }).context.sum();
			})(names.map((key) => tensors[key]!));
			for (const gradient of gradients) expect(tf.any(tf.isNaN(gradient)).dataSync()[0]).toBe(0);
		});

		test("gives 0 to a sentence without words, and one step at a time gives the same", () => {
			const tensors = tensorsOf(data);
			const { context, weights } = attendTensors(tensors, { keyLengths: tf.tensor1d([0, 4], "int32") });
			expect(context.slice([0], [1])).toBeAllClose(tf.zeros([1, T, V]), { atol: 0 });
			expect(weights!.slice([0], [1])).toBeAllClose(tf.zeros([1, T, S]), { atol: 0 });
			const whole = attendTensors(tensors).context;
			for (let t = 0; t < T; t++) {
				const query = tensors.query!.slice([0, t, 0], [B, 1, Dq]);
				const step = attendTensors({ ...tensors, query }).context;
				expect(step).toBeAllClose(whole.slice([0, t, 0], [B, 1, V]));
			}
		});
	});

	test("takes a score of one's own", () => {
		const negativeDot: ScoreFunction = {
			...scoreFunctions.dot,
			dotFactor: () => null,
			compare: (query, key) => tf.neg(scoreFunctions.dot.compare(query, key, {})),
		};
		const [query, key] = [tf.ones([1, 1, 2]) as tf.Tensor3D, tf.tensor3d([1, 1, -1, -1], [1, 2, 2])];
		const { weights } = attend({ score: negativeDot, query, key, returnWeights: true });
		expect(weights!).toBeAllClose([1 / (1 + Math.exp(4)), 1 / (1 + Math.exp(-4))]);
		expect(attend({ score: negativeDot, query, key }).weights).toBeUndefined();
	});
});

test("says what does not fit", () => {
	const query = tf.zeros([2, 3, 4]) as tf.Tensor3D;
	expect(() => attend({ score: "dot", query, key: tf.zeros([2, 3, 5]) })).toThrow(ShapeError);
	expect(() => attend({ score: "dot", query, key: tf.zeros([2, 3, 5]) })).toThrow(
		/expected query \(2,T,5\).*\n.*general/,
	);
	expect(() => attend({ score: "dot", query, key: query, value: tf.zeros([2, 2, 4]) })).toThrow(
		"value (2,3,V)",
	);
	// Before anything is put in place of what a mask hides.
	const poisoned = tf.fill([3, 2, 4], Number.NaN) as tf.Tensor3D;
	const mask = tf.tensor2d([1, 0, 1, 0, 1, 0], [3, 2], "bool");
	expect(() =>
		attend({ score: "dot", query: tf.zeros([3, 3, 4]), key: poisoned, value: query, mask }),
	).toThrow("value (3,2,V)");
	expect(() => attend({ score: "general", query, key: query })).toThrow('expected a weight "W", got none');
});

interface Data {
	shape: readonly number[];
	values: readonly number[];
}

function attendByHand(name: ScoreName, data: Record<string, Data>) {
	const { query, key, value, ...weights } = data as Record<"query" | "key" | "value", Data>;
	const matrices = Object.fromEntries(
		Object.entries(weights as Record<string, Data>).map(([w, { shape, values }]) => [
			w,
			shape.length === 1 ? values : matrix(values, shape[1]!),
		]),
	);
	const results = LENGTHS.map((length, b) =>
		byHand.attention({
			queries: part(query, b),
			keys: part(key, b),
			values: part(value, b),
			score: byHand.scores[name],
			weights: matrices,
			mask: Array.from({ length: T }, () => Array.from({ length: S }, (_, s) => s < length)),
		}),
	);
	return {
		weights: results.flatMap((result) => result.weights.flat()),
		contexts: results.flatMap((result) => result.contexts.flat()),
	};
}

function part({ shape, values }: Data, b: number): number[][] {
	const size = shape[1]! * shape[2]!;
	return matrix(values.slice(b * size, (b + 1) * size), shape[2]!);
}

function matrix(values: readonly number[], width: number): number[][] {
	return Array.from({ length: values.length / width }, (_, i) => values.slice(i * width, (i + 1) * width));
}

function draw(shape: readonly number[], seed: number): Data {
	const random = tf.randomUniform([...shape], -1, 1, "float32", seed);
	return { shape, values: Array.from(random.dataSync()) };
}

function tensorOf({ shape, values }: Data): tf.Tensor {
	return tf.tensor(Float32Array.from(values), [...shape]);
}

function tensorsOf(data: Record<string, Data>): Record<string, tf.Tensor> {
	return Object.fromEntries(Object.entries(data).map(([name, one]) => [name, tensorOf(one)]));
}
