// What an op saves for its gradient, TensorFlow.js clones by a call of the kernel Identity. The homework's model saves
// 50 tensors a step; on our backends they are views, which need no kernel.
import { engine, type Tensor, type TensorInfo } from "@tensorflow/tfjs";
import { isOurs } from "./has-kernel.js";
import type { NativeBackend } from "./native-backend.js";
import { replaceMethod } from "./replace-method.js";

/** The engine's members that its types leave out. */
interface Engine {
	state: { kernelDepth: number };
	backend: NativeBackend;
	makeTensorFromTensorInfo(info: TensorInfo, backend: NativeBackend): Tensor;
	addTapeNode(name: string, inputs: { x: Tensor }, outputs: Tensor[], gradient: null, saved: Tensor[]): void;
}

/** After `registerTfjsFixes`, whose tape knows how a saved tensor is to be recorded. */
export function saveAsViews(): void {
	replaceMethod(
		engine(),
		"clone",
		(clone) =>
			function (this: Engine, x: Tensor): Tensor {
				// Only what is saved is cloned inside of a kernel.
				const isSaved = this.state.kernelDepth > 0 && x.dtype !== "complex64" && x.dtype !== "string";
				if (!isSaved || !isOurs()) return clone.call(this, x);
				const y = this.makeTensorFromTensorInfo(this.backend.view(x, x.shape), this.backend);
				this.addTapeNode("save", { x }, [y], null, []);
				return y;
			},
	);
}
