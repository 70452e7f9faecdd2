// The gradient of a large table is kept as its few rows, and nobody can tell.
import * as tf from "@tensorflow/tfjs";
import { beforeEach, describe, expect, test } from "vitest";
import {
	expectSameBits,
	instructionSets,
	numbers,
	useInstructionSet,
	type Values,
	valuesOn,
} from "../../../test/on-both-backends.js";
import { FusedAdam, type FusedAdamAttributes } from "../../contract.js";
import type { NativeBackend } from "../native-backend.js";
import { setNumThreads } from "../native-info.js";

const backend = () => tf.backend() as NativeBackend;
const ROWS = 2000;
const WIDTH = 37;
const INDICES = [5, 1999, 5, 0, 700, 1999, 5, 442, 443, 444, -1];

beforeEach(() => {
	tf.setBackend("native");
	backend().memoryOfTensors.clear();
});

/** Sums in single precision, one addition after another. */
function plainSums(values: Float32Array, indices: number[], rows: number, width: number): Float32Array {
	const sums = new Float32Array(rows * width);
	for (const [i, row] of indices.entries()) {
		if (row < 0) continue;
		for (let j = 0; j < width; j++) sums[row * width + j]! += values[i * width + j]!;
	}
	return sums;
}

const VALUES = numbers(INDICES.length * WIDTH);
const SUMS = plainSums(VALUES, INDICES, ROWS, WIDTH);

function gradientOfTable(values = VALUES, indices = INDICES, rows = ROWS): tf.Tensor2D {
	const width = values.length / indices.length;
	return tf.tidy(() =>
		tf.unsortedSegmentSum(tf.tensor2d(values, [indices.length, width]), tf.tensor1d(indices, "int32"), rows),
	);
}

const isSparse = (tensor: tf.Tensor) => backend().sparseRows(tensor) !== undefined;

function expectValues(tensor: tf.Tensor, expected: Float32Array): void {
	const got = { shape: tensor.shape, dtype: tensor.dtype, values: tensor.dataSync() as Float32Array };
	expect(got.values.length).toBe(expected.length);
	expectSameBits([got], [{ ...got, values: expected }]);
}

test("the sums read back are those of the whole table, whatever reads them", async () => {
	const reads: ((x: tf.Tensor2D) => unknown)[] = [
		(x) => x.dataSync(),
		(x) => x.bufferSync().values,
		(x) => backend().data.get(x.dataId).values,
		(x) => backend().floats(x),
		(x) => tf.tidy(() => x.square().sqrt()),
	];
	for (const read of reads) {
		const gradient = gradientOfTable();
		expect(isSparse(gradient)).toBe(true);
		read(gradient);
		expect(isSparse(gradient)).toBe(false);
		expectValues(gradient, SUMS);
	}
	expect(await gradientOfTable().data()).toEqual(SUMS);
	expectValues(tf.slice(gradientOfTable(), [440, 0], [5, WIDTH]), SUMS.slice(440 * WIDTH, 445 * WIDTH));
});

test("a small table, and one of which many rows are named, is added up whole", () => {
	expect(isSparse(gradientOfTable(numbers(4 * 37), [1, 2, 3, 3], 400))).toBe(false);
	const indices = Array.from({ length: 1001 }, (_, i) => (i * 7) % ROWS);
	const values = numbers(1001 * WIDTH);
	const gradient = gradientOfTable(values, indices);
	expect(isSparse(gradient)).toBe(false);
	expectValues(gradient, plainSums(values, indices, ROWS, WIDTH));
});

test("no index at all and rows of NaN and infinities read back", () => {
	const nothing = tf.unsortedSegmentSum(tf.zeros([0, WIDTH]), tf.tensor1d([], "int32"), ROWS);
	expectValues(nothing, new Float32Array(ROWS * WIDTH));
	const values = VALUES.slice();
	values.set([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0], WIDTH);
	expect(gradientOfTable(values).dataSync()).toEqual(plainSums(values, INDICES, ROWS, WIDTH));
});

test("clones and views keep the rows when the tensor they came from is disposed, and share what is read", () => {
	const gradient = gradientOfTable();
	const views = [gradient.clone(), gradient.reshape([WIDTH, ROWS]), gradient.transpose([0, 1])];
	gradient.dispose();
	expect(views.map(isSparse)).toEqual([true, true, true]);
	for (const view of views) expectValues(view, SUMS);
	expect(new Set(views.map((view) => backend().floats(view)!.buffer)).size).toBe(1);
});

test("nothing is left behind, and buffers go back, read or not", () => {
	const indices = Array.from({ length: 500 }, (_, i) => (i * 7) % ROWS);
	const values = numbers(500 * WIDTH);
	const { numTensors, numDataBuffers } = tf.memory();
	const unread = gradientOfTable(values, indices);
	const { byteLength } = backend().sparseRows(unread)!.values.buffer;
	const clone = unread.clone();
	unread.dispose();
	expect(backend().memoryOfTensors.heldBytes).toBe(0);
	clone.dispose();
	expect(backend().memoryOfTensors.heldBytes).toBe(byteLength);

	const read = gradientOfTable(values, indices);
	expect(backend().memoryOfTensors.heldBytes).toBe(0);
	const dense = backend().floats(read)!.buffer.byteLength;
	expect(backend().memoryOfTensors.heldBytes).toBe(byteLength);
	read.dispose();
	expect(backend().memoryOfTensors.heldBytes).toBe(byteLength + dense);
	expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
});

test("values that somebody holds do not change when the buffer serves again", () => {
	const gradient = gradientOfTable();
	const seen = gradient.dataSync() as Float32Array;
	gradient.dispose();
	tf.dispose(Array.from({ length: 8 }, () => tf.fill([ROWS, WIDTH], -7)));
	expect(seen).toEqual(SUMS);
});

test("tables read twice get the sum of both gradients", () => {
	const table = tf.tensor2d(numbers(ROWS * WIDTH, 3), [ROWS, WIDTH]);
	const [first, second, third] = [[3, 3, 1999], [0, 3, 7], [3]];
	const weights = (indices: number[], seed: number) => numbers(indices.length * WIDTH, seed);
	const term = (x: tf.Tensor2D, indices: number[], seed: number) =>
		tf
			.gather(x, tf.tensor1d(indices, "int32"))
			.mul(tf.tensor2d(weights(indices, seed), [indices.length, WIDTH]))
			.sum();
	for (const terms of [
		[first, second],
		[first, second, third],
	] as number[][][]) {
		const gradient = tf.grad((x) =>
			tf.addN(terms.map((indices, i) => term(x as tf.Tensor2D, indices, i + 1))),
		)(table);
		const parts = terms.map((indices, i) => plainSums(weights(indices, i + 1), indices, ROWS, WIDTH));
		const expected = Float64Array.from(parts[0]!, (_, j) => parts.reduce((sum, part) => sum + part[j]!, 0));
		const got = gradient.dataSync();
		expect(expected.every((value, j) => Math.abs(value - got[j]!) < 2e-6)).toBe(true);
	}
});

describe.each(instructionSets)("Adam on %s", (instructionSet) => {
	/** Norms, variable and moments of two steps whose gradients come out of `make`. */
	function train(clipNorm: number, make: () => tf.Tensor): Values[] {
		return valuesOn("native", () => {
			const state = [1, 0, 0].map((scale, i) =>
				tf.variable(tf.tensor2d(numbers(ROWS * WIDTH, i + 5), [ROWS, WIDTH]).mul(scale)),
			);
			const [variable, m, v] = state as [tf.Variable, tf.Variable, tf.Variable];
			const steps = [1, 2].map((step) => {
				const attributes: FusedAdamAttributes = {
					learningRate: 0.01,
					beta1: 0.9,
					beta2: 0.99,
					epsilon: 1e-7,
					step,
					clipNorm,
				};
				const inputs = [variable, make(), m, v] as unknown as tf.NamedTensorMap;
				return tf.engine().runKernel(FusedAdam, inputs, { ...attributes }) as tf.Tensor;
			});
			return [...steps, ...state];
		});
	}

	test.each([0, 0.5])("rows give the bits of the whole gradient, clipped at %f", (clipNorm) => {
		useInstructionSet(instructionSet);
		const expected = train(clipNorm, () => tf.tensor2d(SUMS, [ROWS, WIDTH]));
		for (const threads of [1, 2, 3]) {
			setNumThreads(threads);
			const got = train(clipNorm, () => gradientOfTable());
			expectSameBits(got, expected);
		}
		setNumThreads(2);
	});

	test("a step reads no zeros: the gradient is still its rows afterwards", () => {
		const gradient = gradientOfTable();
		train(0, () => tf.keep(gradient));
		expect(isSparse(gradient)).toBe(true);
		expectValues(gradient, SUMS);
	});
});
