// `FusedLinearCrossEntropy` of contract.ts: checks of shapes, outputs, one call of the addon.
import type { TensorInfo } from "@tensorflow/tfjs";
import { FusedLinearCrossEntropy } from "../../contract.js";
import { expectShape } from "../expect-shape.js";
import type { NativeKernel } from "../native-kernel.js";
import { dropoutOf } from "./fused-dropout.js";

export const fusedLinearCrossEntropy: NativeKernel = {
	name: FusedLinearCrossEntropy,
	run(args) {
		const { inputs, attrs, backend } = args;
		const { hidden, kernel, bias, labels } = inputs as Record<string, TensorInfo>;
		const isFlat = hidden?.shape.length === 2;
		expectShape(FusedLinearCrossEntropy, "hidden", hidden, isFlat ? ["R", "D"] : ["B", "T", "D"]);
		const leading = hidden!.shape.slice(0, -1);
		const [B, T] = isFlat ? [leading[0]!, 1] : (leading as [number, number]);
		const D = hidden!.shape.at(-1)!;
		expectShape(FusedLinearCrossEntropy, "kernel", kernel, [D, "V"]);
		const V = kernel!.shape[1]!;
		expectShape(FusedLinearCrossEntropy, "bias", bias, [V]);
		expectShape(FusedLinearCrossEntropy, "labels", labels, leading);
		const R = B * T;

		const given = backend.asFloats(hidden!);
		const drop = dropoutOf(args, T, D);
		const dropped = drop === null ? given : backend.allocate(R * D);
		drop?.(given, dropped);
		const gradients = attrs.withGradient
			? { dHidden: backend.allocate(R * D), dKernel: backend.allocate(D * V), dBias: backend.allocate(V) }
			: undefined;
		const loss = backend.binding.linearCrossEntropy({
			rows: R,
			inputSize: D,
			classes: V,
			hidden: dropped,
			kernel: backend.asFloats(kernel!),
			bias: backend.asFloats(bias!),
			labels: backend.asIntegers(labels!),
			ignoreLabel: attrs.ignoreLabel as number,
			labelSmoothing: attrs.labelSmoothing as number,
			...gradients,
		});
		if (drop !== null) backend.release(dropped);
		const outputs = [backend.scalar(loss)];
		if (gradients) {
			drop?.(gradients.dHidden, gradients.dHidden);
			outputs.push(
				backend.wrap(gradients.dHidden, hidden!.shape),
				backend.wrap(gradients.dKernel, [D, V]),
				backend.wrap(gradients.dBias, [V]),
			);
		}
		return outputs;
	},
};
