// An LSTM over whole sequences of plain TensorFlow.js ops, for backends without the kernel `FusedLstm` and for gradients
// of gradients. Gradients are tfjs' own.
import * as tf from "@tensorflow/tfjs";
import type { FusedLstmAttributes } from "../../contract.js";

/** What has a gradient. */
export interface LstmTensors {
	/** (B, T, D) */
	x: tf.Tensor3D;
	/** (D, 4U), gates in Keras' order: input, forget, candidate, output. */
	kernel: tf.Tensor2D;
	/** (U, 4U) */
	recurrentKernel: tf.Tensor2D;
	/** (4U) */
	bias: tf.Tensor1D;
	/** (B, U); default zeros. */
	h0?: tf.Tensor2D;
	/** (B, U); default zeros. */
	c0?: tf.Tensor2D;
}

export interface LstmResult {
	/** (B, T, U), 0 at and beyond a row's length. */
	hidden: tf.Tensor3D;
	/** (B, U) */
	lastHidden: tf.Tensor2D;
	/** (B, U) */
	lastCell: tf.Tensor2D;
}

/** What the kernel `FusedLstm` computes (see contract.ts). */
export function composedLstm(
	{ x, kernel, recurrentKernel, bias, h0, c0 }: LstmTensors,
	lengths: tf.Tensor1D | undefined,
	{ reverse, recurrentActivation }: FusedLstmAttributes,
): LstmResult {
	const [B, T, D] = x.shape;
	const U = recurrentKernel.shape[0];
	const isReal = lengths === undefined ? null : realSteps(lengths, T);
	// What lies beyond a length is never read: 0 times NaN would be NaN.
	const real = isReal === null ? x : tf.where(isReal, x, tf.zerosLike(x));
	// The input's share of every step in one product.
	const projected = tf.add(tf.matMul(tf.reshape(real, [B * T, D]), kernel), bias);
	const steps = timeSteps(tf.reshape(projected, [B, T, 4 * U]));
	const factors = isReal && timeSteps(tf.cast(isReal, "float32"));
	const gate = recurrentActivation === "hardSigmoid" ? hardSigmoid : tf.sigmoid<tf.Tensor>;

	let h: tf.Tensor2D = h0 ?? tf.zeros([B, U]);
	let c: tf.Tensor2D = c0 ?? tf.zeros([B, U]);
	const hidden = new Array<tf.Tensor2D>(T);
	for (let i = 0; i < T; i++) {
		const t = reverse ? T - 1 - i : i;
		const sums = tf.add(steps[t]!, tf.matMul(h, recurrentKernel));
		const [input, forget, candidate, output] = tf.split(sums, 4, 1);
		const newC: tf.Tensor2D = tf.add(tf.mul(gate(forget!), c), tf.mul(gate(input!), tf.tanh(candidate!)));
		const newH: tf.Tensor2D = tf.mul(gate(output!), tf.tanh(newC));
		if (factors === null) {
			[h, c] = [newH, newC];
			hidden[t] = newH;
		} else {
			// Exactly the new state where the step is real and exactly the old one elsewhere.
			const real = factors[t]!;
			const padded = tf.sub(1, real);
			hidden[t] = tf.mul(newH, real);
			h = tf.add(hidden[t]!, tf.mul(h, padded));
			c = tf.add(tf.mul(newC, real), tf.mul(c, padded));
		}
	}
	return { hidden: tf.stack(hidden, 1) as tf.Tensor3D, lastHidden: h, lastCell: c };
}

function hardSigmoid(z: tf.Tensor): tf.Tensor {
	return tf.clipByValue(tf.add(tf.mul(z, 0.2), 0.5), 0, 1);
}

/** (B, T, E) -> T times (B, E). The gradient of tfjs' `unstack` throws for one step, so that is a reshape. */
function timeSteps(x: tf.Tensor3D): tf.Tensor2D[] {
	const [B, T, E] = x.shape;
	return T === 1 ? [tf.reshape(x, [B, E])] : (tf.unstack(x, 1) as tf.Tensor2D[]);
}

/** (B, T, 1) */
function realSteps(lengths: tf.Tensor1D, T: number): tf.Tensor3D {
	return tf.less(tf.range(0, T, 1, "int32").expandDims(0), lengths.expandDims(1)).expandDims(2);
}
