import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { dropout, fillDropoutMask } from "./dropout.js";

const key = { seed: 3, step: 10, site: 1 };

function mask(shape: [number, number, number], rate: number, at = key): Float32Array {
	const values = new Float32Array(shape[0] * shape[1] * shape[2]).fill(Number.NaN);
	fillDropoutMask(values, shape, rate, at);
	return values;
}

describe("the mask of dropout", () => {
	test("drops the asked share and scales the rest up", () => {
		const values = mask([40, 10, 257], 0.2);
		const dropped = values.filter((value) => value === 0).length / values.length;
		// Three standard deviations of a fair draw of 102,800 elements.
		expect(Math.abs(dropped - 0.2)).toBeLessThan(3 * Math.sqrt((0.2 * 0.8) / values.length));
		expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / 0.8)]));
	});

	test("has no pattern along features, time or rows", () => {
		const [B, T, D] = [30, 20, 64];
		const kept = mask([B, T, D], 0.5).map((value) => (value === 0 ? -1 : 1));
		for (const stride of [1, 2, D, 2 * D, T * D]) {
			let sum = 0;
			for (let i = stride; i < kept.length; i++) sum += kept[i]! * kept[i - stride]!;
			expect(Math.abs(sum) / Math.sqrt(kept.length)).toBeLessThan(4);
		}
	});

	test("is the same for the same seed, step and site, and another for any other", () => {
		const first = mask([2, 3, 8], 0.5);
		expect(mask([2, 3, 8], 0.5)).toEqual(first);
		for (const other of [{ seed: 4 }, { step: 11 }, { site: 2 }]) {
			expect(mask([2, 3, 8], 0.5, { ...key, ...other })).not.toEqual(first);
		}
	});

	test("drops the same elements of a sentence when a batch gets more padding", () => {
		const [short, long] = [mask([3, 4, 5], 0.3), mask([3, 7, 5], 0.3)];
		for (let b = 0; b < 3; b++) {
			expect(long.slice(b * 35, b * 35 + 20)).toEqual(short.slice(b * 20, b * 20 + 20));
		}
	});
});

describe.each(await availableBackends())("dropout on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	test("multiplies by the mask, and so does its gradient", () => {
		const x = tf.randomNormal<tf.Rank.R3>([2, 3, 5], 0, 1, "float32", 1);
		const expected = mask([2, 3, 5], 0.4);
		const gradient = tf.grad((value: tf.Tensor) => dropout(value as tf.Tensor3D, 0.4, key).sum())(x);
		expect(gradient).toBeAllClose(expected, { atol: 0 });
		expect(dropout(x, 0.4, key)).toBeAllClose(
			x.dataSync().map((value, i) => value * expected[i]!),
			{ atol: 1e-6 },
		);
	});

	test("drops what the mask says, to the bit, at any width, and keeps what is no number", () => {
		for (const [B, T, D] of [
			[1, 1, 1],
			[3, 2, 7],
			[2, 5, 256],
			[2, 3, 601],
		] as const) {
			const values = tf
				.randomNormal([B * T * D], 0, 1, "float32", D)
				.dataSync()
				.slice();
			values[D - 1] = Number.NaN;
			values[0] = Number.NEGATIVE_INFINITY;
			const factors = mask([B, T, D], 0.3);
			const expected = values.map((value, i) => value * factors[i]!);
			const dropped = dropout(tf.tensor3d(values, [B, T, D]), 0.3, key).dataSync();
			expect(dropped.every((value, i) => Object.is(value, expected[i]))).toBe(true);
		}
	});

	test("gives back its input for rate 0", () => {
		const x = tf.ones<tf.Rank.R3>([1, 2, 3]);
		expect(dropout(x, 0, key)).toBe(x);
		expect(() => dropout(x, 1, key)).toThrow("dropout: expected a rate in [0, 1), got 1");
	});
});
