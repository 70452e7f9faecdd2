// `FusedProbabilityCrossEntropy`, its gradient and `FusedSoftmaxGrad` of contract.ts: checks of shapes, one call of the
// addon.
import type { TensorInfo } from "@tensorflow/tfjs";
import type { ProbabilityCrossEntropyInputs } from "../../binding/loss.js";
import {
	FusedProbabilityCrossEntropy,
	FusedProbabilityCrossEntropyGrad,
	FusedSoftmaxGrad,
} from "../../contract.js";
import { expectShape } from "../expect-shape.js";
import { type KernelArguments, type NativeKernel, sizeOf } from "../native-kernel.js";

export const fusedProbabilityCrossEntropy: NativeKernel = {
	name: FusedProbabilityCrossEntropy,
	run(args) {
		const { backend } = args;
		const inputs = readInputs(args, FusedProbabilityCrossEntropy);
		const loss = backend.allocate(inputs.rows);
		backend.binding.probabilityCrossEntropy({ ...inputs, loss });
		return backend.wrap(loss, [inputs.rows]);
	},
};

export const fusedProbabilityCrossEntropyGrad: NativeKernel = {
	name: FusedProbabilityCrossEntropyGrad,
	run(args) {
		const { backend } = args;
		const inputs = readInputs(args, FusedProbabilityCrossEntropyGrad);
		const { rows: R, classes: V } = inputs;
		expectShape(FusedProbabilityCrossEntropyGrad, "dLoss", args.inputs.dLoss, [R]);
		const dProbabilities = backend.allocate(R * V);
		const dLoss = backend.asFloats(args.inputs.dLoss!);
		backend.binding.probabilityCrossEntropyGradient({ ...inputs, dLoss, dProbabilities });
		return backend.wrap(dProbabilities, [R, V]);
	},
};

export const fusedSoftmaxGrad: NativeKernel = {
	name: FusedSoftmaxGrad,
	run({ inputs, backend }) {
		const { probabilities, dProbabilities } = inputs as Record<string, TensorInfo>;
		const { shape } = probabilities!;
		expectShape(FusedSoftmaxGrad, "dProbabilities", dProbabilities, shape);
		const dLogits = backend.allocate(sizeOf(shape));
		backend.binding.softmaxGradient({
			rows: sizeOf(shape.slice(0, -1)),
			classes: shape.at(-1)!,
			probabilities: backend.asFloats(probabilities!),
			dProbabilities: backend.asFloats(dProbabilities!),
			dLogits,
		});
		return backend.wrap(dLogits, shape);
	},
};

function readInputs(
	{ inputs, attrs, backend }: KernelArguments,
	where: string,
): ProbabilityCrossEntropyInputs {
	const { probabilities, labels, targets } = inputs as Record<string, TensorInfo | undefined>;
	expectShape(where, "probabilities", probabilities, ["R", "V"]);
	const [R, V] = probabilities!.shape as [number, number];
	if (labels !== undefined) expectShape(where, "labels", labels, [R]);
	else expectShape(where, "targets", targets, [R, V]);
	return {
		rows: R,
		classes: V,
		probabilities: backend.asFloats(probabilities!),
		labels: labels && backend.asIntegers(labels),
		targets: labels ? undefined : backend.asFloats(targets!),
		least: attrs.least as number,
		most: attrs.most as number,
	};
}
