// `FusedAttention` and `FusedAttentionGrad` of contract.ts: checks of shapes, outputs, one call of the addon.
import type { TensorInfo } from "@tensorflow/tfjs";
import type { AttentionProblem } from "../../binding/attention.js";
import { type CausalAlignment, FusedAttention, FusedAttentionGrad } from "../../contract.js";
import { expectShape } from "../expect-shape.js";
import { type KernelArguments, type NativeKernel, sizeOf } from "../native-kernel.js";

type Shape4 = readonly [number, number, number, number];
/** A length, or a name where any will do. */
type Axis = number | string;

export const fusedAttention: NativeKernel = {
	name: FusedAttention,
	run(args) {
		const { attrs, backend } = args;
		const problem = readProblem(args, FusedAttention);
		const { outputShape, rowShape, weightsShape } = shapesOf(problem, args);
		const output = backend.allocate(sizeOf(outputShape));
		const logSumExp = backend.allocate(sizeOf(rowShape));
		const rowMax = backend.allocate(sizeOf(rowShape));
		const rowSum = backend.allocate(sizeOf(rowShape));
		const weights = attrs.returnWeights ? backend.allocate(sizeOf(weightsShape)) : undefined;
		backend.binding.attentionForward({ ...problem, output, logSumExp, rowMax, rowSum, weights });
		const outputs = [
			backend.wrap(output, outputShape),
			backend.wrap(logSumExp, rowShape),
			backend.wrap(rowMax, rowShape),
			backend.wrap(rowSum, rowShape),
		];
		if (weights) outputs.push(backend.wrap(weights, weightsShape));
		return outputs;
	},
};

export const fusedAttentionGrad: NativeKernel = {
	name: FusedAttentionGrad,
	run(args) {
		const { inputs, attrs, backend } = args;
		const problem = readProblem(args, FusedAttentionGrad);
		const { outputShape, rowShape, weightsShape } = shapesOf(problem, args);
		const read = (name: string, shape: number[]) => {
			expectShape(FusedAttentionGrad, name, inputs[name], shape);
			return backend.asFloats(inputs[name]!);
		};
		const { query, key, value, bias } = inputs as Record<string, TensorInfo | undefined>;
		const dQuery = backend.allocate(sizeOf(query!.shape));
		const dKey = backend.allocate(sizeOf(key!.shape));
		const dValue = backend.allocate(sizeOf(value!.shape));
		const dBias = attrs.biasGradient && bias ? backend.allocate(sizeOf(bias.shape)) : undefined;
		backend.binding.attentionBackward({
			...problem,
			output: read("output", outputShape),
			rowMax: read("rowMax", rowShape),
			rowSum: read("rowSum", rowShape),
			dOutput: read("dOutput", outputShape),
			dWeights: inputs.dWeights && read("dWeights", weightsShape),
			dQuery,
			dKey,
			dValue,
			dBias,
		});
		const outputs = [
			backend.wrap(dQuery, query!.shape),
			backend.wrap(dKey, key!.shape),
			backend.wrap(dValue, value!.shape),
		];
		if (dBias) outputs.push(backend.wrap(dBias, bias!.shape));
		return outputs;
	},
};

function readProblem({ inputs, attrs, backend }: KernelArguments, where: string): AttentionProblem {
	const { query, key, value, keyLengths, mask, bias } = inputs as Record<string, TensorInfo | undefined>;
	const oneHead = query?.shape.length === 3;
	const expectHeads = (name: string, [B, L, heads, D]: readonly [Axis, Axis, Axis, Axis]): Shape4 => {
		expectShape(where, name, inputs[name], oneHead ? [B, L, D] : [B, L, heads, D]);
		const { shape } = inputs[name]!;
		return oneHead ? [shape[0]!, shape[1]!, 1, shape[2]!] : (shape as unknown as Shape4);
	};
	const [B, T, N, H] = expectHeads("query", ["B", "T", "N", "H"]);
	const [, S, K] = expectHeads("key", [B, "S", "K", H]);
	const [, , , V] = expectHeads("value", [B, S, K, "V"]);
	if (keyLengths) expectShape(where, "keyLengths", keyLengths, [B]);
	if (mask) expectShape(where, "mask", mask, ["B", "N", "T", "S"]);
	if (bias) expectShape(where, "bias", bias, ["B", "N", "T", "S"]);
	return {
		batchSize: B,
		targetLength: T,
		sourceLength: S,
		numHeads: N,
		numKeyHeads: K,
		keyDim: H,
		valueDim: V,
		query: backend.asFloats(query!),
		key: backend.asFloats(key!),
		value: backend.asFloats(value!),
		keyLengths: keyLengths && backend.asIntegers(keyLengths),
		mask: mask && backend.asBytes(mask),
		maskShape: mask?.shape as Shape4 | undefined,
		bias: bias && backend.asFloats(bias),
		biasShape: bias?.shape as Shape4 | undefined,
		scale: attrs.scale as number,
		isCausal: attrs.isCausal as boolean,
		causalAlignment: attrs.causalAlignment as CausalAlignment,
		slidingWindow: attrs.slidingWindow as number,
		dropoutRate: attrs.dropoutRate as number,
		seed: attrs.seed as number,
	};
}

function shapesOf(
	{ batchSize: B, targetLength: T, sourceLength: S, numHeads: N, valueDim: V }: AttentionProblem,
	{ inputs }: KernelArguments,
) {
	const outputShape = [...inputs.query!.shape.slice(0, -1), V!];
	return { outputShape, rowShape: [B, N, T], weightsShape: [B, N, T, S] };
}
