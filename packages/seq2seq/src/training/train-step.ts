// One training step: loss, gradients, Adam.
import { requireKind, requireMethods } from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";
import { type Batch, requireBatch } from "../data/batches.js";
import type { TranslationModel } from "../model/translation-model.js";
import { ScratchArrays } from "../ops/scratch-arrays.js";
import type { Adam } from "./adam.js";

export interface TrainStepResult {
	/** Mean cross-entropy per real target word, before the step. */
	loss: number;
	/** Joint norm of the gradients before clipping. */
	gradientNorm: number;
}

// A step ends before the next begins, so one set of arrays serves all models.
const scratch = new ScratchArrays();

/** Moves the model once by the gradients of `batch`. */
export function trainStep(
	model: TranslationModel,
	optimizer: Adam,
	batch: Batch,
	learningRate: number,
): TrainStepResult {
	requireTrainable("trainStep", model);
	requireMethods("trainStep", "optimizer", optimizer, "an Adam", ["apply"]);
	requireBatch("trainStep", batch);
	requireKind("trainStep", "learningRate", learningRate, "number");
	const result = tf.tidy(() => {
		const { value, gradients } = lossAndGradients(model, batch, optimizer.step + 1, scratch);
		const gradientNorm = optimizer.apply(gradients, learningRate);
		return { loss: value.dataSync()[0]!, gradientNorm: gradientNorm.dataSync()[0]! };
	});
	scratch.reclaim();
	return result;
}

/** @throws TypeError unless `model` can be trained. */
export function requireTrainable(where: string, model: unknown): void {
	requireMethods(where, "model", model, "a TranslationModel", ["trainingLoss", "loss", "disposeVariables"]);
}

/** The training loss of a batch and its gradients by variable name; to be called within a `tf.tidy`. */
export function lossAndGradients(
	model: TranslationModel,
	batch: Batch,
	step: number,
	scratch?: ScratchArrays,
): { value: tf.Scalar; gradients: Map<string, tf.Tensor> } {
	const variables = [...model.variables];
	const { value, grads } = tf.variableGrads(
		() => model.trainingLoss(batch, step, scratch),
		variables.map(([, variable]) => variable),
	);
	const gradients = new Map<string, tf.Tensor>();
	for (const [name, variable] of variables) {
		const gradient = grads[variable.name];
		if (gradient != null) gradients.set(name, gradient);
	}
	return { value, gradients };
}
