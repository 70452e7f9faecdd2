// A tensor repeated along its axes; tfjs' broadcastTo is made of it.
import type { TensorInfo } from "@tensorflow/tfjs";
import { type NativeKernel, sizeOf } from "../native-kernel.js";
import { denseSteps, joinedAxes } from "../strided-axes.js";

export const tile: NativeKernel = {
	name: "Tile",
	run({ inputs, attrs, backend }) {
		const { x } = inputs as { x: TensorInfo };
		const values = backend.floats(x);
		const reps = attrs.reps as number[];
		if (values === null || reps.length !== x.shape.length) return null;
		// Each axis is two: the repetitions, which read the same elements again, and the axis itself.
		const steps = denseSteps(x.shape);
		const axes = joinedAxes(
			x.shape.flatMap((length, axis) => [reps[axis]!, length]),
			steps.flatMap((step) => [0, step]),
		);
		if (axes === null) return null;
		const shape = x.shape.map((length, axis) => length * reps[axis]!);
		const out = backend.allocate(sizeOf(shape));
		if (out.length > 0) backend.binding.permute(axes, values, 0, out);
		return backend.wrap(out, shape);
	},
};
