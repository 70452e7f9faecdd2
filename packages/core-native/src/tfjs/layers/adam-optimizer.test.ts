import * as tf from "@tensorflow/tfjs";
import { afterEach, expect, test, vi } from "vitest";
import { expectClose, onBackend, randomTensor, valuesOn } from "../../../test/on-both-backends.js";
import { FusedAdam } from "../../contract.js";

afterEach(() => vi.restoreAllMocks());

const SHAPES = [[3, 4], [5], [1], [33, 17]];

/** The variables after some steps with gradients that change from step to step. */
function train(optimizer: tf.AdamOptimizer, steps: number, variables = makeVariables()): tf.Tensor[] {
	for (let i = 0; i < steps; i++) {
		const step = optimizer.iterations;
		const loss = () =>
			tf.addN(
				variables.map((x, i) =>
					x
						.mul(randomTensor(x.shape, 50 + i + step))
						.square()
						.sum(),
				),
			);
		tf.dispose(optimizer.minimize(loss as () => tf.Scalar, true, variables)!);
	}
	return variables;
}

const makeVariables = () => SHAPES.map((shape, i) => tf.variable(randomTensor(shape, i + 1)));

test.each([
	["its defaults", () => tf.train.adam()],
	["other rates", () => tf.train.adam(0.05, 0.8, 0.95, 1e-4)],
])("Adam with %s moves all variables in one call, as tfjs moves them", (_, make) => {
	const runKernel = vi.spyOn(tf.engine(), "runKernel");
	expectClose(
		valuesOn("native", () => train(make(), 6)),
		valuesOn("cpu", () => train(make(), 6)),
		1e-6,
	);
	expect(runKernel.mock.calls.filter(([name]) => name === FusedAdam).length).toBe(6);
});

test("a variable without a gradient stays where it is", () => {
	const skip = () => {
		const variables = makeVariables();
		const optimizer = tf.train.adam(0.1);
		optimizer.applyGradients(
			variables.map((variable, i) => ({
				name: variable.name,
				tensor: (i === 1 ? null : randomTensor(variable.shape, 7)) as tf.Tensor,
			})),
		);
		return variables;
	};
	expectClose(valuesOn("native", skip), valuesOn("cpu", skip), 1e-6);
});

test("gradients may come by name", () => {
	const named = () => {
		const [variable] = makeVariables();
		tf.train.adam(0.1).applyGradients({ [variable!.name]: randomTensor(variable!.shape, 7) } as never);
		return variable!;
	};
	expectClose(valuesOn("native", named), valuesOn("cpu", named), 1e-6);
});

test("what shares a variable's values does not move with it", () => {
	onBackend("native", () => {
		const variables = makeVariables();
		const [clone, read] = [variables[0]!.clone(), variables[3]!.dataSync()];
		const before = [clone.dataSync().slice(), read.slice()];
		train(tf.train.adam(0.1), 1, variables);
		expect([clone.dataSync(), read]).toEqual(before);
		expect(variables[0]!.dataSync()).not.toEqual(before[0]);
	});
});

test("a run goes on in tfjs' own optimiser, saved and loaded", async () => {
	const expected = valuesOn("cpu", () => train(tf.train.adam(0.1), 5));
	await tf.setBackend("native");
	const variables = makeVariables();
	const first = tf.train.adam(0.1);
	train(first, 3, variables);
	const weights = await first.getWeights();
	expect(weights.map(({ name }) => name)).toEqual([
		"iter",
		...["m", "v"].flatMap((letter) => variables.map(({ name }) => `${name}/${letter}`)),
	]);
	await tf.setBackend("cpu");
	const second = tf.train.adam(0.1);
	await second.setWeights(weights);
	train(second, 2, variables);
	expectClose(
		valuesOn("cpu", () => variables),
		expected,
		1e-5,
	);
});

test("keeps no tensor", () => {
	onBackend("native", () => {
		const variables = makeVariables();
		const optimizer = tf.train.adam(0.1);
		tf.tidy(() => void train(optimizer, 1, variables));
		const before = tf.memory().numTensors;
		tf.tidy(() => void train(optimizer, 3, variables));
		expect(tf.memory().numTensors).toBe(before);
	});
});
