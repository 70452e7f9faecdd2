// One LSTM over a whole sequence: the kernel `FusedLstm` where the active backend has it, else plain ops.
import { requireLengths, requireTensor } from "@mirada/attention";
import { FusedLstm, type OptionNames, requireKind, requireOptions } from "@mirada/core-native/contract";
import { composedLstm, fusedLstm, hasKernel } from "@mirada/core-native/gradients";
import type * as tf from "@tensorflow/tfjs";
import type { LstmSequenceOptions, LstmSequenceResult, LstmState, LstmWeights } from "./lstm.js";

/**
 * i, f, o = sigmoid(x W + h U + b), g = tanh(x W + h U + b), c' = f c + i g, h' = o tanh(c')
 * (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000).
 *
 * @param x (B, T, D)
 * @returns `hidden` (B, T, U) and the last state
 */
export function lstmSequence(
	x: tf.Tensor3D,
	weights: LstmWeights,
	options: LstmSequenceOptions = {},
): LstmSequenceResult {
	checkArguments(x, weights, options);
	const { kernel, recurrentKernel, bias } = weights;
	const { initialState, lengths, reverse = false } = options;
	const lstm = hasKernel(FusedLstm) ? fusedLstm : composedLstm;
	const { hidden, lastHidden, lastCell } = lstm(
		{ x, kernel, recurrentKernel, bias, h0: initialState?.h, c0: initialState?.c },
		lengths,
		{ reverse },
	);
	return { hidden, lastState: { h: lastHidden, c: lastCell } };
}

const WEIGHTS: OptionNames<LstmWeights> = { kernel: true, recurrentKernel: true, bias: true };
const STATE: OptionNames<LstmState> = { h: true, c: true };
const NAMES: OptionNames<LstmSequenceOptions> = { initialState: true, lengths: true, reverse: true };

function checkArguments(x: tf.Tensor3D, weights: LstmWeights, options: LstmSequenceOptions): void {
	const where = "lstmSequence";
	requireTensor(where, "x (B,T,D)", x, [3], ["float32"]);
	requireOptions(where, weights, WEIGHTS);
	requireOptions(where, options, NAMES);
	const { kernel, recurrentKernel, bias } = weights;
	const { initialState, lengths, reverse } = options;
	requireTensor(where, "recurrentKernel (U,4U)", recurrentKernel, [2], ["float32"]);
	const [B, T, D] = x.shape;
	const U = recurrentKernel.shape[0];
	requireShape("recurrentKernel", recurrentKernel, [U, 4 * U]);
	requireShape("kernel", kernel, [D, 4 * U]);
	requireShape("bias", bias, [4 * U]);
	if (initialState !== undefined) {
		requireOptions(where, initialState, STATE);
		requireShape("initialState.h", initialState.h, [B, U]);
		requireShape("initialState.c", initialState.c, [B, U]);
	}
	if (reverse !== undefined) requireKind(where, "reverse", reverse, "boolean");
	if (lengths === undefined) return;
	requireTensor(where, `lengths (${B})`, lengths, [1], ["int32"]);
	if (lengths.shape[0] !== B)
		throw new RangeError(`${where}: expected lengths (${B}), got (${lengths.shape})`);
	requireLengths(where, "lengths", lengths, T);
}

function requireShape(name: string, tensor: tf.Tensor, shape: readonly number[]): void {
	requireTensor("lstmSequence", `${name} (${shape.join(", ")})`, tensor, [shape.length], ["float32"]);
	if (tensor.shape.every((size, axis) => size === shape[axis])) return;
	throw new RangeError(`lstmSequence: expected ${name} (${shape.join(", ")}), got (${tensor.shape})`);
}
