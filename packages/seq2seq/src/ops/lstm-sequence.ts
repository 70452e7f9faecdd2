// One LSTM over a whole sequence: the kernel `FusedLstm` where the active backend has it, else plain ops.
import { FusedLstm } from "@mirada/core-native/contract";
import { composedLstm, fusedLstm } from "@mirada/core-native/gradients";
import * as tf from "@tensorflow/tfjs";
import type { LstmSequenceOptions, LstmSequenceResult, LstmWeights } from "./lstm.js";

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
	const D = x.shape[2];
	const U = weights.recurrentKernel.shape[0];
	if (weights.kernel.shape[0] !== D || weights.kernel.shape[1] !== 4 * U) {
		throw new RangeError(`lstmSequence: expected kernel (${D}, ${4 * U}), got (${weights.kernel.shape})`);
	}
	const { kernel, recurrentKernel, bias } = weights;
	const { initialState, lengths, reverse = false } = options;
	const lstm = tf.getKernel(FusedLstm, tf.getBackend()) === undefined ? composedLstm : fusedLstm;
	const { hidden, lastHidden, lastCell } = lstm(
		{ x, kernel, recurrentKernel, bias, h0: initialState?.h, c0: initialState?.c },
		lengths,
		{ reverse },
	);
	return { hidden, lastState: { h: lastHidden, c: lastCell } };
}
