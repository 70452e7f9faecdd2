// The LSTM written with plain tfjs ops, for backends without the kernel `FusedLstm`. Gradients are tfjs' own.
import * as tf from "@tensorflow/tfjs";
import type { LstmSequenceOptions, LstmSequenceResult, LstmState, LstmWeights } from "./lstm-sequence.js";

/** As `lstmSequence`; `x` (B, T, D), the initial state always given. */
export function composedLstm(
	x: tf.Tensor3D,
	{ kernel, recurrentKernel, bias }: LstmWeights,
	{ initialState, lengths, reverse }: LstmSequenceOptions & { initialState: LstmState },
): LstmSequenceResult {
	const [B, T, D] = x.shape;
	const U = recurrentKernel.shape[0];
	// The input's share of every step in one product.
	const projected = tf.add(tf.matMul(tf.reshape(x, [B * T, D]), kernel), bias);
	const steps = timeSteps(tf.reshape(projected, [B, T, 4 * U]));
	const isReal = lengths === undefined ? null : realSteps(lengths, T);

	let { h, c } = initialState;
	const hidden = new Array<tf.Tensor2D>(T);
	for (let i = 0; i < T; i++) {
		const t = reverse ? T - 1 - i : i;
		const sums = tf.add(steps[t]!, tf.matMul(h, recurrentKernel));
		const [input, forget, candidate, output] = tf.split(sums, 4, 1);
		const newC: tf.Tensor2D = tf.add(
			tf.mul(tf.sigmoid(forget!), c),
			tf.mul(tf.sigmoid(input!), tf.tanh(candidate!)),
		);
		const newH: tf.Tensor2D = tf.mul(tf.sigmoid(output!), tf.tanh(newC));
		if (isReal === null) {
			[h, c] = [newH, newC];
			hidden[t] = newH;
		} else {
			// Exactly the new state where the step is real and exactly the old one elsewhere.
			const real = isReal[t]!;
			const padded = tf.sub(1, real);
			hidden[t] = tf.mul(newH, real);
			h = tf.add(hidden[t]!, tf.mul(h, padded));
			c = tf.add(tf.mul(newC, real), tf.mul(c, padded));
		}
	}
	return { hidden: tf.stack(hidden, 1) as tf.Tensor3D, lastState: { h, c } };
}

/** (B, T, E) -> T times (B, E). The gradient of tfjs' `unstack` throws for one step, so that is a reshape. */
function timeSteps(x: tf.Tensor3D): tf.Tensor2D[] {
	const [B, T, E] = x.shape;
	return T === 1 ? [tf.reshape(x, [B, E])] : (tf.unstack(x, 1) as tf.Tensor2D[]);
}

/** T times (B, 1): 1 where the step is real, 0 where it is padding. */
function realSteps(lengths: tf.Tensor1D, T: number): tf.Tensor2D[] {
	const isReal = tf.less(tf.range(0, T, 1, "int32").expandDims(0), lengths.expandDims(1));
	return timeSteps(tf.cast(isReal, "float32").expandDims(2) as tf.Tensor3D);
}
