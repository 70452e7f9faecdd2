// What the decoder's own state and the context come to: the kernel `FusedAttentionalState` where the active backend
// has it, else plain ops.
import { FusedAttentionalState, FusedAttentionalStateGrad } from "@mirada/core-native/contract";
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
 * @returns (B, T, F); where the kernel makes it, its gradient has no gradient
 */
export function attentionalState(
	hidden: tf.Tensor3D,
	kernel: tf.Tensor2D,
	attended: ProjectedContext | null,
): tf.Tensor3D {
	if (tf.getKernel(FusedAttentionalState, tf.getBackend()) !== undefined)
		return fused(hidden, kernel, attended);
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
	const names = Object.keys(inputs);
	const run = (kernelName: string, given: Record<string, tf.Tensor>): unknown =>
		tf.engine().runKernel(kernelName, given);
	const withGradient = tf.customGrad((...given) => {
		const save = given.at(-1) as unknown as tf.GradSaveFunc;
		const features = run(FusedAttentionalState, inputs) as tf.Tensor;
		save([...Object.values(inputs), features]);
		return {
			value: features,
			gradFunc: (dFeatures: tf.Tensor, saved: tf.Tensor[]) => {
				const forward = Object.fromEntries(names.map((name, i) => [name, saved[i]!]));
				return run(FusedAttentionalStateGrad, {
					...forward,
					features: saved.at(-1)!,
					dFeatures,
				}) as tf.Tensor[];
			},
		};
	});
	return withGradient(...Object.values(inputs)) as tf.Tensor3D;
}
