// Tensors joined along an axis: Concat, and Pack, which makes the axis.
import { backend_util, type TensorInfo, util } from "@tensorflow/tfjs";
import type { NativeBackend } from "../native-backend.js";
import { type NativeKernel, sizeOf } from "../native-kernel.js";

export const concatKernels: NativeKernel[] = [
	{
		name: "Concat",
		run({ inputs, attrs, backend }) {
			const tensors = inputs as unknown as TensorInfo[];
			const axis = util.parseAxisParam(attrs.axis as number, tensors[0]!.shape)[0]!;
			const shapes = tensors.map(({ shape }) => shape);
			if (shapes.some((shape) => shape.length !== shapes[0]!.length)) return null;
			backend_util.assertParamsConsistent(shapes, axis);
			return joined(backend, tensors, axis, backend_util.computeOutShape(shapes, axis));
		},
	},
	{
		name: "Pack",
		run({ inputs, attrs, backend }) {
			const tensors = inputs as unknown as TensorInfo[];
			const { shape } = tensors[0]!;
			if (tensors.some((tensor) => !util.arraysEqual(tensor.shape, shape))) return null;
			const axis = attrs.axis as number;
			const place = axis < 0 ? axis + shape.length + 1 : axis;
			const outShape = [...shape.slice(0, place), tensors.length, ...shape.slice(place)];
			return joined(backend, tensors, place, outShape);
		},
	},
];

/** Each input is `outer` runs of all its elements from the axis on; so is the output. */
function joined(
	backend: NativeBackend,
	tensors: TensorInfo[],
	axis: number,
	outShape: number[],
): TensorInfo | null {
	const values = tensors.map((tensor) => backend.floats(tensor));
	if (values.some((array) => array === null)) return null;
	const outer = sizeOf(outShape.slice(0, axis));
	const run = sizeOf(outShape.slice(axis));
	const out = backend.allocate(outer * run);
	let offset = 0;
	for (const array of values as Float32Array[]) {
		if (array.length === 0) continue;
		const length = array.length / outer;
		if (outer === 1) out.set(array, offset);
		else backend.binding.copyRows(array, 0, length, out, offset, run, outer, length);
		offset += length;
	}
	return backend.wrap(out, outShape);
}
