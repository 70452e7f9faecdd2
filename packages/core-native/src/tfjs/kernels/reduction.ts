// Sum, Mean, Max and Min over any axes.
import { type TensorInfo, util } from "@tensorflow/tfjs";
import type { KernelArguments, NativeKernel } from "../native-kernel.js";

export const reductionKernels: NativeKernel[] = [
	{ name: "Sum", run: (args) => reduction(args, "sum", "axis") },
	{ name: "Mean", run: (args) => reduction(args, "sum", "axis", (count) => 1 / count) },
	{ name: "Max", run: (args) => reduction(args, "max", "reductionIndices") },
	{ name: "Min", run: (args) => reduction(args, "min", "axis") },
];

/** Reduces one group of neighbouring axes after the other, from the last to the first. */
function reduction(
	{ inputs, attrs, backend }: KernelArguments,
	operation: string,
	axisAttribute: string,
	scaleFor: (count: number) => number = () => 1,
): TensorInfo | null {
	const { x } = inputs as { x: TensorInfo };
	const values = backend.floats(x);
	// An empty tensor has no greatest element: what tfjs makes of it is its own affair.
	if (values === null || values.length === 0) return null;
	const axes = new Set(util.parseAxisParam(attrs[axisAttribute] as number | number[], x.shape));
	const outShape = x.shape.filter((_, axis) => !axes.has(axis));
	const keptShape = attrs.keepDims ? x.shape.map((length, axis) => (axes.has(axis) ? 1 : length)) : outShape;

	let current = values;
	const sizes = [...x.shape];
	let scale = scaleFor(x.shape.reduce((count, length, axis) => (axes.has(axis) ? count * length : count), 1));
	for (let last = sizes.length - 1; last >= 0; last--) {
		if (!axes.has(last)) continue;
		let first = last;
		while (first > 0 && axes.has(first - 1)) first--;
		const outer = product(sizes.slice(0, first));
		const reduced = product(sizes.slice(first, last + 1));
		const inner = product(sizes.slice(last + 1));
		const out = backend.allocate(outer * inner);
		backend.binding.reduce(
			backend.operations.reduction[operation]!,
			current,
			out,
			outer,
			reduced,
			inner,
			scale,
		);
		if (current !== values) backend.release(current);
		current = out;
		scale = 1;
		sizes.fill(1, first, last + 1);
		last = first;
	}
	if (current === values) return backend.view(x, keptShape);
	return backend.wrap(current, keptShape);
}

function product(lengths: number[]): number {
	return lengths.reduce((all, length) => all * length, 1);
}
