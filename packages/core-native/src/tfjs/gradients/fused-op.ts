// An op whose gradient is a kernel. A kernel has no gradient itself, so while the gradient is recorded to be
// differentiated again (a gradient penalty, say), it is computed by plain ops instead.
import { addN, clone, engine, mul, type Scalar, sum, type Tensor, zerosLike } from "@tensorflow/tfjs";
import { isRecorded } from "../is-recorded.js";
import { tapedOp } from "./taped-op.js";

type Tensors = Record<string, Tensor>;

export interface FusedOp {
	/** The inputs that have a gradient, all float32. */
	inputs: Tensors;
	/** What else the op reads: masks, lengths, labels. */
	constants?: Tensors;
	/** Computes the outputs, and what the gradient reads beside the inputs and constants. */
	forward: () => { outputs: Tensor[]; saved: Tensor[] };
	/** Gradients of the outputs (zeros where one was not used) to gradients of `inputs`, in their order. */
	backward: (dOutputs: Tensor[], read: Tensors, saved: Tensor[]) => Tensor[];
	/** The same outputs of `inputs` and `constants` by plain ops; undefined for one that carries no gradient. */
	composed: (read: Tensors) => (Tensor | undefined)[];
}

/** Runs the kernel as one op of the tape that can be differentiated any number of times. */
export function fusedOp({ inputs, constants = {}, forward, backward, composed }: FusedOp): Tensor[] {
	const names = Object.keys(inputs);
	const readNames = [...names, ...Object.keys(constants)];
	return tapedOp<string>({
		inputs,
		forward: (save) => {
			const { outputs, saved } = forward();
			save([...Object.values(inputs), ...Object.values(constants), ...saved]);
			return outputs;
		},
		backward: (dOutputs, kept) => {
			const read = Object.fromEntries(readNames.map((name, i) => [name, kept[i]!]));
			const gradients = isRecorded()
				? gradientsByPlainOps(names, read, composed, dOutputs)
				: backward(dOutputs, read, kept.slice(readNames.length));
			return Object.fromEntries(names.map((name, i) => [name, gradients[i]!]));
		},
	});
}

/** d sum_i (dOutputs_i · outputs_i) / d inputs. */
function gradientsByPlainOps(
	names: readonly string[],
	read: Tensors,
	composed: FusedOp["composed"],
	dOutputs: readonly Tensor[],
): Tensor[] {
	// Of new tensors, on which `dOutputs` cannot depend.
	const inputs = names.map((name) => clone(read[name]!));
	const fresh = Object.fromEntries(names.map((name, i) => [name, inputs[i]!]));
	const weighed = () =>
		addN(
			composed({ ...read, ...fresh }).flatMap((output, i) =>
				output === undefined ? [] : [sum(mul(output, dOutputs[i]!))],
			),
		) as Scalar;
	const { grads } = engine().gradients(weighed, inputs, undefined, true);
	return inputs.map((input, i) => grads[i] ?? zerosLike(input));
}
