// What the decoder's own state and the context come to: the kernel `FusedAttentionalState` where the active backend
// has it, else plain ops.
import { FusedAttentionalState, FusedAttentionalStateGrad } from "@mirada/core-native/contract";
import { fusedOp, hasKernel } from "@mirada/core-native/gradients";
import * as tf from "@tensorflow/tfjs";
import { project } from "./project.js";

/** A context and what multiplies it. */
export interface ProjectedContext {
	/** (B, T, M) */
	context: tf.Tensor3D;
	/** (M, F) */
	kernel: tf.Tensor2D;
}

/**
 * tanh(hidden Wh + context Wc), which is tanh(W [context; hidden]) with W in two parts   (Luong et al. 2015, eq. 5).
 *
 * @param hidden (B, T, U)
 * @param kernel (U, F)
 * @param attended without it there is no second product
 * @returns (B, T, F)
 */
export function attentionalState(
	hidden: tf.Tensor3D,
	kernel: tf.Tensor2D,
	attended: ProjectedContext | null,
): tf.Tensor3D {
	return (hasKernel(FusedAttentionalState) ? fused : composed)(hidden, kernel, attended);
}

function composed(hidden: tf.Tensor3D, kernel: tf.Tensor2D, attended: ProjectedContext | null): tf.Tensor3D {
	const sum = project(hidden, kernel);
	return tf.tanh(
		attended === null ? sum : tf.add<tf.Tensor3D>(sum, project(attended.context, attended.kernel)),
	);
}

function fused(hidden: tf.Tensor3D, kernel: tf.Tensor2D, attended: ProjectedContext | null): tf.Tensor3D {
	const inputs: Record<string, tf.Tensor> = { hidden, hiddenKernel: kernel };
	if (attended !== null) {
		inputs.context = attended.context;
		inputs.contextKernel = attended.kernel;
	}
	const run = (kernelName: string, given: Record<string, tf.Tensor>): unknown =>
		tf.engine().runKernel(kernelName, given);
	const [features] = fusedOp({
		inputs,
		forward: () => {
			const features = run(FusedAttentionalState, inputs) as tf.Tensor;
			return { outputs: [features], saved: [features] };
		},
		backward: ([dFeatures], read, [features]) =>
			run(FusedAttentionalStateGrad, {
				...read,
				features: features!,
				dFeatures: dFeatures!,
			}) as tf.Tensor[],
		composed: ({ hidden, hiddenKernel, context, contextKernel }) => {
			const attended = context && { context: context as tf.Tensor3D, kernel: contextKernel as tf.Tensor2D };
			return [composed(hidden as tf.Tensor3D, hiddenKernel as tf.Tensor2D, attended ?? null)];
		},
	});
	return features as tf.Tensor3D;
}
