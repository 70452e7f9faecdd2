// For an output that nothing was computed from, tfjs gives its kernel's gradient zeros in a fresh array, at
// every step of training. Memory outside its heap makes V8 collect the whole heap, so they come from the
// backend instead, which has arrays that serve again.
import { engine, fill, type Tensor } from "@tensorflow/tfjs";
import { replaceMethod } from "../replace-method.js";

/** One call on tfjs' tape. */
interface TapeNode {
	gradient?: (dOutputs: (Tensor | undefined)[]) => Record<string, () => Tensor>;
}

export function zerosFromBackend(): void {
	replaceMethod(
		engine(),
		"addTapeNode",
		(addTapeNode) =>
			function (
				this: { state: { activeTape: TapeNode[] } },
				kernelName,
				inputs,
				outputs: Tensor[],
				...others
			) {
				addTapeNode.call(this, kernelName, inputs, outputs, ...others);
				const node = this.state.activeTape.at(-1) as TapeNode;
				const { gradient } = node;
				if (gradient === undefined || outputs.length < 2) return;
				node.gradient = (dOutputs) =>
					gradient(dOutputs.map((dOutput, i) => dOutput ?? zerosLike(outputs[i] as Tensor)));
			},
	);
}

function zerosLike({ shape, dtype }: Tensor): Tensor {
	return fill(shape, 0, dtype as "float32");
}
