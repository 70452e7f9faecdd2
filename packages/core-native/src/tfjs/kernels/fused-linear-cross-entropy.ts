// `FusedLinearCrossEntropy` of contract.ts: checks of shapes, outputs, one call of the addon.
import type { TensorInfo } from "@tensorflow/tfjs";
import { FusedLinearCrossEntropy } from "../../contract.js";
import { expectShape } from "../expect-shape.js";
import type { NativeKernel } from "../native-kernel.js";

export const fusedLinearCrossEntropy: NativeKernel = {
	name: FusedLinearCrossEntropy,
	run({ inputs, attrs, backend }) {
		const { hidden, kernel, bias, labels } = inputs as Record<string, TensorInfo>;
		const [B, T] = hidden!.shape.length === 3 ? hidden!.shape : [hidden!.shape[0], 1];
		const D = hidden!.shape.at(-1)!;
		const leading = hidden!.shape.slice(0, -1);
		if (leading.length !== 1) expectShape(FusedLinearCrossEntropy, "hidden", hidden, ["B", "T", "D"]);
		expectShape(FusedLinearCrossEntropy, "kernel", kernel, [D, "V"]);
		const V = kernel!.shape[1]!;
		expectShape(FusedLinearCrossEntropy, "bias", bias, [V]);
		expectShape(FusedLinearCrossEntropy, "labels", labels, leading);
		const R = B! * T!;

		const given = backend.asFloats(hidden!);
		const rate = attrs.dropoutRate as number;
		const drop = (values: Float32Array, out: Float32Array) =>
			backend.binding.dropout(values, out, T!, D, rate, attrs.dropoutKey as number);
		const dropped = rate > 0 ? backend.allocate(R * D) : given;
		if (rate > 0) drop(given, dropped);
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
		if (rate > 0) backend.release(dropped);
		const outputs = [backend.wrap(Float32Array.of(loss), [])];
		if (gradients) {
			if (rate > 0) drop(gradients.dHidden, gradients.dHidden);
			outputs.push(
				backend.wrap(gradients.dHidden, hidden!.shape),
				backend.wrap(gradients.dKernel, [D, V]),
				backend.wrap(gradients.dBias, [V]),
			);
		}
		return outputs;
	},
};
