// out = f(x), element by element.
import type { TensorInfo } from "@tensorflow/tfjs";
import type { KernelArguments, NativeKernel } from "../native-kernel.js";

/** tfjs' kernel, the addon's operation, and the attributes that are its `alpha` and `beta`. */
const UNARY = [
	["Abs", "abs"],
	["ClipByValue", "clip", "clipValueMin", "clipValueMax"],
	["Erf", "erf"],
	["Exp", "exp"],
	["Floor", "floor"],
	["LeakyRelu", "leakyRelu", "alpha"],
	["Log", "log"],
	["Neg", "neg"],
	["Reciprocal", "reciprocal"],
	["Relu", "relu"],
	["Rsqrt", "rsqrt"],
	["Sigmoid", "sigmoid"],
	["Sqrt", "sqrt"],
	["Square", "square"],
	["Step", "step", "alpha"],
	["Tanh", "tanh"],
] as const;

export const unaryKernels: NativeKernel[] = UNARY.map(([name, operation, alpha, beta]) => ({
	name,
	run(args) {
		return unary(args, operation, attribute(args, alpha), attribute(args, beta));
	},
}));

function unary(
	{ inputs, backend }: KernelArguments,
	operation: string,
	alpha: number,
	beta: number,
): TensorInfo | null {
	const { x } = inputs as { x: TensorInfo };
	const values = backend.floats(x);
	if (values === null) return null;
	const out = backend.allocate(values.length);
	backend.binding.unary(backend.operations.unary[operation]!, values, out, alpha, beta);
	return backend.wrap(out, x.shape);
}

function attribute({ attrs }: KernelArguments, name: string | undefined): number {
	return name === undefined ? 0 : (attrs[name] as number);
}
