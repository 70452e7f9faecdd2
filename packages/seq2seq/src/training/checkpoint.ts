// Everything that a training run needs to go on as if it had never stopped: no file system in here.

import type { StoredTensor } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";
import type { VocabularyJson } from "../data/vocabulary.js";
import type { TranslationModel } from "../model/translation-model.js";
import type { Adam } from "./adam.js";
import { CheckpointError } from "./checkpoint-error.js";
import type { TrainingProgress } from "./progress.js";

/** Settings that decide every bit of a run: a checkpoint goes on under the same ones only. */
export type RunConfiguration = Readonly<Record<string, unknown>>;

export interface Checkpoint {
	configuration: RunConfiguration;
	progress: TrainingProgress;
	vocabularies: { source: VocabularyJson; target: VocabularyJson };
	/** `model/<name>`, `adam/first/<name>`, `adam/second/<name>` and, where there is one, `best/<name>`. */
	tensors: ReadonlyMap<string, StoredTensor>;
}

/** Where checkpoints go; `CheckpointFile` of `@mirada/seq2seq/node` writes them to disk. */
export interface CheckpointStore {
	/** The last checkpoint saved, or null if there is none. */
	load(): Promise<Checkpoint | null>;
	/** When this resolves the checkpoint is safe, and until then the one before is. */
	save(checkpoint: Checkpoint): Promise<void>;
}

/** Values by variable name. */
export type Weights = ReadonlyMap<string, StoredTensor>;

/** The arrays of model and optimizer, not copied: to be written before training goes on. */
export function captureTensors(
	model: TranslationModel,
	optimizer: Adam,
	best: Weights | null,
): Map<string, StoredTensor> {
	const tensors = new Map<string, StoredTensor>();
	for (const [name, variable] of model.variables) tensors.set(`model/${name}`, stored(variable));
	for (const [name, { first, second }] of optimizer.moments) {
		tensors.set(`adam/first/${name}`, stored(first));
		tensors.set(`adam/second/${name}`, stored(second));
	}
	for (const [name, tensor] of best ?? []) tensors.set(`best/${name}`, tensor);
	return tensors;
}

/** Puts the arrays of `captureTensors` back; returns the best weights if there are any. */
export function restoreTensors(
	tensors: ReadonlyMap<string, StoredTensor>,
	model: TranslationModel,
	optimizer: Adam,
): Weights | null {
	const best = new Map<string, StoredTensor>();
	for (const [name, variable] of model.variables) {
		const { first, second } = optimizer.moments.get(name)!;
		assign(variable, `model/${name}`, tensors);
		assign(first, `adam/first/${name}`, tensors);
		assign(second, `adam/second/${name}`, tensors);
		const tensor = tensors.get(`best/${name}`);
		if (tensor !== undefined) best.set(name, tensor);
	}
	return best.size === 0 ? null : best;
}

/** Copies of a model's weights. */
export function copyWeights(model: TranslationModel): Weights {
	return new Map(
		[...model.variables].map(([name, variable]) => {
			const { shape, values } = stored(variable);
			return [name, { shape, values: values.slice() }];
		}),
	);
}

/** Gives a model the weights of another of the same configuration. */
export function assignWeights(model: TranslationModel, weights: Weights): void {
	for (const [name, variable] of model.variables) assign(variable, name, weights);
}

/** @throws CheckpointError `other-configuration`, naming every setting that differs. */
export function requireSameConfiguration(expected: RunConfiguration, found: RunConfiguration): void {
	const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
	const differences = names
		.map((name) => ({ name, asked: JSON.stringify(expected[name]), stored: JSON.stringify(found[name]) }))
		.filter(({ asked, stored }) => asked !== stored);
	if (differences.length === 0) return;
	const listed = differences.map(({ name, stored, asked }) => `${name} ${stored} (here ${asked})`);
	throw new CheckpointError(
		"other-configuration",
		`resume: expected a checkpoint of this configuration, got one with ${listed.join(", ")}`,
		"train with the checkpoint's settings, or into another folder",
		{ differences },
	);
}

function stored(variable: tf.Variable): StoredTensor {
	return { shape: variable.shape, values: variable.dataSync<"float32">() };
}

function assign(variable: tf.Variable, name: string, tensors: ReadonlyMap<string, StoredTensor>): void {
	const tensor = tensors.get(name);
	if (tensor === undefined || tensor.shape.join() !== variable.shape.join()) {
		throw new CheckpointError(
			"unreadable",
			`resume: expected ${name} of shape (${variable.shape}), got ${tensor ? `(${tensor.shape})` : "nothing"}`,
			"the file belongs to another version of the model",
			{ fault: { kind: "parts" } },
		);
	}
	tf.tidy(() => variable.assign(tf.tensor(tensor.values, variable.shape)));
}
