// The gradient of elu is a kernel without a gradient (EluGrad). Where it is differentiated again, plain ops compute it.
import {
	add,
	Elu,
	type GradConfig,
	getGradient,
	greater,
	mul,
	onesLike,
	type Tensor,
	where,
} from "@tensorflow/tfjs";
import { isRecorded } from "../is-recorded.js";

const original = getGradient(Elu);

export const eluGradient: GradConfig = {
	...original,
	gradFunc: (dy, saved, attrs) => {
		if (!isRecorded()) return original.gradFunc(dy, saved, attrs);
		const [y] = saved as [Tensor];
		// y = e^x - 1 where x < 0, and then dy/dx = y + 1.
		return { x: () => mul(dy as Tensor, where(greater(y, 0), onesLike(y), add(y, 1))) };
	},
};
