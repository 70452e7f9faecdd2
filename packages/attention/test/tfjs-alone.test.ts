// As in a page: TensorFlow.js and this package, no native core.
import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import "../src/index.js";
import "@mirada/test-kit";

test("to import the package mends second derivatives of TensorFlow.js' own ops", async () => {
	await tf.setBackend("cpu");
	expect(tf.findBackendFactory("native")).toBe(null);
	const x = tf.tensor1d([0, 0.5, -1]);
	// d² e^(2x) / dx² = 4 e^(2x)
	const second = tf.grad(tf.grad((x) => tf.exp(x.mul(2))))(x);
	expect(second).toBeAllClose([4, 4 * Math.E, 4 * Math.exp(-2)]);
	// d² tanh x / dx² = -2 tanh x (1 - tanh² x)
	const bent = [...x.dataSync()].map((v) => -2 * Math.tanh(v) * (1 - Math.tanh(v) ** 2));
	expect(tf.grad(tf.grad((x) => tf.tanh(x)))(x)).toBeAllClose(bent);
});
