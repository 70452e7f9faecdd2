// `FusedAdam` of contract.ts: one call of the addon for all variables, which are written in place.
import { type TensorInfo, Variable } from "@tensorflow/tfjs";
import { FusedAdam } from "../../contract.js";
import { expectShape } from "../expect-shape.js";
import type { NativeBackend } from "../native-backend.js";
import type { NativeKernel } from "../native-kernel.js";

export const fusedAdam: NativeKernel = {
	name: FusedAdam,
	run({ inputs, attrs, backend }) {
		const tensors = inputs as unknown as TensorInfo[];
		const count = tensors.length / 4;
		if (!Number.isInteger(count)) {
			throw new Error(
				`${FusedAdam}: expected variables, gradients and two moments of each, got ${tensors.length} tensors`,
			);
		}
		const list = (part: number) => tensors.slice(part * count, (part + 1) * count);
		const variables = list(0);
		for (const [part, name] of ["variables", "gradients", "m", "v"].entries()) {
			for (const [i, tensor] of list(part).entries()) {
				expectShape(FusedAdam, `${name}[${i}]`, tensor, variables[i]!.shape);
			}
		}
		const writable = (part: number) => list(part).map((tensor) => inPlace(backend, tensor));
		const [written, m, v] = [writable(0), writable(2), writable(3)];
		// Looked at last: a variable that shares a gradient's values has filled in the gradient's zeros.
		const sparse = list(1).map((tensor) => backend.sparseRows(tensor));
		const norm = backend.binding.adamStep({
			variables: written,
			gradients: list(1).map((tensor, i) => sparse[i]?.values ?? backend.asFloats(tensor)),
			gradientRows: sparse.map((gradient) => gradient?.rows ?? null),
			m,
			v,
			learningRate: attrs.learningRate as number,
			beta1: attrs.beta1 as number,
			beta2: attrs.beta2 as number,
			epsilon: attrs.epsilon as number,
			step: attrs.step as number,
			clipNorm: attrs.clipNorm as number,
		});
		return backend.scalar(norm);
	},
};

/** The tensor's own values: what other tensors share (a clone, the initial value) must not move with it. */
function inPlace(backend: NativeBackend, tensor: TensorInfo): Float32Array {
	if (tensor.dtype !== "float32")
		throw new Error(`${FusedAdam}: expected a float32 tensor, got ${tensor.dtype}`);
	if (backend.refCount(tensor.dataId) > 1) {
		if (!(tensor instanceof Variable)) {
			throw new Error(
				`${FusedAdam}: expected a variable or a tensor that shares its values with no other, got a shared one`,
			);
		}
		const copy = backend.allocate(tensor.size);
		copy.set(backend.asFloats(tensor));
		const own = backend.toTensor(backend.wrap(copy, tensor.shape));
		tensor.assign(own);
		own.dispose();
	}
	return backend.writableFloats(tensor);
}
