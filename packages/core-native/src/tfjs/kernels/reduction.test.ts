import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import {
	expectSameAsCpu,
	expectSameBits,
	instructionSets,
	numbers,
	randomTensor,
	useInstructionSet,
	valuesOn,
} from "../../../test/on-both-backends.js";
import { setNumThreads } from "../native-info.js";

const OPERATIONS = { max: tf.max, mean: tf.mean, min: tf.min, sum: tf.sum };
const AXES: [number[], number[] | undefined][] = [
	[[7], undefined],
	[[3, 5], [0]],
	[[3, 5], [1]],
	[[3, 70], [0]],
	[
		[3, 5],
		[0, 1],
	],
	[
		[2, 3, 4, 5],
		[1, 2],
	],
	[
		[2, 3, 4, 5],
		[0, 2],
	],
	[
		[2, 3, 4, 5],
		[1, 3],
	],
	[[2, 1, 4], [1]],
	[[5, 1], []],
	[[], undefined],
	[[40, 600], [0]],
];

describe.each(instructionSets)("%s", (instructionSet) => {
	test.each(Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[])("%s reduces any axes", (name) => {
		useInstructionSet(instructionSet);
		for (const [shape, axes] of AXES) {
			for (const keepDims of [false, true]) {
				expectSameAsCpu(() => OPERATIONS[name](randomTensor(shape), axes, keepDims), 4e-6);
			}
		}
	});

	test.each(Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[])(
		"%s of a NaN is NaN, wherever it stands",
		(name) => {
			useInstructionSet(instructionSet);
			for (const place of [0, 3, 17, 40, 66]) {
				const values = numbers(67 * 3);
				values[place * 3 + 1] = Number.NaN;
				expectSameAsCpu(() => OPERATIONS[name](tf.tensor2d(values, [67, 3]), 0), 4e-6);
				expectSameAsCpu(() => OPERATIONS[name](tf.tensor2d(values, [3, 67]), 1), 4e-6);
			}
			expectSameAsCpu(() => OPERATIONS[name](tf.tensor1d([Infinity, 1, -Infinity])));
		},
	);

	test("softmax and its logarithm are those of the cpu backend", () => {
		useInstructionSet(instructionSet);
		for (const [rows, columns] of [
			[1, 1],
			[3, 7],
			[5, 16],
			[4, 33],
			[2, 1000],
		] as const) {
			expectSameAsCpu(() => tf.softmax(randomTensor([rows, columns])));
			expectSameAsCpu(() => tf.logSoftmax(randomTensor([rows, columns])), 4e-6);
		}
		const rows = [
			[1, Number.NaN, 2],
			[-Infinity, -Infinity, -Infinity],
			[-Infinity, 0, 1],
			[Infinity, 0, 1],
			[1e30, 1e30, 0],
		];
		expectSameAsCpu(() => tf.softmax(tf.tensor2d(rows)));
	});
});

test("LogSoftmax, which tfjs has no cpu kernel for, is log(softmax)", () => {
	const [direct, composed] = valuesOn("native", () => {
		const logits = randomTensor([4, 33]);
		return [
			tf.engine().runKernel("LogSoftmax", { logits }, { axis: 1 }) as tf.Tensor,
			tf.log(tf.softmax(logits)),
		];
	});
	for (const [i, value] of direct!.values.entries()) expect(value).toBeCloseTo(composed!.values[i]!, 4);
});

test("a sum over a million numbers is precise and has the same bits whatever the number of threads", () => {
	const x = numbers(1_000_003);
	const exact = x.reduce((sum, value) => sum + value, 0);
	const results = [1, 2, 3].map((threads) => {
		setNumThreads(threads);
		return valuesOn("native", () => [
			tf.sum(tf.tensor1d(x)),
			tf.sum(tf.tensor2d(x.subarray(0, 1_000_000), [1000, 1000]), 0),
			tf.sum(tf.tensor2d(x.subarray(0, 1_000_000), [1000, 1000]), 1),
			tf.softmax(tf.tensor2d(x.subarray(0, 1_000_000), [1000, 1000])),
		]);
	});
	setNumThreads(2);
	expect(Math.abs(results[0]![0]!.values[0]! - exact)).toBeLessThan(1e-2);
	expectSameBits(results[1]!, results[0]!);
	expectSameBits(results[2]!, results[0]!);
});
