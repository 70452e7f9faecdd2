// Parts of a tensor: Slice, SplitV and Unpack. Always copies: tfjs' own slice shares its input's buffer.
import { backend_util, slice_util, type TensorInfo, util } from "@tensorflow/tfjs";
import type { NativeBackend } from "../native-backend.js";
import { type NativeKernel, sizeOf } from "../native-kernel.js";
import { denseSteps, joinedAxes } from "../strided-axes.js";

export const sliceKernels: NativeKernel[] = [
	{
		name: "Slice",
		run({ inputs, attrs, backend }) {
			const { x } = inputs as { x: TensorInfo };
			const values = backend.floats(x);
			if (values === null) return null;
			const [begin, size] = slice_util.parseSliceParams(
				x as never,
				attrs.begin as number[],
				attrs.size as number[],
			) as [number[], number[]];
			slice_util.assertParamsValid(x, begin, size);
			return copyPart(backend, values, x.shape, begin, size, size);
		},
	},
	{
		name: "SplitV",
		run({ inputs, attrs, backend }) {
			const { x } = inputs as { x: TensorInfo };
			const values = backend.floats(x);
			if (values === null) return null;
			const axis = util.parseAxisParam(attrs.axis as number, x.shape)[0]!;
			const lengths = backend_util.prepareSplitSize(
				x as never,
				attrs.numOrSizeSplits as number[] | number,
				axis,
			);
			const begin = x.shape.map(() => 0);
			return lengths.map((length) => {
				const size = x.shape.map((whole, i) => (i === axis ? length : whole));
				const part = copyPart(backend, values, x.shape, begin, size, size);
				begin[axis]! += length;
				return part;
			});
		},
	},
	{
		name: "Unpack",
		run({ inputs, attrs, backend }) {
			const { value } = inputs as { value: TensorInfo };
			const values = backend.floats(value);
			if (values === null) return null;
			const axis = util.parseAxisParam(attrs.axis as number, value.shape)[0]!;
			const size = value.shape.map((whole, i) => (i === axis ? 1 : whole));
			const outShape = value.shape.filter((_, i) => i !== axis);
			return Array.from({ length: value.shape[axis]! }, (_, index) => {
				const begin = value.shape.map((_, i) => (i === axis ? index : 0));
				return copyPart(backend, values, value.shape, begin, size, outShape);
			});
		},
	},
];

function copyPart(
	backend: NativeBackend,
	values: Float32Array,
	shape: readonly number[],
	begin: readonly number[],
	size: readonly number[],
	outShape: number[],
): TensorInfo {
	const out = backend.allocate(sizeOf(size));
	if (out.length > 0) {
		const steps = denseSteps(shape);
		const offset = begin.reduce((sum, index, axis) => sum + index * steps[axis]!, 0);
		// One run, the most frequent case: the engine's own copy is as fast and needs no call of the addon.
		if (slice_util.isSliceContinous([...shape], [...begin], [...size]))
			out.set(values.subarray(offset, offset + out.length));
		else backend.binding.permute(joinedAxes(size, steps)!, values, offset, out);
	}
	return backend.wrap(out, outShape);
}
