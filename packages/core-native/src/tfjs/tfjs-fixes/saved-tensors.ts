// What an op saves for its gradient, tfjs clones by a call of the kernel Identity and enters on the tape. The homework's
// model saves 50 tensors a step; they are views, which need no kernel. By its entry a gradient's gradient finds its way
// back, so in a first gradient the entries wait until another begins: mostly for ever.
import { cast, engine, getBackend, type Tensor, type TensorInfo } from "@tensorflow/tfjs";
import type { NativeBackend } from "../native-backend.js";
import { replaceMethod } from "../replace-method.js";

/** The engine's members that its types leave out. */
interface Engine {
	state: { kernelDepth: number; gradientDepth: number; activeScope: { name: string } };
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
	/** Views saved since the outermost gradient began, and what they are views of. */
	let waiting: [Tensor, Tensor][] = [];
	replaceMethod(
		engine(),
		"clone",
		(clone) =>
			function (this: Engine, x: Tensor): Tensor {
				// Only what is saved is cloned inside of a kernel.
				const isSaved = this.state.kernelDepth > 0 && x.dtype !== "complex64" && x.dtype !== "string";
				if (!isSaved || getBackend() !== "native") return clone.call(this, x);
				const y = this.makeTensorFromTensorInfo(this.backend.view(x, x.shape), this.backend);
				if (this.state.gradientDepth > 1) enter(this, x, y);
				else waiting.push([x, y]);
				return y;
			},
	);
	replaceMethod(
		engine(),
		"startTape",
		(startTape) =>
			function (this: Engine): void {
				if (this.state.gradientDepth > 0) for (const [x, y] of waiting) enter(this, x, y);
				waiting = [];
				startTape.call(this);
			},
	);
}

function enter(tape: Engine, x: Tensor, y: Tensor): void {
	const gradient = (dy: Tensor) => ({ x: () => cast(dy, "float32") });
	tape.addTapeNode(tape.state.activeScope.name, { x }, [y], gradient, [], {});
}
