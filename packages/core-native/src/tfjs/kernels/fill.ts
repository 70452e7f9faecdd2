// Tensors of one value: Fill, ZerosLike and OnesLike.
import type { TensorInfo } from "@tensorflow/tfjs";
import type { NativeBackend } from "../native-backend.js";
import { type NativeKernel, sizeOf } from "../native-kernel.js";

export const fillKernels: NativeKernel[] = [
	{
		name: "Fill",
		run({ attrs, backend }) {
			const { shape, value, dtype } = attrs as { shape: number[]; value: number | string; dtype?: string };
			const isFloat = dtype === "float32" || (dtype === undefined && typeof value === "number");
			return isFloat ? filled(backend, shape, value as number) : null;
		},
	},
	{ name: "ZerosLike", run: ({ inputs, backend }) => like(backend, inputs.x!, 0) },
	{ name: "OnesLike", run: ({ inputs, backend }) => like(backend, inputs.x!, 1) },
];

function like(backend: NativeBackend, x: TensorInfo, value: number): TensorInfo | null {
	return x.dtype === "float32" ? filled(backend, x.shape, value) : null;
}

function filled(backend: NativeBackend, shape: number[], value: number): TensorInfo {
	return backend.wrap(backend.allocate(sizeOf(shape)).fill(value), shape);
}
