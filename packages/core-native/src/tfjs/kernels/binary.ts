// out = f(a, b), element by element, with broadcasting.
import type { TensorInfo } from "@tensorflow/tfjs";
import { broadcastAxes } from "../broadcast-axes.js";
import type { KernelArguments, NativeKernel } from "../native-kernel.js";

/** tfjs' kernel and the addon's operation. */
const BINARY = [
	["Add", "add"],
	["Maximum", "maximum"],
	["Minimum", "minimum"],
	["Multiply", "mul"],
	["RealDiv", "div"],
	["SquaredDifference", "squaredDifference"],
	["Sub", "sub"],
] as const;

const COMPARISONS = [
	["Equal", "equal"],
	["Greater", "greater"],
	["GreaterEqual", "greaterEqual"],
	["Less", "less"],
	["LessEqual", "lessEqual"],
	["NotEqual", "notEqual"],
] as const;

export const binaryKernels: NativeKernel[] = BINARY.map(([name, operation]) => ({
	name,
	run: (args) => binary(args, operation),
}));

export const comparisonKernels: NativeKernel[] = COMPARISONS.map(([name, operation]) => ({
	name,
	run: (args) => comparison(args, operation),
}));

function binary({ inputs, backend }: KernelArguments, operation: string): TensorInfo | null {
	const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
	const aValues = backend.floats(a);
	const bValues = backend.floats(b);
	if (aValues === null || bValues === null) return null;
	const broadcast = broadcastAxes(a.shape, b.shape);
	if (broadcast === null) return null;
	const out = backend.allocate(broadcast.size);
	backend.binding.binary(backend.operations.binary[operation]!, broadcast.axes, aValues, bValues, out);
	return backend.wrap(out, broadcast.shape);
}

function comparison({ inputs, backend }: KernelArguments, operation: string): TensorInfo | null {
	const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
	const aValues = backend.floats(a);
	const bValues = backend.floats(b);
	if (aValues === null || bValues === null) return null;
	const broadcast = broadcastAxes(a.shape, b.shape);
	if (broadcast === null) return null;
	const out = new Uint8Array(broadcast.size);
	backend.binding.comparison(
		backend.operations.comparison[operation]!,
		broadcast.axes,
		aValues,
		bValues,
		out,
	);
	return backend.makeTensorInfo(broadcast.shape, "bool", out);
}
