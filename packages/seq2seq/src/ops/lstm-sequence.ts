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
	const [B, T, D] = x.shape;
	const U = weights.recurrentKernel.shape[0];
	if (weights.kernel.shape[0] !== D || weights.kernel.shape[1] !== 4 * U) {
		throw new RangeError(`lstmSequence: expected kernel (${D}, ${4 * U}), got (${weights.kernel.shape})`);
	}
	const { h, c } = options.initialState ?? { h: tf.zeros([B, U]), c: tf.zeros([B, U]) };
	const reverse = options.reverse ?? false;
	if (tf.getKernel(FusedLstm, tf.getBackend()) === undefined) {
		return composedLstm(x, weights, { initialState: { h, c }, lengths: options.lengths, reverse });
	}
	const lengths = options.lengths ?? tf.fill([B], T, "int32");
	const attributes: FusedLstmAttributes = { reverse };
	const [hidden, lastHidden, lastCell] = tf
		.engine()
		.runKernel(FusedLstm, { x, ...weights, h0: h, c0: c, lengths }, { ...attributes }) as unknown as [
		tf.Tensor3D,
		tf.Tensor2D,
		tf.Tensor2D,
	];
	return { hidden, lastState: { h: lastHidden, c: lastCell } };
}

// `lengths` is always passed: tfjs saves inputs by name and cannot save one that is absent.
const inputsToSave = ["x", "kernel", "recurrentKernel", "bias", "h0", "c0", "lengths"];

tf.registerGradient({
	kernelName: FusedLstm,
	inputsToSave,
	outputsToSave: [true, false, false, true, true],
	gradFunc(dys, saved, attributes) {
		const [dHidden, dLastHidden, dLastCell] = dys as tf.Tensor[];
		const inputs = Object.fromEntries(inputsToSave.map((name, i) => [name, saved[i]!]));
		const [hidden, gates, cells] = saved.slice(inputsToSave.length);
		// Computed here and not in the functions below: tfjs disposes what each of those leaves behind.
		const [dX, dKernel, dRecurrentKernel, dBias, dH0, dC0] = tf
			.engine()
			.runKernel(
				FusedLstmGrad,
				{ ...inputs, hidden, gates, cells, dHidden, dLastHidden, dLastCell } as unknown as tf.NamedTensorMap,
				attributes,
			) as tf.Tensor[];
		return {
			x: () => dX!,
			kernel: () => dKernel!,
			recurrentKernel: () => dRecurrentKernel!,
			bias: () => dBias!,
			h0: () => dH0!,
			c0: () => dC0!,
		};
	},
});
