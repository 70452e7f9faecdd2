// `tf.layers.dense` with an activation: the bias is added in the product, and not in a pass of its own over all
// outputs. tfjs does so only without an activation, and with some while nothing is trained.
import { fused, type Tensor, type Tensor1D, type Tensor2D, tidy } from "@tensorflow/tfjs";
import { isOurs } from "../has-kernel.js";
import { replaceMethod } from "../replace-method.js";
import { type ClassMap, isExactly } from "./class-map.js";

/** The fields of tfjs-layers' Dense that its `call` reads. */
interface DenseLayer {
	kernel: { read(): Tensor2D };
	bias: { read(): Tensor1D } | null;
	activation: { apply(x: Tensor): Tensor };
	/** Set by `setCallHook`: the user watches calls. */
	_callHook: unknown;
}

export function fuseDense(classes: ClassMap): void {
	const dense = classes.Dense?.[0];
	if (dense === undefined) return;
	replaceMethod(
		dense.prototype,
		"call",
		(original) =>
			function (this: DenseLayer, inputs: Tensor | Tensor[], kwargs: unknown) {
				const { bias, activation } = this;
				const [x, ...more] = [inputs].flat();
				const fits =
					isOurs() &&
					bias !== null &&
					this._callHook == null &&
					more.length === 0 &&
					x?.dtype === "float32" &&
					x.rank >= 2 &&
					x.size > 0 &&
					!isExactly(activation, classes, "linear");
				if (!fits) return original.call(this, inputs, kwargs);
				return tidy(() => {
					const rows = x.reshape([-1, x.shape.at(-1)!]) as Tensor2D;
					const linear = fused.matMul({ a: rows, b: this.kernel.read(), bias: bias.read() });
					return activation.apply(linear.reshape([...x.shape.slice(0, -1), linear.shape[1]!]));
				});
			},
	);
}
