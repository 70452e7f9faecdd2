import * as tf from "@tensorflow/tfjs";
import { beforeEach, describe, expect, test } from "vitest";
import { instructionSets, numbers, useInstructionSet } from "../../../test/on-both-backends.js";
import { FusedAdam, type FusedAdamAttributes } from "../../contract.js";

const ATTRIBUTES: FusedAdamAttributes = {
	learningRate: 0.01,
	beta1: 0.9,
	beta2: 0.99,
	epsilon: 1e-7,
	step: 1,
	clipNorm: 0,
};
const SHAPES = [[3, 7], [20_000], [1]];

const fusedAdam = (tensors: tf.Tensor[], attributes: FusedAdamAttributes) =>
	tf.engine().runKernel(FusedAdam, tensors as unknown as tf.NamedTensorMap, { ...attributes }) as tf.Tensor;

const size = (shape: number[]) => tf.util.sizeFromShape(shape);
const zeros = () => SHAPES.map((shape) => tf.variable(tf.zeros(shape)));

/** Algorithm 1 in double precision, over plain arrays: [variables, m, v] after the steps. */
function plainAdam(
	gradients: Float32Array[][],
	{ learningRate, beta1, beta2, epsilon, clipNorm }: FusedAdamAttributes,
) {
	const variables = SHAPES.map((shape, i) => Float64Array.from(numbers(size(shape), i + 1)));
	const m = SHAPES.map((shape) => new Float64Array(size(shape)));
	const v = SHAPES.map((shape) => new Float64Array(size(shape)));
	let norm = 0;
	for (const [t, gradient] of gradients.entries()) {
		norm = Math.sqrt(gradient.reduce((sum, part) => sum + part.reduce((s, g) => s + g * g, 0), 0));
		const factor = clipNorm > 0 && norm > clipNorm ? clipNorm / norm : 1;
		for (const [i, part] of gradient.entries()) {
			for (const [j, raw] of part.entries()) {
				const g = raw * factor;
				m[i]![j] = beta1 * m[i]![j]! + (1 - beta1) * g;
				v[i]![j] = beta2 * v[i]![j]! + (1 - beta2) * g * g;
				const mHat = m[i]![j]! / (1 - beta1 ** (t + 1));
				const vHat = v[i]![j]! / (1 - beta2 ** (t + 1));
				variables[i]![j]! -= (learningRate * mHat) / (Math.sqrt(vHat) + epsilon);
			}
		}
	}
	return { variables, m, v, norm };
}

beforeEach(() => {
	tf.setBackend("native");
});

describe.each(instructionSets)("%s", (instructionSet) => {
	test.each([0, 1.5])("three steps with clipNorm %f are those of the paper", (clipNorm) => {
		useInstructionSet(instructionSet);
		const attributes = { ...ATTRIBUTES, clipNorm };
		const steps = [11, 21, 31].map((seed) => SHAPES.map((shape, i) => numbers(size(shape), seed + i)));
		const variables = SHAPES.map((shape, i) => tf.variable(tf.tensor(numbers(size(shape), i + 1), shape)));
		const [m, v] = [zeros(), zeros()];
		let norm = 0;
		for (const [t, step] of steps.entries()) {
			const gradients = step.map((values, i) => tf.tensor(values, SHAPES[i]!));
			norm = fusedAdam([...variables, ...gradients, ...m, ...v], {
				...attributes,
				step: t + 1,
			}).dataSync()[0]!;
		}
		const expected = plainAdam(steps, attributes);
		expect(norm).toBeCloseTo(expected.norm, 3);
		for (const [lists, want] of [
			[variables, expected.variables],
			[m, expected.m],
			[v, expected.v],
		] as const) {
			for (const [i, variable] of lists.entries()) {
				const worst = (variable.dataSync() as Float32Array).reduce(
					(most, value, j) => Math.max(most, Math.abs(value - want[i]![j]!)),
					0,
				);
				expect(worst).toBeLessThan(2e-6);
			}
		}
	});
});

function oneStep(variable: tf.Variable): void {
	const gradient = tf.ones(variable.shape);
	const [m, v] = [tf.variable(tf.zeros(variable.shape)), tf.variable(tf.zeros(variable.shape))];
	fusedAdam([variable, gradient, m, v], ATTRIBUTES);
	tf.dispose([gradient, m, v]);
}

test("a step writes in place: the variable keeps its buffer", () => {
	const variable = tf.variable(tf.tidy(() => tf.tensor1d(numbers(20_000))));
	oneStep(variable);
	const { dataId } = variable;
	const buffers = () =>
		(tf.backend() as unknown as { floats(x: tf.Tensor): Float32Array }).floats(variable).buffer;
	const before = buffers();
	oneStep(variable);
	expect(variable.dataId).toBe(dataId);
	expect(buffers()).toBe(before);
});

test("what others see of a variable's earlier values does not change", () => {
	const array = numbers(20_000);
	const initial = tf.tensor1d(array);
	const variable = tf.variable(initial);
	const clone = variable.clone();
	oneStep(variable);
	expect(array).toEqual(numbers(20_000));
	expect(initial.dataSync()).toEqual(array);
	expect(clone.dataSync()).toEqual(array);

	const seen = variable.dataSync();
	const copy = seen.slice();
	expect(copy).not.toEqual(array);
	oneStep(variable);
	expect(seen).toEqual(copy);
	expect(variable.dataSync()).not.toEqual(copy);
});

test("no tensor is left behind", () => {
	const variable = tf.variable(tf.tidy(() => tf.tensor1d(numbers(20_000))));
	oneStep(variable);
	const { numTensors, numDataBuffers } = tf.memory();
	const clone = variable.clone();
	tf.tidy(() => oneStep(variable));
	clone.dispose();
	expect(tf.memory()).toMatchObject({ numTensors: numTensors, numDataBuffers: numDataBuffers });
});

test("a tensor that shares its values and a shape that does not fit are refused", () => {
	const variable = tf.variable(tf.zeros([3]));
	const moment = tf.zeros([3]);
	const shared = moment.clone();
	expect(() => fusedAdam([variable, tf.ones([3]), shared, tf.zeros([3])], ATTRIBUTES)).toThrow("shared");
	expect(() => fusedAdam([variable, tf.ones([4]), tf.zeros([3]), tf.zeros([3])], ATTRIBUTES)).toThrow(
		"FusedAdam: expected gradients[0] of shape (3), got (4)",
	);
	expect(() => fusedAdam([variable], ATTRIBUTES)).toThrow("got 1 tensors");
});
