import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import {
	expectSameAsCpu,
	instructionSets,
	randomTensor,
	useInstructionSet,
	valuesOn,
} from "../../../test/on-both-backends.js";

/** Shape with its last two axes exchanged where `transposed`. */
function stored(shape: number[], transposed: boolean): number[] {
	return transposed ? [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!] : shape;
}

describe.each(instructionSets)("%s", (instructionSet) => {
	test("matMul gives what the cpu backend gives, transposed or not", () => {
		useInstructionSet(instructionSet);
		for (const [m, k, n] of [
			[1, 1, 1],
			[3, 5, 7],
			[17, 33, 9],
			[6, 16, 70],
			[40, 300, 33],
			[0, 3, 2],
			[2, 0, 3],
		] as const) {
			for (const [transposeA, transposeB] of [
				[false, false],
				[false, true],
				[true, false],
				[true, true],
			] as const) {
				expectSameAsCpu(
					() => {
						const a = randomTensor(stored([m, k], transposeA), 1) as tf.Tensor2D;
						const b = randomTensor(stored([k, n], transposeB), 2) as tf.Tensor2D;
						return tf.matMul(a, b, transposeA, transposeB);
						// Half a unit in the last place for each of k products of at most 9, and some.
					},
					1e-6 + 2e-7 * k,
				);
			}
		}
	});
});

test("a batch is broadcast axis by axis", () => {
	expectSameAsCpu(() => tf.matMul(randomTensor([4, 3, 5], 1), randomTensor([4, 5, 2], 2)), 1e-5);
	expectSameAsCpu(() => tf.matMul(randomTensor([4, 3, 5], 1), randomTensor([5, 2], 2)), 1e-5);
	expectSameAsCpu(() => tf.matMul(randomTensor([3, 5], 1), randomTensor([4, 5, 2], 2)), 1e-5);
	// tfjs' cpu kernel gets these wrong, so each matrix is compared with a product of its own.
	for (const [aBatch, bBatch] of [
		[
			[2, 1],
			[1, 3],
		],
		[
			[2, 1, 4],
			[3, 1],
		],
		[[3], [2, 1]],
	]) {
		const [whole, ...parts] = valuesOn("native", () => {
			const a = randomTensor([...aBatch!, 3, 5], 1);
			const b = randomTensor([...bBatch!, 5, 2], 2);
			const batch = tf.broadcast_util.assertAndGetBroadcastShape(aBatch!, bBatch!);
			const aParts = tf.unstack(tf.broadcastTo(a, [...batch, 3, 5] as never).reshape([-1, 3, 5]));
			const bParts = tf.unstack(tf.broadcastTo(b, [...batch, 5, 2] as never).reshape([-1, 5, 2]));
			return [tf.matMul(a, b), ...aParts.map((part, i) => tf.matMul(part, bParts[i]!))];
		});
		expect([...whole!.values]).toEqual(parts.flatMap(({ values }) => [...values]));
	}
});

test("fused.matMul adds a bias of any shape and an activation", () => {
	for (const activation of ["linear", "relu", "relu6", "elu", "leakyrelu", "sigmoid"] as const) {
		for (const biasShape of [[7], [1, 7], [3, 7], [3, 1], []]) {
			expectSameAsCpu(
				() =>
					tf.fused.matMul({
						a: randomTensor([3, 5], 1) as tf.Tensor2D,
						b: randomTensor([5, 7], 2) as tf.Tensor2D,
						bias: randomTensor(biasShape, 3),
						activation,
						leakyreluAlpha: 0.3,
					}),
				1e-5,
			);
		}
	}
});

test("matMul of shapes that do not fit throws tfjs' error", () => {
	expect(() => tf.matMul(randomTensor([2, 3]) as tf.Tensor2D, randomTensor([2, 3]) as tf.Tensor2D)).toThrow(
		"inner shapes",
	);
});

test("integers are multiplied by tfjs' kernel", () => {
	expectSameAsCpu(() =>
		tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2], "int32"), tf.tensor2d([5, 6, 7, 8], [2, 2], "int32")),
	);
});
