import * as tf from "@tensorflow/tfjs";
import { describe, test } from "vitest";
import {
	expectSameAsCpu,
	instructionSets,
	randomTensor,
	useInstructionSet,
} from "../../../test/on-both-backends.js";

const OPERATIONS: Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor> = {
	add: tf.add,
	div: tf.div,
	equal: tf.equal,
	greater: tf.greater,
	greaterEqual: tf.greaterEqual,
	less: tf.less,
	lessEqual: tf.lessEqual,
	maximum: tf.maximum,
	minimum: tf.minimum,
	mul: tf.mul,
	notEqual: tf.notEqual,
	squaredDifference: tf.squaredDifference,
	sub: tf.sub,
};
const SHAPES: [number[], number[]][] = [
	[[], []],
	[[5], []],
	[[], [17]],
	[[33], [33]],
	[[3, 17], [17]],
	[[17], [3, 17]],
	[
		[3, 17],
		[3, 1],
	],
	[
		[3, 1],
		[1, 17],
	],
	[
		[2, 1, 5, 1],
		[3, 1, 7],
	],
	[
		[2, 3, 4, 5],
		[1, 3, 1, 5],
	],
	[
		[4, 1, 3],
		[4, 20, 3],
	],
	[
		[2, 1, 2, 1, 2, 1],
		[1, 3, 1, 3, 1, 3],
	],
	[[0], [1]],
	[
		[0, 3],
		[1, 3],
	],
	[
		[1, 1, 1],
		[1, 1],
	],
];

describe.each(instructionSets)("%s", (instructionSet) => {
	test.each(Object.keys(OPERATIONS))("%s broadcasts as the cpu backend does", (name) => {
		useInstructionSet(instructionSet);
		for (const [aShape, bShape] of SHAPES) {
			expectSameAsCpu(() => OPERATIONS[name]!(randomTensor(aShape, 1), randomTensor(bShape, 2)));
		}
	});

	test.each(Object.keys(OPERATIONS))(
		"%s treats NaN, infinities and zeros as the cpu backend does",
		(name) => {
			useInstructionSet(instructionSet);
			const special = [Number.NaN, Infinity, -Infinity, 0, -0, 1, -2.5];
			expectSameAsCpu(() => OPERATIONS[name]!(tf.tensor2d(special, [7, 1]), tf.tensor2d(special, [1, 7])));
		},
	);
});

test("a float that was cast from bool or int32 is a float", () => {
	expectSameAsCpu(() =>
		tf.mul(tf.tensor1d([true, false, true]).cast("float32"), tf.tensor1d([1.5, 2.5, 3.5])),
	);
	expectSameAsCpu(() => tf.add(tf.tensor1d([1, 2, 3], "int32"), tf.tensor1d([1.5, 2.5, 3.5])));
});

test("integers and complex numbers go to tfjs' kernels", () => {
	expectSameAsCpu(() => tf.add(tf.tensor1d([1, 2], "int32"), tf.tensor1d([3, 4], "int32")));
	expectSameAsCpu(() => tf.real(tf.mul(tf.complex([1, 2], [3, 4]), tf.complex([5, 6], [7, 8]))));
});

test("addN sums any number of tensors", () => {
	for (const count of [1, 2, 5]) {
		expectSameAsCpu(() => tf.addN(Array.from({ length: count }, (_, i) => randomTensor([3, 7], i + 1))));
	}
});
