import * as tf from "@tensorflow/tfjs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { expectClose, numbers, randomTensor, valuesOn } from "../../../test/on-both-backends.js";
import { FusedProbabilityCrossEntropy, FusedSoftmaxGrad } from "../../contract.js";

afterEach(() => vi.restoreAllMocks());

type Loss = (target: tf.Tensor, output: tf.Tensor) => tf.Tensor;

/** What `model.compile` makes of a loss. */
function compiled(loss: object | string): Loss[] {
	const input = tf.input({ shape: [2] });
	const outputs = ["first", "second"].map(
		(name) => tf.layers.dense({ units: 3, name }).apply(input) as tf.SymbolicTensor,
	);
	const model = tf.model({ inputs: input, outputs });
	model.compile({ loss: loss as string, optimizer: "sgd" });
	const { lossFunctions } = model as unknown as { lossFunctions: Loss[] };
	model.dispose();
	return lossFunctions;
}

/** The loss, and its gradient by the logits (`softmax`) or by the output itself. */
function run(loss: Loss, target: () => tf.Tensor, output: () => tf.Tensor, softmax = true): tf.Tensor[] {
	const f = (x: tf.Tensor) => loss(target(), softmax ? tf.softmax(x) : x);
	const weigh = (x: tf.Tensor) =>
		f(x)
			.mul(randomTensor(f(x).shape, 5))
			.sum();
	return [f(output()), tf.grad(weigh)(output())];
}

const names = (count: number, classes: number) =>
	Int32Array.from(numbers(count, 7), (value) => Math.floor(((value + 3) / 6) * classes));
const oneHot = (shape: number[], classes: number) => () =>
	tf.oneHot(tf.tensor(names(tf.util.sizeFromShape(shape), classes), shape, "int32"), classes);
const labels = (shape: number[], classes: number) => () =>
	tf.tensor(names(tf.util.sizeFromShape(shape), classes), shape, "float32");
const logits =
	(shape: number[], factor = 1) =>
	() =>
		randomTensor(shape, 3).mul(factor);

function expectEqual(
	name: string,
	target: () => tf.Tensor,
	output: () => tf.Tensor,
	isFused: boolean,
	softmax = true,
) {
	const [loss] = compiled(name);
	const runKernel = vi.spyOn(tf.engine(), "runKernel");
	const expected = valuesOn("cpu", () => run(loss!, target, output, softmax));
	const kernels = () => runKernel.mock.calls.map(([kernel]) => kernel);
	expect(kernels()).not.toContain(FusedProbabilityCrossEntropy);
	expectClose(
		valuesOn("native", () => run(loss!, target, output, softmax)),
		expected,
		1e-5,
	);
	expect(kernels().includes(FusedProbabilityCrossEntropy)).toBe(isFused);
	if (softmax) expect(kernels()).toContain(FusedSoftmaxGrad);
}

describe("categoricalCrossentropy is one call on native, equal to tfjs' own", () => {
	const check = (target: () => tf.Tensor, output: () => tf.Tensor, isFused = true, softmax = true) =>
		expectEqual("categoricalCrossentropy", target, output, isFused, softmax);
	test("of one-hot labels", () => check(oneHot([6], 5), logits([6, 5])));
	test("of sequences", () => check(oneHot([3, 4], 37), logits([3, 4, 37])));
	test("of one row", () => check(oneHot([1], 2), logits([1, 2])));
	test("of soft targets", () => check(() => tf.softmax(randomTensor([6, 5], 9)), logits([6, 5])));
	test("where probabilities are so small or so great that they are clipped", () =>
		check(oneHot([9], 5), logits([9, 5], 30)));
	test("of outputs that are no probabilities", () =>
		check(oneHot([6], 5), () => randomTensor([6, 5], 3).abs().add(0.1), true, false));
	test("but not of targets of another shape", () => check(oneHot([1], 5), logits([6, 5]), false));
});

describe("sparseCategoricalCrossentropy is one call on native, equal to tfjs' own", () => {
	const check = (target: () => tf.Tensor, output: () => tf.Tensor, isFused = true, softmax = true) =>
		expectEqual("sparseCategoricalCrossentropy", target, output, isFused, softmax);
	test("of labels", () => check(labels([6, 1], 5), logits([6, 5])));
	test("of sequences", () => check(labels([3, 4, 1], 37), logits([3, 4, 37])));
	test("of numbers between two labels", () => check(() => labels([6], 5)().add(0.4), logits([6, 5])));
	test("where probabilities are clipped", () => check(labels([9, 1], 5), logits([9, 5], 30)));
	test("of outputs that are no probabilities", () =>
		check(labels([6, 1], 5), () => randomTensor([6, 5], 3).div(4), true, false));
	test("but not of a label that is no class", () =>
		check(() => tf.tensor1d([0, 1, 5]), logits([3, 5]), false));
});

test("integers as labels are refused, as tfjs refuses them", () => {
	const [loss] = compiled("sparseCategoricalCrossentropy");
	const refused = () => loss!(tf.tensor1d([0], "int32"), tf.tensor2d([[0.4, 0.6]]));
	for (const backend of ["cpu", "native"] as const)
		expect(() => valuesOn(backend, refused)).toThrow("must be float32 tensor, but got int32");
});

test("losses may be named in a list or by output, and one's own function stays itself", () => {
	const own: Loss = (target, output) => output.sub(target);
	const isFused = (loss: Loss) => {
		const runKernel = vi.spyOn(tf.engine(), "runKernel");
		valuesOn("native", () => loss(tf.tensor2d([[0, 1, 0]]), tf.tensor2d([[0.2, 0.5, 0.3]])));
		const found = runKernel.mock.calls.some(([kernel]) => kernel === FusedProbabilityCrossEntropy);
		runKernel.mockRestore();
		return found;
	};
	expect(compiled(["categoricalCrossentropy", "meanSquaredError"]).map(isFused)).toEqual([true, false]);
	const byName = { second: "categoricalCrossentropy", first: own };
	expect(compiled(byName).map(isFused)).toEqual([false, true]);
	expect(compiled(own)).toEqual([own, own]);
});
