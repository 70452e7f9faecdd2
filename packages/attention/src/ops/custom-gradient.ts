// An op with a gradient written by hand and any number of outputs. `tf.customGrad` allows one output only;
// below it lies `runKernelFunc`, which allows several, and this file is the only one that knows it.

import * as tf from "@tensorflow/tfjs";

export interface CustomGradient<Name extends string> {
	/** The inputs that have a gradient, all float32. Masks and lengths are closed over, and saved. */
	inputs: Record<Name, tf.Tensor>;
	/** Computes the outputs; whatever the gradient reads must pass through `save`, or it is gone by then. */
	forward: (save: (tensors: tf.Tensor[]) => void) => tf.Tensor[];
	/** Gradients of the outputs (zeros where one was not used) to gradients of the inputs. */
	backward: (dOutputs: tf.Tensor[], saved: tf.Tensor[]) => Record<Name, tf.Tensor>;
}

interface Engine {
	runKernelFunc(parameters: {
		forwardFunc: (backend: unknown, save: (tensors: tf.Tensor[]) => void) => tf.Tensor[];
		backwardsFunc: (dOutputs: tf.Tensor | tf.Tensor[], saved: tf.Tensor[]) => Record<string, () => tf.Tensor>;
		inputs: Record<string, tf.Tensor>;
	}): tf.Tensor[];
}

/** Runs `forward` as one op of the tape, whose gradient is `backward`. */
export function customGradient<Name extends string>(op: CustomGradient<Name>): tf.Tensor[] {
	return (tf.engine() as unknown as Engine).runKernelFunc({
		inputs: op.inputs,
		forwardFunc: (_backend, save) => op.forward(save),
		backwardsFunc: (dOutputs, saved) => {
			// Computed here and not in the thunks: each thunk runs in its own tidy, which would dispose
			// what another one still needs.
			const gradients: Record<string, tf.Tensor> = op.backward(
				Array.isArray(dOutputs) ? dOutputs : [dOutputs],
				saved,
			);
			return Object.fromEntries(Object.entries(gradients).map(([name, value]) => [name, () => value]));
		},
	});
}
