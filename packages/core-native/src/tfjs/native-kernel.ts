// What a kernel of the backend `native` is.
import type { NamedAttrMap, TensorInfo } from "@tensorflow/tfjs";
import type { NativeBackend } from "./native-backend.js";

export interface KernelArguments {
	inputs: Record<string, TensorInfo>;
	attrs: NamedAttrMap;
	backend: NativeBackend;
}

export interface NativeKernel {
	/** tfjs' name of the kernel. */
	name: string;
	/**
	 * Null where the inputs are not for this kernel (another type, an odd shape): then tfjs' cpu kernel runs, and
	 * also finds the words where the inputs are wrong.
	 */
	run(args: KernelArguments): TensorInfo | TensorInfo[] | null;
}

/** Elements in a tensor of this shape. */
export function sizeOf(shape: readonly number[]): number {
	let size = 1;
	for (const length of shape) size *= length;
	return size;
}
