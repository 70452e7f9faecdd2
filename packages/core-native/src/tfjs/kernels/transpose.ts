// The axes of a tensor in another order.
import type { TensorInfo } from "@tensorflow/tfjs";
import type { NativeKernel } from "../native-kernel.js";
import { denseSteps, joinedAxes } from "../strided-axes.js";

export const transpose: NativeKernel = {
	name: "Transpose",
	run({ inputs, attrs, backend }) {
		const { x } = inputs as { x: TensorInfo };
		const perm = attrs.perm as number[];
		const shape = perm.map((axis) => x.shape[axis]!);
		// tfjs-layers "transposes" every dense layer's kernel into the order that it has.
		const moving = perm.filter((axis) => x.shape[axis] !== 1);
		const isInOrder = moving.every((axis, i) => i === 0 || moving[i - 1]! < axis);
		if (isInOrder && x.dtype !== "complex64") return backend.view(x, shape);
		const values = backend.floats(x);
		if (values === null) return null;
		const steps = denseSteps(x.shape);
		const out = backend.allocate(values.length);
		if (out.length > 0) {
			const axes = joinedAxes(
				shape,
				perm.map((axis) => steps[axis]!),
			);
			backend.binding.permute(axes!, values, 0, out);
		}
		return backend.wrap(out, shape);
	},
};
