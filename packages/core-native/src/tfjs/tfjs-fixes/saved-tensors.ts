// What an op saves for its gradient, tfjs clones by a call of the kernel Identity. The homework's model saves 50 tensors
// a step; they are views, which need no kernel. On the tape each stays an entry of its own: by it a gradient's gradient
// finds its way back.
import { cast, engine, getBackend, type Tensor, type TensorInfo } from "@tensorflow/tfjs";
import type { NativeBackend } from "../native-backend.js";
import { replaceMethod } from "../replace-method.js";

/** The engine's members that its types leave out. */
interface Engine {
	state: { kernelDepth: number; activeScope: { name: string } };
	backend: NativeBackend;
	makeTensorFromTensorInfo(info: TensorInfo, backend: NativeBackend): Tensor;
	addTapeNode(
		kernelName: string,
		inputs: Record<string, Tensor>,
		outputs: Tensor[],
		gradient: (dy: Tensor) => Record<string, () => Tensor>,
		saved: Tensor[],
		attributes: object,
	): void;
}

export function saveAsViews(): void {
	replaceMethod(
		engine(),
		"clone",
		(clone) =>
			function (this: Engine, x: Tensor): Tensor {
				// Only what is saved is cloned inside of a kernel.
				const isSaved = this.state.kernelDepth > 0 && x.dtype !== "complex64" && x.dtype !== "string";
				if (!isSaved || getBackend() !== "native") return clone.call(this, x);
				const y = this.makeTensorFromTensorInfo(this.backend.view(x, x.shape), this.backend);
				const gradient = (dy: Tensor) => ({ x: () => cast(dy, "float32") });
				this.addTapeNode(this.state.activeScope.name, { x }, [y], gradient, [], {});
				return y;
			},
	);
}
