// softmax(logits) along the last axis, and its logarithm. A row of nothing but -Infinity is NaN, as in tfjs.
import type { TensorInfo } from "@tensorflow/tfjs";
import type { KernelArguments, NativeKernel } from "../native-kernel.js";

export const softmaxKernels: NativeKernel[] = [
	{ name: "Softmax", run: (args) => softmax(args, "dim", false) },
	{ name: "LogSoftmax", run: (args) => softmax(args, "axis", true) },
];

function softmax(
	{ inputs, attrs, backend }: KernelArguments,
	axisAttribute: string,
	logarithm: boolean,
): TensorInfo | null {
	const { logits } = inputs as { logits: TensorInfo };
	const values = backend.floats(logits);
	const last = logits.shape.length - 1;
	const axis = (attrs[axisAttribute] as number | undefined) ?? -1;
	if (values === null || values.length === 0 || last < 0 || (axis !== -1 && axis !== last)) return null;
	const out = backend.allocate(values.length);
	backend.binding.softmax(values, out, logits.shape[last]!, logarithm);
	return backend.wrap(out, logits.shape);
}
