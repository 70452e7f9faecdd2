// `categoricalCrossentropy` and `sparseCategoricalCrossentropy` of `model.compile` in one pass over the probabilities,
// instead of a dozen that each write an array of their size; for the sparse one without the one-hot labels.
import { engine, type NamedTensorMap, type Tensor, tensor1d } from "@tensorflow/tfjs";
import {
	FusedProbabilityCrossEntropy,
	type FusedProbabilityCrossEntropyAttributes,
	FusedProbabilityCrossEntropyGrad,
} from "../../contract.js";
import { fusedOp } from "../gradients/fused-op.js";
import { hasKernel } from "../has-kernel.js";
import { replaceMethod } from "../replace-method.js";
import type { ClassMap } from "./class-map.js";

type Loss = (target: Tensor, output: Tensor) => Tensor;

/** The fields of tfjs-layers' LayersModel that `compile` leaves behind. */
interface CompiledModel {
	loss: LossName | LossName[] | Record<string, LossName>;
	lossFunctions: Loss[];
	outputNames: string[];
}
/** A function is somebody's own loss. */
type LossName = string | Loss;

/** What tfjs-layers clips to. */
const EPSILON = 1e-7;
const ATTRIBUTES: FusedProbabilityCrossEntropyAttributes = { least: EPSILON, most: 1 - EPSILON };

/** By the names that `model.compile` takes: what the kernel reads beside the probabilities; null where it cannot. */
const TARGETS: Record<string, (target: Tensor, output: Tensor) => NamedTensorMap | null> = {
	categoricalCrossentropy: denseTargets,
	sparseCategoricalCrossentropy: sparseLabels,
};

export function fuseCrossEntropy(classes: ClassMap): void {
	const model = classes.Model?.[0];
	if (model === undefined) return;
	replaceMethod(
		model.prototype,
		"compile",
		(original) =>
			function (this: CompiledModel, ...args: unknown[]) {
				original.apply(this, args);
				this.lossFunctions = this.lossFunctions.map((loss, i) => {
					const name = lossName(this, i);
					const readTargets = typeof name === "string" ? TARGETS[name] : undefined;
					return readTargets === undefined
						? loss
						: (target, output) => fusedLoss(target, output, readTargets, loss) ?? loss(target, output);
				});
			},
	);
}

function lossName({ loss, outputNames }: CompiledModel, output: number): LossName | undefined {
	if (typeof loss === "string" || typeof loss === "function") return loss;
	return Array.isArray(loss) ? loss[output] : loss[outputNames[output]!];
}

/** The loss of each row, in the shape of `output` without its last axis; null where tfjs' own way has to do it. */
function fusedLoss(
	target: Tensor,
	output: Tensor,
	readTargets: (target: Tensor, output: Tensor) => NamedTensorMap | null,
	composed: Loss,
): Tensor | null {
	if (!hasKernel(FusedProbabilityCrossEntropy)) return null;
	if (output.dtype !== "float32" || output.rank < 2 || output.size === 0) return null;
	const targets = readTargets(target, output);
	if (targets === null) return null;
	const run = (kernel: string, inputs: NamedTensorMap): Tensor =>
		engine().runKernel(kernel, inputs, { ...ATTRIBUTES });
	const shape = output.shape.slice(0, -1);
	const probabilities = output.reshape([-1, output.shape.at(-1)!]);
	const [loss] = fusedOp({
		inputs: { probabilities },
		constants: { ...targets, target },
		forward: () => ({
			outputs: [run(FusedProbabilityCrossEntropy, { probabilities, ...targets })],
			saved: [],
		}),
		backward: ([dLoss], { target, ...read }) => [
			run(FusedProbabilityCrossEntropyGrad, { ...read, dLoss: dLoss! }),
		],
		composed: ({ target, probabilities }) => [
			composed(target!, probabilities!.reshape(output.shape)).reshape([-1]),
		],
	});
	return loss!.reshape(shape);
}

function denseTargets(target: Tensor, output: Tensor): NamedTensorMap | null {
	const isSame =
		target.rank === output.rank && target.shape.every((length, axis) => length === output.shape[axis]);
	return isSame ? { targets: target.toFloat().reshape([-1, output.shape.at(-1)!]) } : null;
}

/**
 * Labels are floats, rounded down, as tfjs has them. One that is no class has no loss in tfjs; the kernel would refuse
 * it.
 */
function sparseLabels(target: Tensor, output: Tensor): NamedTensorMap | null {
	const classes = output.shape.at(-1)!;
	if (target.dtype !== "float32" || target.size !== output.size / classes) return null;
	const labels = Int32Array.from(target.dataSync(), Math.floor);
	return labels.every((label) => label >= 0 && label < classes)
		? { labels: tensor1d(labels, "int32") }
		: null;
}
