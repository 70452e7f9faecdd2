// `FusedLinearCrossEntropy` of contract.ts: checks of shapes, outputs, one call of the addon.
import type { TensorInfo } from "@tensorflow/tfjs";
import { FusedLinearCrossEntropy } from "../../contract.js";
import { expectShape } from "../expect-shape.js";
import type { NativeKernel } from "../native-kernel.js";

export const fusedLinearCrossEntropy: NativeKernel = {
	name: FusedLinearCrossEntropy,
	run({ inputs, attrs, backend }) {
		const { hidden, kernel, bias, labels } = inputs as Record<string, TensorInfo>;
		expectShape(FusedLinearCrossEntropy, "hidden", hidden, ["R", "D"]);
		const [R, D] = hidden!.shape as [number, number];
		expectShape(FusedLinearCrossEntropy, "kernel", kernel, [D, "V"]);
		const V = kernel!.shape[1]!;
		expectShape(FusedLinearCrossEntropy, "bias", bias, [V]);
		expectShape(FusedLinearCrossEntropy, "labels", labels, [R]);

		const gradients = attrs.withGradient
			? { dHidden: backend.allocate(R * D), dKernel: backend.allocate(D * V), dBias: backend.allocate(V) }
			: undefined;
		const loss = backend.binding.linearCrossEntropy({
			rows: R,
			inputSize: D,
			classes: V,
			hidden: backend.asFloats(hidden!),
			kernel: backend.asFloats(kernel!),
			bias: backend.asFloats(bias!),
			labels: backend.asIntegers(labels!),
			ignoreLabel: attrs.ignoreLabel as number,
			labelSmoothing: attrs.labelSmoothing as number,
			...gradients,
		});
		const outputs = [backend.wrap(Float32Array.of(loss), [])];
		if (gradients) {
			outputs.push(
				backend.wrap(gradients.dHidden, [R, D]),
				backend.wrap(gradients.dKernel, [D, V]),
				backend.wrap(gradients.dBias, [V]),
			);
		}
		return outputs;
	},
};
