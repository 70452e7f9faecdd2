import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import {
	expectClose,
	instructionSets,
	onBackend,
	randomTensor,
	useInstructionSet,
	valuesOn,
} from "../../../test/on-both-backends.js";
import { FusedLstm, FusedLstmGrad } from "../../contract.js";
import type { NativeBackend } from "../native-backend.js";

const NAMES = ["x", "kernel", "recurrentKernel", "bias", "h0", "c0"] as const;
interface Sizes {
	B: number;
	T: number;
	D: number;
	U: number;
	lengths?: number[];
	reverse: boolean;
}

function makeInputs({ B, T, D, U }: Sizes): tf.Tensor[] {
	const shapes = [[B, T, D], [D, 4 * U], [U, 4 * U], [4 * U], [B, U], [B, U]];
	return shapes.map((shape, i) => randomTensor(shape, i + 1).mul(0.3));
}

/** The equations, one step at a time: hidden (B,T,U), last h and last c (B,U). */
function plainLstm(
	[x, kernel, recurrentKernel, bias, h0, c0]: tf.Tensor[],
	{ B, T, lengths, reverse }: Sizes,
): tf.Tensor[] {
	let h = h0!;
	let c = c0!;
	const hidden = new Array<tf.Tensor>(T);
	const steps = Array.from({ length: T }, (_, t) => (reverse ? T - 1 - t : t));
	const zeros = tf.zerosLike(h);
	for (const t of steps) {
		const step = tf.slice(x!, [0, t, 0], [-1, 1, -1]).reshape([B, x!.shape[2]!]);
		const sums = tf.add(tf.add(tf.matMul(step, kernel!), tf.matMul(h, recurrentKernel!)), bias!);
		const [i, f, g, o] = tf.split(sums, 4, 1) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
		const nextC = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
		const nextH = tf.mul(tf.sigmoid(o), tf.tanh(nextC));
		// A column of whether the step is within the row.
		const within = tf.tensor2d((lengths ?? new Array(B).fill(T)).map((length) => [t < length ? 1 : 0]));
		const keep = (next: tf.Tensor, old: tf.Tensor) =>
			tf.add(tf.mul(next, within), tf.mul(old, tf.sub(1, within)));
		hidden[t] = keep(nextH, zeros);
		h = keep(nextH, h);
		c = keep(nextC, c);
	}
	return [tf.stack(hidden, 1), h, c];
}

function fusedInputs(sizes: Sizes): Record<string, tf.Tensor> {
	const inputs: Record<string, tf.Tensor> = Object.fromEntries(
		makeInputs(sizes).map((tensor, i) => [NAMES[i]!, tensor]),
	);
	if (sizes.lengths) inputs.lengths = tf.tensor1d(sizes.lengths, "int32");
	return inputs;
}

const CASES: Sizes[] = [
	{ B: 3, T: 4, D: 5, U: 7, reverse: false },
	{ B: 2, T: 1, D: 3, U: 4, reverse: false },
	{ B: 4, T: 6, D: 17, U: 16, lengths: [6, 1, 0, 4], reverse: false },
	{ B: 3, T: 5, D: 8, U: 9, lengths: [2, 5, 3], reverse: true },
];

describe.each(instructionSets)("%s", (instructionSet) => {
	test.each(CASES)("FusedLstm and its gradient are those of the equations: %o", (sizes) => {
		useInstructionSet(instructionSet);
		const weigh = ([hidden, h, c]: tf.Tensor[]) =>
			tf.addN([
				tf.sum(tf.mul(hidden!, randomTensor(hidden!.shape, 11))),
				tf.sum(tf.mul(h!, randomTensor(h!.shape, 12))),
				tf.sum(tf.mul(c!, randomTensor(c!.shape, 13))),
			]);
		const expected = valuesOn("cpu", () => [
			...plainLstm(makeInputs(sizes), sizes),
			...tf.grads((...inputs) => weigh(plainLstm(inputs, sizes)))(makeInputs(sizes)),
		]);
		const { B, T, U } = sizes;
		const actual = valuesOn("native", () => {
			const run = (name: string, inputs: Record<string, tf.Tensor>) =>
				tf.engine().runKernel(name, inputs, { reverse: sizes.reverse }) as unknown as tf.Tensor[];
			const [hidden, lastHidden, lastCell, gates, cells] = run(FusedLstm, fusedInputs(sizes)) as [
				tf.Tensor,
				tf.Tensor,
				tf.Tensor,
				tf.Tensor,
				tf.Tensor,
			];
			const gradients = run(FusedLstmGrad, {
				...fusedInputs(sizes),
				hidden,
				gates,
				cells,
				dHidden: randomTensor([B, T, U], 11),
				dLastHidden: randomTensor([B, U], 12),
				dLastCell: randomTensor([B, U], 13),
			});
			return [hidden, lastHidden, lastCell, ...gradients];
		});
		expectClose(actual, expected, 2e-5);
	});
});

test("absent first states are zeros, which have no gradient", () => {
	// Large enough for the backend's buffers to serve again, which then hold NaN.
	const sizes = { B: 80, T: 3, D: 8, U: 256, lengths: undefined, reverse: true };
	const { B, T, U, reverse } = sizes;
	const spoilBuffers = () => {
		const backend = tf.backend() as NativeBackend;
		const buffers = Array.from({ length: 8 }, () => backend.allocate(B * U).fill(Number.NaN));
		for (const buffer of buffers) backend.release(buffer);
	};
	const [given, absent] = [true, false].map((withStates) =>
		valuesOn("native", () => {
			const { h0, c0, ...others } = fusedInputs(sizes);
			const inputs = withStates ? { ...others, h0: tf.zerosLike(h0!), c0: tf.zerosLike(c0!) } : others;
			const run = (name: string, tensors: Record<string, tf.Tensor>) =>
				tf.engine().runKernel(name, tensors, { reverse }) as unknown as tf.Tensor[];
			spoilBuffers();
			const outputs = run(FusedLstm, inputs);
			spoilBuffers();
			const gradients = run(FusedLstmGrad, {
				...inputs,
				hidden: outputs[0]!,
				gates: outputs[3]!,
				cells: outputs[4]!,
				dHidden: randomTensor([B, T, U], 11),
				dLastHidden: randomTensor([B, U], 12),
				dLastCell: randomTensor([B, U], 13),
			});
			expect(gradients).toHaveLength(withStates ? 6 : 4);
			return [...outputs, ...gradients.slice(0, 4)];
		}),
	);
	expect(absent).toEqual(given);
	for (const { values } of absent!) expect(values.every(Number.isFinite)).toBe(true);
});

test("a shape that does not fit is named", () => {
	onBackend("native", () => {
		const inputs = fusedInputs(CASES[0]!);
		inputs.bias = tf.zeros([5]);
		expect(() => tf.engine().runKernel(FusedLstm, inputs, { reverse: false })).toThrow(
			"FusedLstm: expected bias of shape (28), got (5)",
		);
	});
});
