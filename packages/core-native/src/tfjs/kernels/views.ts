// Reshape, ExpandDims and Cast: the same values under another shape or type. tfjs' own do it too, but look at
// the values in passing, and a buffer that was looked at cannot serve again.
import { type DataType, type TensorInfo, util } from "@tensorflow/tfjs";
import { type NativeKernel, sizeOf } from "../native-kernel.js";

export const viewKernels: NativeKernel[] = [
	{
		name: "Reshape",
		run({ inputs, attrs, backend }) {
			const { x } = inputs as { x: TensorInfo };
			if (x.dtype === "complex64") return null;
			const size = sizeOf(x.shape);
			const shape = util.inferFromImplicitShape(attrs.shape as number[], size);
			return sizeOf(shape) === size ? backend.view(x, shape) : null;
		},
	},
	{
		name: "ExpandDims",
		run({ inputs, attrs, backend }) {
			const { input } = inputs as { input: TensorInfo };
			const dim = attrs.dim as number;
			const rank = input.shape.length;
			if (input.dtype === "complex64" || dim < -(rank + 1) || dim > rank) return null;
			const shape = input.shape.slice();
			shape.splice(dim < 0 ? rank + dim + 1 : dim, 0, 1);
			return backend.view(input, shape);
		},
	},
	{
		name: "Cast",
		run({ inputs, attrs, backend }) {
			const { x } = inputs as { x: TensorInfo };
			const dtype = attrs.dtype as DataType;
			if (dtype !== "float32" || (x.dtype !== "int32" && x.dtype !== "bool" && x.dtype !== "float32"))
				return null;
			if (backend.floats(x) !== null) return backend.view(x, x.shape);
			// tfjs would go on with the integers' array under a new name; every native kernel wants floats.
			const integers = backend.data.peek(x.dataId).values as ArrayLike<number>;
			const out = backend.allocate(integers.length);
			out.set(integers);
			return backend.wrap(out, x.shape);
		},
	},
];
