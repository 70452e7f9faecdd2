// `tf.layers.timeDistributed` over a layer that treats every step alike anyway: one call over all steps.
import type { Tensor } from "@tensorflow/tfjs";
import { isOurs } from "../has-kernel.js";
import { replaceMethod } from "../replace-method.js";
import { type ClassMap, isExactly } from "./class-map.js";

/** The fields of tfjs-layers' TimeDistributed that its `call` reads. */
interface TimeDistributedLayer {
	layer: {
		call(inputs: Tensor | Tensor[], kwargs: unknown): Tensor;
		/** Set by `setCallHook`: the user counts calls. */
		_callHook: unknown;
	};
}

/** They work along the last axis or on each number alone, whatever the axes before. */
const STEPWISE = ["Dense", "Activation"];

export function fuseTimeDistributed(classes: ClassMap): void {
	const timeDistributed = classes.TimeDistributed?.[0];
	if (timeDistributed === undefined) return;
	replaceMethod(
		timeDistributed.prototype,
		"call",
		(original) =>
			function (this: TimeDistributedLayer, inputs: Tensor | Tensor[], kwargs: unknown) {
				const { layer } = this;
				const [x, ...more] = [inputs].flat();
				const fits =
					isOurs() &&
					STEPWISE.some((name) => isExactly(layer, classes, name)) &&
					layer._callHook == null &&
					more.length === 0 &&
					x?.rank === 3 &&
					x.size > 0;
				return fits ? layer.call(x, kwargs) : original.call(this, inputs, kwargs);
			},
	);
}
