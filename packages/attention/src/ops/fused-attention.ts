// Attention in one kernel where the active backend has it, else the composed path: the same numbers.

import {
	FusedAttention,
	type FusedAttentionAttributes,
	FusedAttentionGrad,
} from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";
import {
	type AttentionOptions,
	type AttentionResult,
	type CheckedAttention,
	checkAttention,
} from "./attention-options.js";
import { composeAttention } from "./composed-attention.js";
import { customGradient } from "./custom-gradient.js";

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
		return hasFusedAttention() ? fuseAttention(attention) : composeAttention(attention);
	});
}

/** Whether the active backend computes attention in one kernel, forward and backward. */
export function hasFusedAttention(): boolean {
	const backend = tf.getBackend();
	return (
		tf.getKernel(FusedAttention, backend) !== undefined &&
		tf.getKernel(FusedAttentionGrad, backend) !== undefined
	);
}

function fuseAttention(attention: CheckedAttention): AttentionResult {
	const { query, key, value, bias, keyLengths, mask, attributes } = attention;
	const inputs = named({ query, key, value, keyLengths, mask, bias });
	const [output, logSumExp, weights] = customGradient<string>({
		inputs: named({ query, key, value, bias }),
		forward: (save) => {
			const outputs = runKernel(FusedAttention, inputs, attributes);
			save([...Object.values(inputs), outputs[0]!, outputs[1]!]);
			return outputs;
		},
		backward: ([dOutput, , dWeights], saved) => {
			// `saved` has the values of `inputs` in their order, then output and logSumExp.
			const names = [...Object.keys(inputs), "output", "logSumExp"];
			const forward = Object.fromEntries(names.map((name, i) => [name, saved[i]]));
			const [query, key, value, bias] = runKernel(
				FusedAttentionGrad,
				named({ ...forward, dOutput, dWeights }),
				attributes,
			);
			return named({ query, key, value, bias });
		},
	});
	return {
		output: output as tf.Tensor4D,
		logSumExp: logSumExp as tf.Tensor3D,
		...(attributes.returnWeights ? { weights: weights as tf.Tensor4D } : {}),
	};
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
