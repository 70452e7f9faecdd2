// One LSTM over a whole sequence: the kernel `FusedLstm` where the active backend has it, else plain ops.
import { FusedLstm, type FusedLstmAttributes, FusedLstmGrad } from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";
import { composedLstm } from "./composed-lstm.js";

/** Weights of one LSTM, gates in Keras' order: input, forget, candidate, output. */
export interface LstmWeights {
	/** (D, 4U) */
	kernel: tf.Tensor2D;
	/** (U, 4U) */
	recurrentKernel: tf.Tensor2D;
	/** (4U) */
	bias: tf.Tensor1D;
}

/** State of an LSTM: hidden `h` and cell `c`, both (B, U). */
export interface LstmState {
	h: tf.Tensor2D;
	c: tf.Tensor2D;
}

export interface LstmSequenceOptions {
	/** State before the first step; default zeros. */
	initialState?: LstmState;
	/** (B) int32: steps of a row at or beyond its length give 0 and leave its state alone; default T. */
	lengths?: tf.Tensor1D;
	/** Read each row from its last real step to its first; `hidden` stays in the order of `x`. */
	reverse?: boolean;
}

export interface LstmSequenceResult {
	/** (B, T, U) */
	hidden: tf.Tensor3D;
	/** State after each row's last real step. */
	lastState: LstmState;
}

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
	const [B, , D] = x.shape;
	const U = weights.recurrentKernel.shape[0];
	if (weights.kernel.shape[0] !== D || weights.kernel.shape[1] !== 4 * U) {
		throw new RangeError(`lstmSequence: expected kernel (${D}, ${4 * U}), got (${weights.kernel.shape})`);
	}
	if (tf.getKernel(FusedLstm, tf.getBackend()) !== undefined) return fusedLstm(x, weights, options);
	const zeros = () => tf.zeros([B, U]) as tf.Tensor2D;
	const initialState = options.initialState ?? { h: zeros(), c: zeros() };
	return composedLstm(x, weights, { initialState, lengths: options.lengths, reverse: options.reverse });
}

/** What tfjs' tape calls; its type declarations leave it out. */
interface TapedCall {
	runKernelFunc(call: {
		inputs: Record<string, tf.Tensor>;
		forwardFunc: (backend: unknown, save: (tensors: tf.Tensor[]) => void) => tf.Tensor[];
		backwardsFunc: (dys: tf.Tensor[], saved: tf.Tensor[]) => Record<string, () => tf.Tensor>;
	}): [tf.Tensor3D, tf.Tensor2D, tf.Tensor2D];
}

/**
 * The kernel as one entry of the tape. Not through `registerGradient`: then `gates` and `cells` would be
 * outputs, and tfjs would make gradients full of zeros for them at every step.
 */
function fusedLstm(
	x: tf.Tensor3D,
	weights: LstmWeights,
	{ initialState, lengths, reverse = false }: LstmSequenceOptions,
): LstmSequenceResult {
	const attributes: FusedLstmAttributes = { reverse };
	const run = (kernel: string, inputs: Record<string, tf.Tensor>): tf.Tensor[] =>
		tf.engine().runKernel(kernel, inputs, { ...attributes });
	const { kernel, recurrentKernel, bias } = weights;
	const trained: Record<string, tf.Tensor> = { x, kernel, recurrentKernel, bias };
	if (initialState !== undefined) Object.assign(trained, { h0: initialState.h, c0: initialState.c });
	const inputs = lengths === undefined ? trained : { ...trained, lengths };
	const savedNames = [...Object.keys(inputs), "hidden", "gates", "cells"];

	const [hidden, h, c] = (tf.engine() as unknown as TapedCall).runKernelFunc({
		inputs: trained,
		forwardFunc(_backend, save) {
			const [hidden, lastHidden, lastCell, gates, cells] = run(FusedLstm, inputs);
			save([...Object.values(inputs), hidden!, gates!, cells!]);
			return [hidden!, lastHidden!, lastCell!];
		},
		backwardsFunc([dHidden, dLastHidden, dLastCell], saved) {
			const forward = Object.fromEntries(savedNames.map((name, i) => [name, saved[i]!]));
			const dOutputs = { dHidden: dHidden!, dLastHidden: dLastHidden!, dLastCell: dLastCell! };
			// Computed here and not in the functions below: tfjs disposes what each of those leaves behind.
			const gradients = run(FusedLstmGrad, { ...forward, ...dOutputs });
			return Object.fromEntries(Object.keys(trained).map((name, i) => [name, () => gradients[i]!]));
		},
	});
	return { hidden, lastState: { h, c } };
}
