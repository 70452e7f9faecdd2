// `FusedDecoderStep` of contract.ts: checks of shapes, outputs, one call of the addon.
import type { TensorInfo } from "@tensorflow/tfjs";
import { FusedDecoderStep } from "../../contract.js";
import { expectShape } from "../expect-shape.js";
import type { NativeKernel } from "../native-kernel.js";
import { decoderInputs } from "./decoder-inputs.js";

export const fusedDecoderStep: NativeKernel = {
	name: FusedDecoderStep,
	run(args) {
		const { attrs, backend } = args;
		const inputs = args.inputs as Record<string, TensorInfo | undefined>;
		const integers = (name: string, shape: (number | string)[]) => {
			expectShape(FusedDecoderStep, name, inputs[name], shape);
			return backend.asIntegers(inputs[name]!);
		};
		const count = attrs.count as number;
		const tokens = integers("tokens", ["R"]);
		const R = tokens.length;
		const { attention, ...decoder } = decoderInputs(FusedDecoderStep, args, R, {
			stateRows: "P",
			withOutputPanels: true,
		});
		const U = decoder.units;
		const nextH = backend.allocate(R * U);
		const nextC = backend.allocate(R * U);
		const likeliest = backend.allocateIntegers(R * count);
		const logProbs = backend.allocate(R * count);
		const weights = attention && { weights: backend.allocate(R * attention.sourceLength) };
		backend.binding.decoderStep({
			...decoder,
			...attention,
			...weights,
			previousRows: inputs.h!.shape[0]!,
			count,
			tokens,
			parents: integers("parents", [R]),
			nextH,
			nextC,
			likeliest,
			logProbs,
		});
		const outputs = [
			backend.wrap(nextH, [R, U]),
			backend.wrap(nextC, [R, U]),
			backend.wrap(likeliest, [R, count], "int32"),
			backend.wrap(logProbs, [R, count]),
		];
		if (weights) outputs.push(backend.wrap(weights.weights, [R, attention!.sourceLength]));
		return outputs;
	},
};
