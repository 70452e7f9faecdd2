// A tensor with a constant before and after it on every axis.
import type { TensorInfo } from "@tensorflow/tfjs";
import { type NativeKernel, sizeOf } from "../native-kernel.js";
import { denseSteps } from "../strided-axes.js";

export const padV2: NativeKernel = {
	name: "PadV2",
	run({ inputs, attrs, backend }) {
		const { x } = inputs as { x: TensorInfo };
		const values = backend.floats(x);
		const paddings = attrs.paddings as [number, number][];
		const last = x.shape.length - 1;
		if (values === null || last < 0) return null;
		const shape = x.shape.map((length, axis) => paddings[axis]![0] + length + paddings[axis]![1]);
		const out = backend.allocate(sizeOf(shape)).fill(attrs.constantValue as number);
		const run = x.shape[last]!;
		const steps = denseSteps(shape);
		const index = x.shape.map(() => 0);
		// One copy for each run along the last axis.
		for (let from = 0; from < values.length; from += run) {
			const to = index.reduce((sum, i, axis) => sum + (i + paddings[axis]![0]) * steps[axis]!, 0);
			out.set(values.subarray(from, from + run), to);
			for (let axis = last - 1; axis >= 0; axis--) {
				if (++index[axis]! < x.shape[axis]!) break;
				index[axis] = 0;
			}
		}
		return backend.wrap(out, shape);
	},
};
