import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { dropout, fillDropoutMask } from "./dropout.js";
import { embedding } from "./embedding.js";

describe.each(await availableBackends())("embedding on %s", (backend) => {
	beforeAll(() => useBackend(backend));
	const ids = () => tf.tensor2d([2, 0, 2, 3], [2, 2], "int32");

	test("takes the rows of its ids", () => {
		const table = tf.tensor2d([0, 1, 10, 11, 20, 21, 30, 31], [4, 2]);
		const rows = embedding(table, ids());
		expect(rows.shape).toEqual([2, 2, 2]);
		expect(rows).toBeAllClose([20, 21, 0, 1, 20, 21, 30, 31], { atol: 0 });
	});

	test("adds up the gradients of an id that occurs twice, and gives 0 to one that does not occur", () => {
		const table = tf.randomNormal<tf.Rank.R2>([4, 2]);
		const dy = tf.tensor([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
		const gradient = tf.grad((rows: tf.Tensor) => embedding(rows as tf.Tensor2D, ids()))(table, dy);
		expect(gradient).toBeAllClose([3, 4, 0, 0, 6, 8, 7, 8], { atol: 1e-6 });
	});

	test("has a gradient of its gradient", () => {
		const table = tf.tensor2d([0, 1, 2, 3, -1, -2, 4, 5], [4, 2]);
		const sumOfCubes = (rows: tf.Tensor) =>
			embedding(rows as tf.Tensor2D, ids())
				.pow(3)
				.sum();
		const second = tf.grad((rows: tf.Tensor) => tf.grad(sumOfCubes)(rows).sum())(table);
		// Of x³ it is 6 x for every time that a row occurs.
		expect(second).toBeAllClose([0, 6, 0, 0, -12, -24, 24, 30]);
	});

	// The second is large enough for the backend `native` to use its buffers again and to keep a gradient as its rows.
	// Other backends do neither, and the gradient of plain tfjs looks at every element once for each row of the table.
	test.each([
		{ V: 4, D: 7, B: 2, T: 2 },
		backend === "native" ? { V: 300, D: 256, B: 16, T: 8 } : { V: 30, D: 33, B: 5, T: 8 },
	])("drops what the mask says, to the bit, and so does its gradient: %o", ({ V, D, B, T }) => {
		const drop = { rate: 0.4, key: { seed: 5, step: 2, site: 1 } };
		const table = tf.randomNormal<tf.Rank.R2>([V, D], 0, 1, "float32", 1);
		const words = tf.randomUniform<tf.Rank.R2>([B, T], 0, V, "int32", 3);
		const rows = embedding(table, words).dataSync();
		const mask = new Float32Array(B * T * D);
		fillDropoutMask(mask, [B, T, D], drop.rate, drop.key);
		const dy = tf.randomNormal([B, T, D], 0, 1, "float32", 2);
		const gradientOf = (read: (rows: tf.Tensor2D) => tf.Tensor) =>
			tf.tidy(() =>
				tf
					.grad((rows: tf.Tensor) => read(rows as tf.Tensor2D))(table, dy)
					.dataSync(),
			);
		for (let again = 0; again < 2; again++) {
			const dropped = tf.tidy(() => embedding(table, words, drop).dataSync());
			expect(dropped.every((value, i) => Object.is(value, Math.fround(rows[i]! * mask[i]!)))).toBe(true);
			const apart = gradientOf((rows) => dropout(embedding(rows, words), drop.rate, drop.key));
			const together = gradientOf((rows) => embedding(rows, words, drop));
			// Element by element, `toEqual` takes seconds over so many.
			expect(together).toHaveLength(V * D);
			expect(together.every((value, i) => Object.is(value, apart[i]))).toBe(true);
		}
	});

	test("keeps every element at rate 0, and refuses a rate of 1", () => {
		const table = tf.randomNormal<tf.Rank.R2>([4, 2]);
		const key = { seed: 5, step: 2, site: 1 };
		const kept = embedding(table, ids(), { rate: 0, key });
		expect(kept.dataSync()).toEqual(embedding(table, ids()).dataSync());
		expect(() => embedding(table, ids(), { rate: 1, key })).toThrow("expected a rate in [0, 1), got 1");
	});
});
