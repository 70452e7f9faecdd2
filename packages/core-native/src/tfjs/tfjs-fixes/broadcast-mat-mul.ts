// The gradient of a matrix product with broadcast batch axes. tfjs' own has the shape of the product's batch,
// not of the input's, and ends in an error for (B,T,D) times (D,E) (tensorflow/tfjs#8721).
import { BatchMatMul, broadcast_util, type GradConfig, matMul, type Tensor } from "@tensorflow/tfjs";

export const broadcastMatMulGradient: GradConfig = {
	kernelName: BatchMatMul,
	inputsToSave: ["a", "b"],
	gradFunc: (dy, saved, attrs) => {
		const [a, b] = saved as [Tensor, Tensor];
		const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean };
		const dProduct = dy as Tensor;
		// With A = op(a), B = op(b): dA = dy Bᵀ, dB = Aᵀ dy; a transposed input takes the transpose of that.
		const dA = () =>
			transposeA ? matMul(b, dProduct, transposeB, true) : matMul(dProduct, b, false, !transposeB);
		const dB = () =>
			transposeB ? matMul(dProduct, a, true, transposeA) : matMul(a, dProduct, !transposeA, false);
		return { a: () => sumToShape(dA(), a.shape), b: () => sumToShape(dB(), b.shape) };
	},
};

/** Sums the axes along which `shape` was broadcast. */
function sumToShape(gradient: Tensor, shape: number[]): Tensor {
	const axes = broadcast_util.getReductionAxes(shape, gradient.shape);
	return axes.length === 0 ? gradient : gradient.sum(axes).reshape(shape);
}
