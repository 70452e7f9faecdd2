import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
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
});
