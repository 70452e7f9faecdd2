// Attention in one kernel where the active backend has it, else the composed path: the same numbers.

import {
	FusedAttention,
	type FusedAttentionAttributes,
	FusedAttentionGrad,
} from "@mirada/core-native/contract";
import { fusedOp, hasKernel } from "@mirada/core-native/gradients";
import * as tf from "@tensorflow/tfjs";
import {
	type AttentionOptions,
	type AttentionResult,
	type CheckedAttention,
	checkAttention,
} from "./attention-options.js";
import { composeAttention } from "./composed-attention.js";

/**
 * weights = softmax(scale query keyᵀ + bias, over the allowed keys), output = weights value
 * (Vaswani et al. 2017, eq. 1).
 *
 * Runs the kernel `FusedAttention` if the active backend has it; memory is then linear in T and S unless the
 * weights are asked for. Semantics and shapes: see `composedAttention` and `AttentionOptions`.
 *
 * @throws ShapeError when a shape or an argument does not fit.
 */
export function fusedAttention(options: AttentionOptions): AttentionResult {
	return tf.tidy(() => {
		const attention = checkAttention("fusedAttention", options);
		if (!hasFusedAttention()) return composeAttention(attention);
		const [output, logSumExp, weights] = fuseAttention(attention, true);
		return {
			output: output as tf.Tensor4D,
			logSumExp: logSumExp as tf.Tensor3D,
			...(weights === undefined ? {} : { weights: weights as tf.Tensor4D }),
		};
	});
}

export interface OneHeadResult {
	/** (B,T,V) */
	output: tf.Tensor3D;
	/** (B,1,T,S), when `returnWeights`. */
	weights: tf.Tensor4D | undefined;
}

/**
 * `fusedAttention` with one head on query (B,T,H), key (B,S,H) and value (B,S,V). The kernel needs no views of them
 * with an axis of heads, each of which would be a call of tfjs and an entry of its tape.
 *
 * @param where the caller's name, for errors
 */
export function oneHeadAttention(where: string, options: AttentionOptions): OneHeadResult {
	const attention = checkAttention(where, options, 3);
	if (!hasFusedAttention()) return composeOneHead(attention);
	const [output, weights] = fuseAttention(attention, false);
	return { output: output as tf.Tensor3D, weights: weights as tf.Tensor4D | undefined };
}

/** As `composeAttention`, on tensors without an axis of heads. */
function composeOneHead({ query, key, value, ...others }: CheckedAttention): OneHeadResult {
	const { output, weights } = composeAttention({
		...others,
		query: query.expandDims(2),
		key: key.expandDims(2),
		value: value.expandDims(2),
	});
	return { output: output.squeeze([2]), weights };
}

/** Whether the active backend computes attention in one kernel, forward and backward. */
export function hasFusedAttention(): boolean {
	return hasKernel(FusedAttention) && hasKernel(FusedAttentionGrad);
}

/** Output, logSumExp if `withLogSumExp`, and weights if asked for. */
function fuseAttention(attention: CheckedAttention, withLogSumExp: boolean): tf.Tensor[] {
	const { query, key, value, bias, keyLengths, mask, attributes } = attention;
	const inputs = named({ query, key, value, bias });
	const constants = named({ keyLengths, mask });
	return fusedOp({
		inputs,
		constants,
		forward: () => {
			const [output, logSumExp, rowMax, rowSum, ...weights] = runKernel(
				FusedAttention,
				{ ...inputs, ...constants },
				attributes,
			);
			return {
				// An output that nobody reads would get a gradient of zeros.
				outputs: withLogSumExp ? [output!, logSumExp!, ...weights] : [output!, ...weights],
				saved: [output!, rowMax!, rowSum!],
			};
		},
		backward: (dOutputs, read, [output, rowMax, rowSum]) => {
			const [dOutput, dWeights] = [dOutputs[0], dOutputs[withLogSumExp ? 2 : 1]];
			return runKernel(
				FusedAttentionGrad,
				named({ ...read, output, rowMax, rowSum, dOutput, dWeights }),
				attributes,
			);
		},
		composed: (read) => {
			const compose = query.rank === 3 ? composeOneHead : composeAttention;
			const { output, weights } = compose({ ...attention, ...read });
			return withLogSumExp ? [output, undefined, weights] : [output, weights];
		},
	});
}

/** Leaves out what is absent: the tape of TensorFlow.js would read `undefined.id`. */
function named(tensors: Record<string, tf.Tensor | undefined>): Record<string, tf.Tensor> {
	return Object.fromEntries(
		Object.entries(tensors).filter((entry): entry is [string, tf.Tensor] => entry[1] !== undefined),
	);
}

function runKernel(
	name: string,
	inputs: Record<string, tf.Tensor>,
	attributes: FusedAttentionAttributes,
): tf.Tensor[] {
	const outputs = tf.engine().runKernel(name, inputs, attributes as unknown as tf.NamedAttrMap);
	return Array.isArray(outputs) ? outputs : [outputs];
}
