// `FusedDecoderStep` of contract.ts: checks of shapes, outputs, one call of the addon.
import type { TensorInfo } from "@tensorflow/tfjs";
import { FusedDecoderStep } from "../../contract.js";
import { expectShape } from "../expect-shape.js";
import type { KernelArguments, NativeKernel } from "../native-kernel.js";

export const fusedDecoderStep: NativeKernel = {
	name: FusedDecoderStep,
	run(args) {
		const { attrs, backend } = args;
		const inputs = args.inputs as Record<string, TensorInfo | undefined>;
		const expected = (name: string, shape: (number | string)[]) => {
			expectShape(FusedDecoderStep, name, inputs[name], shape);
			return inputs[name]!;
		};
		const floats = (name: string, shape: (number | string)[]) => backend.asFloats(expected(name, shape));
		const integers = (name: string, shape: (number | string)[]) => backend.asIntegers(expected(name, shape));
		const count = attrs.count as number;
		const [R] = expected("tokens", ["R"]).shape as [number];
		const [readWords, E] = expected("embedding", ["V'", "E"]).shape as [number, number];
		const [P, U] = expected("h", ["P", "U"]).shape as [number, number];
		const [V] = expected("outputBias", ["V"]).shape as [number];
		const nextH = backend.allocate(R * U);
		const nextC = backend.allocate(R * U);
		const likeliest = new Int32Array(R * count);
		const logProbs = backend.allocate(R * count);
		const attention = inputs.key === undefined ? undefined : readAttention(args, R, U);
		backend.binding.decoderStep({
			rows: R,
			embeddingSize: E,
			units: U,
			words: V,
			readWords,
			previousRows: P,
			count,
			tokens: integers("tokens", [R]),
			parents: integers("parents", [R]),
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
			...attention,
			nextH,
			nextC,
			likeliest,
			logProbs,
		});
		const outputs = [
			backend.wrap(nextH, [R, U]),
			backend.wrap(nextC, [R, U]),
			backend.makeTensorInfo([R, count], "int32", likeliest),
			backend.wrap(logProbs, [R, count]),
		];
		if (attention) outputs.push(backend.wrap(attention.weights, [R, attention.sourceLength]));
		return outputs;
	},
};

function readAttention({ inputs, attrs, backend }: KernelArguments, R: number, U: number) {
	const expected = (name: string, shape: (number | string)[]) => {
		expectShape(FusedDecoderStep, name, inputs[name], shape);
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
		weights: backend.allocate(R * S),
	};
}
