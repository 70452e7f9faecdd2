// An op with a gradient written by hand and any number of outputs. `tf.customGrad` allows one output only; below it lies
// `runKernelFunc`, which allows several, and this file is the only one that knows it.
import { engine, type Tensor } from "@tensorflow/tfjs";

export interface TapedOp<Name extends string> {
	/** The inputs that have a gradient, all float32. Masks and lengths are closed over, and saved. */
	inputs: Record<Name, Tensor>;
	/** Computes the outputs; whatever the gradient reads must pass through `save`, or it is gone by then. */
	forward: (save: (tensors: Tensor[]) => void) => Tensor[];
	/** Gradients of the outputs (zeros where one was not used) to gradients of the inputs. */
	backward: (dOutputs: Tensor[], saved: Tensor[]) => Record<Name, Tensor>;
}

interface Engine {
	runKernelFunc(parameters: {
		forwardFunc: (backend: unknown, save: (tensors: Tensor[]) => void) => Tensor[];
		backwardsFunc: (dOutputs: Tensor | Tensor[], saved: Tensor[]) => Record<string, () => Tensor>;
		inputs: Record<string, Tensor>;
	}): Tensor[];
}

/** Runs `forward` as one op of the tape, whose gradient is `backward`. */
export function tapedOp<Name extends string>(op: TapedOp<Name>): Tensor[] {
	return (engine() as unknown as Engine).runKernelFunc({
		inputs: op.inputs,
		forwardFunc: (_backend, save) => op.forward(save),
		backwardsFunc: (dOutputs, saved) => {
			// Computed here and not in the thunks: each thunk runs in its own tidy, which would dispose
			// what another one still needs.
			const gradients: Record<string, Tensor> = op.backward(
				Array.isArray(dOutputs) ? dOutputs : [dOutputs],
				saved,
			);
			return Object.fromEntries(Object.entries(gradients).map(([name, value]) => [name, () => value]));
		},
	});
}
