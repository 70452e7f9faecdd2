import * as tf from "@tensorflow/tfjs";
import { describe, test } from "vitest";
import {
	expectSameAsCpu,
	expectSameBits,
	instructionSets,
	numbers,
	useInstructionSet,
	valuesOn,
} from "../../../test/on-both-backends.js";

const OPERATIONS: Record<string, (x: tf.Tensor) => tf.Tensor> = {
	abs: tf.abs,
	clipByValue: (x) => tf.clipByValue(x, -1, 2),
	erf: tf.erf,
	exp: tf.exp,
	floor: tf.floor,
	leakyRelu: (x) => tf.leakyRelu(x, 0.3),
	log: tf.log,
	neg: tf.neg,
	reciprocal: tf.reciprocal,
	relu: tf.relu,
	rsqrt: tf.rsqrt,
	sigmoid: tf.sigmoid,
	sqrt: tf.sqrt,
	square: tf.square,
	step: (x) => tf.step(x, 0.25),
	tanh: tf.tanh,
};
const SPECIAL = [
	Number.NaN,
	Infinity,
	-Infinity,
	0,
	1e-40,
	-1e-40,
	1e38,
	-1e38,
	88,
	-88,
	104,
	-104,
	0.1,
	20,
	-20,
];

describe.each(instructionSets)("%s", (instructionSet) => {
	test.each(Object.keys(OPERATIONS))("%s gives what the cpu backend gives, at any length", (name) => {
		useInstructionSet(instructionSet);
		const operation = OPERATIONS[name]!;
		for (const length of [0, 1, 7, 8, 15, 16, 17, 33, 1000]) {
			// tfjs' erf is an approximation with an error of 1.5e-7.
			expectSameAsCpu(() => operation(tf.tensor1d(numbers(length))), 1e-6);
		}
	});

	test.each(Object.keys(OPERATIONS))(
		"%s treats NaN, infinities and extremes as the cpu backend does",
		(name) => {
			useInstructionSet(instructionSet);
			// A float's own rounding of 1e-40 and the like is below the tolerance: a subnormal number may be 0.
			expectSameAsCpu(
				() => OPERATIONS[name]!(tf.tensor1d(SPECIAL)),
				name === "log" || name === "reciprocal" ? 2e-6 : 1e-6,
			);
		},
	);
});

test("integers go to tfjs' kernels", () => {
	expectSameAsCpu(() => tf.square(tf.tensor1d([1, -2, 3], "int32")));
	expectSameAsCpu(() => tf.relu(tf.tensor1d([1, -2, 3], "int32")));
});

test("a long tensor has the same bits whatever the number of threads", async () => {
	const { setNumThreads } = await import("../native-info.js");
	const x = numbers(200_003);
	const results = [1, 2, 3].map((threads) => {
		setNumThreads(threads);
		return valuesOn("native", () => [
			tf.tanh(tf.tensor1d(x)),
			tf.log(tf.tensor1d(x)),
			tf.exp(tf.tensor1d(x)),
		]);
	});
	setNumThreads(2);
	expectSameBits(results[1]!, results[0]!);
	expectSameBits(results[2]!, results[0]!);
});
