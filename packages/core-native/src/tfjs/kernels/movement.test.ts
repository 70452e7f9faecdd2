import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import {
	expectSameAsCpu,
	expectSameBits,
	numbers,
	onBackend,
	randomTensor,
	valuesOn,
} from "../../../test/on-both-backends.js";
import { setNumThreads } from "../native-info.js";

function permutations(rank: number): number[][] {
	if (rank === 0) return [[]];
	return permutations(rank - 1).flatMap((rest) =>
		Array.from({ length: rank }, (_, place) => [...rest.slice(0, place), rank - 1, ...rest.slice(place)]),
	);
}

test("transpose gives every order of axes", () => {
	for (const shape of [[], [5], [3, 4], [17, 33], [2, 3, 4], [1, 5, 1, 3], [2, 3, 4, 5], [0, 3]]) {
		for (const perm of permutations(shape.length))
			expectSameAsCpu(() => tf.transpose(randomTensor(shape), perm));
	}
});

test("a transpose that moves nothing is a view, of any type, and one that shares values with a variable does not move with it", () => {
	const shape = [1, 3, 1, 4];
	const moves = [
		[0, 1, 2, 3],
		[1, 0, 2, 3],
		[1, 3, 0, 2],
		[0, 3, 1, 2],
	];
	for (const perm of moves) {
		expectSameAsCpu(() => tf.transpose(randomTensor(shape), perm));
		expectSameAsCpu(() => tf.transpose(randomTensor(shape).toInt(), perm));
		expectSameAsCpu(() => tf.transpose(randomTensor(shape).greater(0), perm));
	}
	onBackend("native", () => {
		const variable = tf.variable(randomTensor([3, 4]));
		const view = tf.transpose(variable, [0, 1]);
		const before = view.dataSync().slice();
		tf.train.adam(0.1).applyGradients([{ name: variable.name, tensor: tf.ones([3, 4]) }]);
		expect(view.dataSync()).toEqual(before);
		expect(variable.dataSync()).not.toEqual(before);
	});
});

test("a large transpose has the same bits whatever the number of threads", () => {
	const results = [1, 2, 3].map((threads) => {
		setNumThreads(threads);
		return valuesOn("native", () =>
			tf.transpose(tf.tensor3d(numbers(30 * 70 * 50), [30, 70, 50]), [2, 0, 1]),
		);
	});
	setNumThreads(2);
	expectSameBits(results[1]!, results[0]!);
	expectSameBits(results[2]!, results[0]!);
});

test("slice copies any part, and leaves the whole alone", () => {
	expectSameAsCpu(() => tf.slice(randomTensor([10]), 3, 4));
	expectSameAsCpu(() => tf.slice(randomTensor([10]), 10, 0));
	expectSameAsCpu(() => tf.slice(randomTensor([4, 5]), [1, 2], [2, -1]));
	expectSameAsCpu(() => tf.slice(randomTensor([2, 3, 4, 5]), [1, 0, 1, 2], [1, 3, 2, 3]));
	expectSameAsCpu(() => tf.slice(tf.tensor2d([1, 2, 3, 4], [2, 2], "int32"), [0, 1], [2, 1]));
	expect(() => tf.slice(randomTensor([4]), 3, 4)).toThrow();
});

test("split, unstack and their opposites concat and stack", () => {
	expectSameAsCpu(() => tf.split(randomTensor([4, 6]), 3, 1));
	expectSameAsCpu(() => tf.split(randomTensor([4, 6]), [1, 3], 0));
	expectSameAsCpu(() => tf.split(randomTensor([4, 6, 2]), [1, 0, 5], -2));
	for (const axis of [0, 1, -1]) {
		expectSameAsCpu(() => tf.unstack(randomTensor([3, 4, 2]), axis));
		expectSameAsCpu(() => tf.stack([randomTensor([3, 4], 1), randomTensor([3, 4], 2)], axis));
		expectSameAsCpu(() => tf.concat([randomTensor([3, 4, 2], 1), randomTensor([3, 4, 2], 2)], axis));
	}
	expectSameAsCpu(() =>
		tf.concat([randomTensor([2, 3], 1), randomTensor([0, 3], 2), randomTensor([5, 3], 3)], 0),
	);
	expectSameAsCpu(() => tf.concat([randomTensor([0, 3]), randomTensor([0, 3])], 0));
	expectSameAsCpu(() => tf.stack([randomTensor([3])]));
	expectSameAsCpu(() => tf.concat([tf.tensor1d([1, 2], "int32"), tf.tensor1d([3], "int32")]));
});

test("gather takes rows, and its gradient adds what was taken twice", () => {
	expectSameAsCpu(() => tf.gather(randomTensor([7, 5]), tf.tensor2d([6, 0, 3, 3], [2, 2], "int32")));
	expectSameAsCpu(() => tf.gather(randomTensor([7, 5]), tf.tensor1d([4, 0], "int32"), 1));
	expectSameAsCpu(() => tf.gather(randomTensor([7]), tf.tensor1d([4, 0], "int32")));
	expectSameAsCpu(() => tf.gather(randomTensor([7, 2, 3]), tf.tensor1d([], "int32")));
	const integers = tf.tensor2d([1, -2, 3, 2147483647, -2147483648, 6], [3, 2], "int32");
	expectSameAsCpu(() => tf.gather(integers, tf.tensor1d([2, 0, 2], "int32")));
	expectSameAsCpu(() => tf.gather(integers.toBool(), tf.tensor1d([2, 0, 2], "int32")));
	expect(() => tf.gather(randomTensor([7, 5]), tf.tensor1d([7], "int32")).dataSync()).toThrow("GatherV2");
	expectSameAsCpu(() => {
		const indices = tf.tensor1d([1, 4, 1, 0], "int32");
		return tf.grad((x: tf.Tensor) => tf.mul(tf.gather(x, indices), randomTensor([4, 5], 3)))(
			randomTensor([7, 5]),
		);
	});
});

test("unsortedSegmentSum leaves out ids that are no segment", () => {
	expectSameAsCpu(() => tf.unsortedSegmentSum(randomTensor([4, 3]), tf.tensor1d([2, 0, 2, 9], "int32"), 3));
	expectSameAsCpu(() => tf.unsortedSegmentSum(randomTensor([4]), tf.tensor1d([2, 0, 2, -1], "int32"), 5));
});

test("select, fills and views", () => {
	const condition = () => tf.tensor2d([1, 0, 0, 1, 1, 0], [2, 3], "bool");
	expectSameAsCpu(() => tf.where(condition(), randomTensor([2, 3], 1), randomTensor([2, 3], 2)));
	expectSameAsCpu(() => tf.where(condition(), tf.scalar(1), randomTensor([2, 3], 2)));
	expectSameAsCpu(() => [
		tf.fill([2, 3], 1.5),
		tf.zerosLike(randomTensor([3])),
		tf.onesLike(randomTensor([0])),
	]);
	expectSameAsCpu(() => tf.zerosLike(tf.tensor1d([1, 2], "int32")));
	expectSameAsCpu(() => randomTensor([2, 6]).reshape([3, -1]).expandDims(-1));
	expectSameAsCpu(() => [tf.tensor1d([1.7, -1.7]).cast("int32"), tf.tensor1d([0, 2]).cast("bool")]);
});

test("tile and pad", () => {
	for (const [shape, reps] of [
		[[3], [4]],
		[
			[2, 3],
			[1, 2],
		],
		[
			[2, 3],
			[3, 1],
		],
		[
			[2, 1, 3],
			[2, 4, 3],
		],
		[
			[2, 3],
			[0, 2],
		],
		[
			[2, 1, 2, 1, 2, 1],
			[2, 2, 2, 2, 2, 2],
		],
	] as const) {
		expectSameAsCpu(() => tf.tile(randomTensor([...shape]), [...reps]));
	}
	expectSameAsCpu(() => tf.broadcastTo(randomTensor([3, 1]), [2, 3, 4]));
	expectSameAsCpu(() => tf.pad(randomTensor([3]), [[1, 2]], 7));
	expectSameAsCpu(() =>
		tf.pad(randomTensor([2, 3, 4]), [
			[1, 0],
			[0, 2],
			[3, 1],
		]),
	);
	expectSameAsCpu(() =>
		tf.pad(randomTensor([0, 3]), [
			[1, 0],
			[0, 2],
		]),
	);
});
