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
import { FusedLinearCrossEntropy } from "../../contract.js";

const R = 9;
const D = 5;
const V = 37;
const LABELS = [3, 0, 36, 0, 7, 7, 12, 0, 1];

function plainLoss(
	hidden: tf.Tensor,
	kernel: tf.Tensor,
	bias: tf.Tensor,
	ignoreLabel: number,
	labelSmoothing: number,
): tf.Scalar {
	const logProbs = tf.logSoftmax(tf.add(tf.matMul(hidden as tf.Tensor2D, kernel as tf.Tensor2D), bias));
	const counted = LABELS.map((label) => (label === ignoreLabel ? 0 : 1));
	const count = counted.reduce<number>((sum, one) => sum + one, 0);
	const oneHot = tf.oneHot(tf.tensor1d(LABELS, "int32"), V);
	const target = tf.add(tf.mul(oneHot, 1 - labelSmoothing), labelSmoothing / V);
	const rows = tf.neg(tf.sum(tf.mul(target, logProbs), 1));
	return tf.div(tf.sum(tf.mul(rows, tf.tensor1d(counted))), Math.max(count, 1));
}

const inputs = () => [randomTensor([R, D], 1), randomTensor([D, V], 2), randomTensor([V], 3)] as const;

function fused(ignoreLabel: number, labelSmoothing: number, withGradient: boolean): tf.Tensor[] {
	const [hidden, kernel, bias] = inputs();
	return tf
		.engine()
		.runKernel(
			FusedLinearCrossEntropy,
			{ hidden, kernel, bias, labels: tf.tensor1d(LABELS, "int32") },
			{ ignoreLabel, labelSmoothing, withGradient },
		) as unknown as tf.Tensor[];
}

describe.each(instructionSets)("%s", (instructionSet) => {
	test.each([
		[-1, 0],
		[0, 0],
		[0, 0.1],
	])("the loss and its gradients with label %i ignored and smoothing %f", (ignoreLabel, labelSmoothing) => {
		useInstructionSet(instructionSet);
		const loss = (hidden: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor) =>
			plainLoss(hidden, kernel, bias, ignoreLabel, labelSmoothing);
		const expected = valuesOn("cpu", () => [loss(...inputs()), ...tf.grads(loss)([...inputs()])]);
		expectClose(
			valuesOn("native", () => fused(ignoreLabel, labelSmoothing, true)),
			expected,
			1e-5,
		);
		expectClose(
			valuesOn("native", () => fused(ignoreLabel, labelSmoothing, false)),
			expected.slice(0, 1),
			1e-5,
		);
	});
});

test("a label that is no class is named", () => {
	onBackend("native", () => {
		const [hidden, kernel, bias] = inputs();
		const labels = tf.tensor1d([...LABELS.slice(1), V], "int32");
		const attributes = { ignoreLabel: -1, labelSmoothing: 0, withGradient: false };
		expect(() =>
			tf.engine().runKernel(FusedLinearCrossEntropy, { hidden, kernel, bias, labels }, attributes),
		).toThrow("labels[8]");
	});
});
