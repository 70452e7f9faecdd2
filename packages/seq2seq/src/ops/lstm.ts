// What an LSTM over a whole sequence takes and gives.
import type * as tf from "@tensorflow/tfjs";

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
