// The inputs that `FusedDecoderStep`, `FusedGreedySearch` and `FusedBeamSearch` of contract.ts share: checks of shapes.
import type { TensorInfo } from "@tensorflow/tfjs";
import { expectShape } from "../expect-shape.js";
import type { KernelArguments } from "../native-kernel.js";
import { packedMatrix } from "../packed-weights.js";

/**
 * The decoder of a kernel for R rows, as the addon takes it.
 * @param stateRows the rows of `h` and `c`, or the name of their axis
 * @param stepRows the most rows of a step; default R
 * @param withOutputPanels whether all logits of many rows are wanted
 */
export function decoderInputs(
	where: string,
	args: KernelArguments,
	R: number,
	{
		stateRows,
		stepRows = R,
		withOutputPanels,
	}: { stateRows: number | string; stepRows?: number; withOutputPanels: boolean },
) {
	const { backend } = args;
	const inputs = args.inputs as Record<string, TensorInfo | undefined>;
	const expected = (name: string, shape: (number | string)[]) => {
		expectShape(where, name, inputs[name], shape);
		return inputs[name]!;
	};
	const floats = (name: string, shape: (number | string)[]) => backend.asFloats(expected(name, shape));
	const [readWords, E] = expected("embedding", ["V'", "E"]).shape as [number, number];
	const [P, U] = expected("h", [stateRows, "U"]).shape as [number, number];
	const [V] = expected("outputBias", ["V"]).shape as [number];
	const panels = (name: string, matrix: string, shape: (number | string)[]) => {
		const packed = packedMatrix(backend, expected(matrix, shape), stepRows);
		return packed && { [name]: packed };
	};
	// Before the values are looked at: packing may move them to arrays of our own.
	const packed = {
		...panels("kernelPanels", "kernel", [E, 4 * U]),
		...panels("recurrentPanels", "recurrentKernel", [U, 4 * U]),
		...panels("hiddenPanels", "hiddenKernel", [U, U]),
		...(inputs.key && panels("contextPanels", "contextKernel", [U, U])),
		...(withOutputPanels && panels("outputPanels", "outputKernel", [U, V])),
	};
	return {
		rows: R,
		embeddingSize: E,
		units: U,
		words: V,
		readWords,
		embedding: floats("embedding", [readWords, E]),
		kernel: floats("kernel", [E, 4 * U]),
		recurrentKernel: floats("recurrentKernel", [U, 4 * U]),
		bias: floats("bias", [4 * U]),
		h: floats("h", [P, U]),
		c: floats("c", [P, U]),
		hiddenKernel: floats("hiddenKernel", [U, U]),
		outputKernel: floats("outputKernel", [U, V]),
		outputBias: floats("outputBias", [V]),
		banned: backend.asBytes(expected("banned", [V])),
		...packed,
		attention: inputs.key === undefined ? undefined : attentionInputs(where, args, R, U),
	};
}

function attentionInputs(where: string, { inputs, attrs, backend }: KernelArguments, R: number, U: number) {
	const expected = (name: string, shape: (number | string)[]) => {
		expectShape(where, name, inputs[name], shape);
		return inputs[name]!;
	};
	const [M, S] = expected("key", ["M", "S", U]).shape as [number, number];
	return {
		sources: M,
		sourceLength: S,
		memoryRows: backend.asIntegers(expected("memoryRows", [R])),
		key: backend.asFloats(inputs.key!),
		value: backend.asFloats(expected("value", [M, S, U])),
		lengths: backend.asIntegers(expected("lengths", [M])),
		contextKernel: backend.asFloats(expected("contextKernel", [U, U])),
		scale: attrs.scale as number,
	};
}
