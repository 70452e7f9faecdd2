// The sum of tensors of one shape: how tfjs joins the gradients of a tensor that was used more than once.
import type { TensorInfo } from "@tensorflow/tfjs";
import { broadcastAxes } from "../broadcast-axes.js";
import type { NativeKernel } from "../native-kernel.js";

export const addN: NativeKernel = {
	name: "AddN",
	run({ inputs, backend }) {
		const tensors = inputs as unknown as TensorInfo[];
		const values = tensors.map((tensor) => backend.floats(tensor));
		if (tensors.length < 2 || values.some((array) => array === null)) return null;
		const { shape } = tensors[0]!;
		const out = backend.allocate(values[0]!.length);
		let sum = values[0]!;
		for (let i = 1; i < tensors.length; i++) {
			const { axes } = broadcastAxes(shape, shape)!;
			backend.binding.binary(backend.operations.binary.add!, axes, sum, values[i]!, out);
			sum = out;
		}
		return backend.wrap(out, shape);
	},
};
