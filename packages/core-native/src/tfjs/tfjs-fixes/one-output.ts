// tfjs calls the gradient of a kernel with one output with a tensor, that of several outputs with an array.
// Unpack and SplitV have as many outputs as the data asks for, and theirs take an array only: an LSTM over one
// time step cannot train (tensorflow/tfjs#3550, #8255).
import { concat, type GradConfig, SplitV, stack, type Tensor, Unpack } from "@tensorflow/tfjs";

export const unpackGradient: GradConfig = {
	kernelName: Unpack,
	gradFunc: (dy, _saved, attrs) => ({ value: () => stack(asArray(dy), attrs.axis as number) }),
};

export const splitGradient: GradConfig = {
	kernelName: SplitV,
	gradFunc: (dy, _saved, attrs) => ({ x: () => concat(asArray(dy), attrs.axis as number) }),
};

function asArray(gradients: Tensor | Tensor[]): Tensor[] {
	return Array.isArray(gradients) ? gradients : [gradients];
}
