import { availableBackends, finiteDifference, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { byHand } from "../index.js";
import { maskedSoftmax } from "./masked-softmax.js";

const SCORES = [0.5, -1, 2, 3, 100, -100, 0, 0.25, -0.5];
const ALLOWED = [1, 0, 1, 0, 0, 0, 1, 1, 1];

describe.each(await availableBackends())("on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	test("is softmax over the allowed keys, and 0 where there is none", () => {
		const mask = tf.tensor2d(ALLOWED, [3, 3], "bool");
		const { weights, logSumExp } = maskedSoftmax(tf.tensor2d(SCORES, [3, 3]), mask);
		expect(weights).toBeAllClose(maskedByHand(SCORES));
		expect(logSumExp.shape).toEqual([3]);
		const sums = [Math.exp(0.5) + Math.exp(2), 0, 1 + Math.exp(0.25) + Math.exp(-0.5)];
		expect(logSumExp).toBeAllClose(sums.map((sum) => (sum === 0 ? Number.POSITIVE_INFINITY : Math.log(sum))));
	});

	test("needs no mask, and broadcasts a small one", () => {
		const scores = tf.tensor2d(SCORES, [3, 3]);
		expect(maskedSoftmax(scores).weights).toBeAllClose(tf.softmax(scores));
		const column = maskedSoftmax(scores, tf.tensor1d([0, 1, 0], "bool")).weights;
		expect(column).toBeAllClose([0, 1, 0, 0, 1, 0, 0, 1, 0]);
	});

	test("never looks behind the mask", () => {
		const dirty = SCORES.map((score, i) =>
			ALLOWED[i] ? score : i % 2 ? Number.NaN : Number.POSITIVE_INFINITY,
		);
		const mask = tf.tensor2d(ALLOWED, [3, 3], "bool");
		expect(maskedSoftmax(tf.tensor2d(dirty, [3, 3]), mask).weights).toBeAllClose(maskedByHand(SCORES));
	});

	test("has the gradient of its finite differences, and 0 for rows without any key", () => {
		const cotangent = [1, 2, -1, 0.5, 3, 1, -2, 0.1, 1];
		const mask = tf.tensor2d(ALLOWED, [3, 3], "bool");
		const gradient = tf.grad((scores) =>
			tf.sum(tf.mul(maskedSoftmax(scores, mask).weights, tf.tensor2d(cotangent, [3, 3]))),
		)(tf.tensor2d(SCORES, [3, 3]));
		const expected = finiteDifference(
			(scores) => maskedByHand(scores).reduce((sum, weight, i) => sum + weight * cotangent[i]!, 0),
			SCORES,
			1e-5,
		);
		expect(gradient).toBeAllClose(expected);
		expect(gradient.slice([1], [1])).toBeAllClose([0, 0, 0], { atol: 0 });
	});

	test("of no key is nothing", () => {
		const { weights, logSumExp } = maskedSoftmax(tf.zeros([2, 0]));
		expect(weights.shape).toEqual([2, 0]);
		expect(logSumExp).toBeAllClose([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
	});
});

function maskedByHand(scores: readonly number[]): number[] {
	const masked = scores.map((score, i) => (ALLOWED[i] ? score : Number.NEGATIVE_INFINITY));
	return [0, 3, 6].flatMap((row) => byHand.softmax(masked.slice(row, row + 3)));
}
