// What an op saves for its gradient, tfjs clones as if it were an op of its own: a kernel call, and an entry on the
// tape that no gradient can ever reach. The homework's model saves 50 tensors a step.
import { engine, getBackend, type Tensor, type TensorInfo } from "@tensorflow/tfjs";
import type { NativeBackend } from "../native-backend.js";
import { replaceMethod } from "../replace-method.js";

/** The engine's fields that its types leave out. */
interface Engine {
	state: { kernelDepth: number };
	backend: NativeBackend;
	makeTensorFromTensorInfo(info: TensorInfo, backend: NativeBackend): Tensor;
}

export function saveWithoutTape(): void {
	replaceMethod(
		engine(),
		"clone",
		(clone) =>
			function (this: Engine, x: Tensor): Tensor {
				// Inside of a kernel nothing else is recorded either.
				const isSaved = this.state.kernelDepth > 0 && x.dtype !== "complex64" && x.dtype !== "string";
				if (!isSaved || getBackend() !== "native") return clone.call(this, x);
				return this.makeTensorFromTensorInfo(this.backend.view(x, x.shape), this.backend);
			},
	);
}
