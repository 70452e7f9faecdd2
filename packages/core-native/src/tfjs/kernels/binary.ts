// out = f(a, b), element by element, with broadcasting.
import type { TensorInfo } from "@tensorflow/tfjs";
import { broadcastAxes } from "../broadcast-axes.js";
import type { NativeBackend } from "../native-backend.js";
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
	const operands = floatOperands(inputs, backend);
	if (operands === null) return null;
	const { a, b, broadcast } = operands;
	const out = backend.allocate(broadcast.size);
	backend.binding.binary(backend.operations.binary[operation]!, broadcast.axes, a, b, out);
	return backend.wrap(out, broadcast.shape);
}

function comparison({ inputs, backend }: KernelArguments, operation: string): TensorInfo | null {
	const operands = floatOperands(inputs, backend);
	if (operands === null) return null;
	const { a, b, broadcast } = operands;
	const out = backend.allocateBytes(broadcast.size);
	backend.binding.comparison(backend.operations.comparison[operation]!, broadcast.axes, a, b, out);
	return backend.wrap(out, broadcast.shape, "bool");
}

/** The values of both inputs and how they broadcast; null where tfjs' own kernel has to do it. */
function floatOperands(inputs: KernelArguments["inputs"], backend: NativeBackend) {
	const a = backend.floats(inputs.a!);
	const b = backend.floats(inputs.b!);
	if (a === null || b === null) return null;
	const broadcast = broadcastAxes(inputs.a!.shape, inputs.b!.shape);
	return broadcast && { a, b, broadcast };
}
