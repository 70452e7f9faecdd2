// The gradient of a softmax along the last axis in one pass, instead of four.
import { engine, getGradient, registerGradient, Softmax, type Tensor } from "@tensorflow/tfjs";
import { FusedSoftmaxGrad } from "../../contract.js";
import { hasKernel } from "../has-kernel.js";
import { isRecorded } from "../is-recorded.js";

/** Gradients are global in tfjs: on other backends the one that was there goes on. */
export function fuseSoftmaxGradient(): void {
	const original = getGradient(Softmax);
	registerGradient({
		...original,
		gradFunc(dy, saved, attrs) {
			const [probabilities] = saved as [Tensor];
			const { dim } = attrs as { dim?: number };
			const isLast = dim === undefined || dim === -1 || dim === probabilities.rank - 1;
			const fits = hasKernel(FusedSoftmaxGrad) && !isRecorded() && isLast && probabilities.rank > 0;
			if (!fits) return original.gradFunc(dy, saved, attrs);
			const inputs = { probabilities, dProbabilities: dy as Tensor };
			return { logits: () => engine().runKernel(FusedSoftmaxGrad, inputs) as Tensor };
		},
	});
}
