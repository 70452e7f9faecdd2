import { readFileSync } from "node:fs";
import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { lstmSequence } from "./lstm-sequence.js";

type Arrays = Record<string, number[]>;
interface Case {
	name: string;
	B: number;
	T: number;
	D: number;
	U: number;
	lengths: number[] | null;
	reverse: boolean;
	inputs: Arrays;
	factors: Arrays;
	outputs: Arrays;
	gradients: Arrays;
}
const fixture = new URL("./__fixtures__/pytorch.json", import.meta.url);
const cases: Case[] = JSON.parse(readFileSync(fixture, "utf8")).lstm;
const names = ["x", "kernel", "recurrentKernel", "bias", "h0", "c0"] as const;

function tensorsOf({ inputs, B, T, D, U }: Case): tf.Tensor[] {
	const shapes = [[B, T, D], [D, 4 * U], [U, 4 * U], [4 * U], [B, U], [B, U]];
	return names.map((name, i) => tf.tensor(inputs[name]!, shapes[i]));
}

function run(sample: Case, [x, kernel, recurrentKernel, bias, h, c]: tf.Tensor[]) {
	const { hidden, lastState } = lstmSequence(
		x as tf.Tensor3D,
		{
			kernel: kernel as tf.Tensor2D,
			recurrentKernel: recurrentKernel as tf.Tensor2D,
			bias: bias as tf.Tensor1D,
		},
		{
			initialState: { h: h as tf.Tensor2D, c: c as tf.Tensor2D },
			lengths: sample.lengths === null ? undefined : tf.tensor1d(sample.lengths, "int32"),
			reverse: sample.reverse,
		},
	);
	return { hidden, lastHidden: lastState.h, lastCell: lastState.c };
}

describe.each(await availableBackends())("lstmSequence on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	test.each(cases)("gives PyTorch's outputs: $name", (sample) => {
		const outputs = run(sample, tensorsOf(sample));
		expect(outputs.hidden.shape).toEqual([sample.B, sample.T, sample.U]);
		for (const [name, output] of Object.entries(outputs)) {
			expect(output).toBeAllClose(sample.outputs[name]!, { atol: 2e-6 });
		}
	});

	test.each(cases)("gives PyTorch's gradients: $name", (sample) => {
		const loss = (...inputs: tf.Tensor[]) =>
			tf.addN(
				Object.entries(run(sample, inputs)).map(([name, output]) =>
					tf.sum(tf.mul(output, tf.tensor(sample.factors[name]!, output.shape))),
				),
			);
		const gradients = tf.grads(loss)(tensorsOf(sample));
		for (const [i, name] of names.entries()) {
			expect(gradients[i]!).toBeAllClose(sample.gradients[name]!, { atol: 1e-5, rtol: 1e-5 });
		}
	});

	test("starts from zeros where no state is given, and reads every step where no lengths are given", () => {
		const sample = cases.find(({ name }) => name === "three steps")!;
		const [x, kernel, recurrentKernel, bias] = tensorsOf(sample) as [
			tf.Tensor3D,
			tf.Tensor2D,
			tf.Tensor2D,
			tf.Tensor1D,
		];
		const { hidden } = lstmSequence(x, { kernel, recurrentKernel, bias });
		expect(hidden).toBeAllClose(sample.outputs.hidden!, { atol: 2e-6 });
	});

	test("does not look at what stands in the padding", () => {
		const sample = cases.find(({ name }) => name === "lengths, initial state")!;
		const { B, T, D, lengths } = sample;
		const x = sample.inputs.x!.map((value, i) => {
			const [b, t] = [Math.floor(i / (T * D)), Math.floor(i / D) % T];
			return t < lengths![b]! ? value : 1e6;
		});
		const tensors = tensorsOf(sample);
		const before = run(sample, tensors);
		const after = run(sample, [tf.tensor(x, [B, T, D]), ...tensors.slice(1)]);
		expect(after.hidden).toBeAllClose(before.hidden, { atol: 0 });
		expect(after.lastCell).toBeAllClose(before.lastCell, { atol: 0 });
	});

	test("refuses a kernel of another width", () => {
		const [x, , recurrentKernel, bias] = tensorsOf(cases[0]!);
		expect(() =>
			run(cases[0]!, [x!, tf.zeros([3, 12]), recurrentKernel!, bias!, tf.zeros([2, 3]), tf.zeros([2, 3])]),
		).toThrow("lstmSequence: expected kernel (2, 12), got (3,12)");
	});

	test("leaves no tensor behind but its results", () => {
		const tensors = tensorsOf(cases[0]!);
		const before = tf.memory().numTensors;
		tf.tidy(() => {
			tf.grads((...inputs: tf.Tensor[]) => run(cases[0]!, inputs).hidden.sum())(tensors);
		});
		expect(tf.memory().numTensors).toBe(before);
	});
});
