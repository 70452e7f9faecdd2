// Models that Keras 3 saved, as models of TensorFlow.js.

import type * as tf from "@tensorflow/tfjs";
import { isZip, readZipMember, zipDirectory } from "../saving/zip-archive.js";
import { assignWeights } from "./assign-weights.js";
import { asConfig, asKerasObject, isModel, type KerasObject, kerasError, show } from "./keras-config.js";
import type { CallForms } from "./keras-layers.js";
import { convertModel } from "./model-graph.js";
import { openWeightFile } from "./weight-file.js";

/** What a page can hold, with room: new weights beyond it are a damaged or hostile architecture. */
const LARGEST_NEW_WEIGHT = 2 ** 28;
/** A file in the archive that claims more bytes is damaged or hostile: no page could hold its arrays. */
const LARGEST_MEMBER = 2 ** 30;

type Bytes = Uint8Array | ArrayBuffer | Blob;

/** A model whose architecture and weights lie apart. */
export interface KerasModelParts {
	/** What `model.to_json()` gave, as text or parsed. */
	architecture: string | object;
	/** A `.weights.h5`, or safetensors whose names are the variables' paths. */
	weights: Bytes;
}

/** The contents of a `.keras` file, or architecture and weights. */
export type KerasModelSource = Bytes | KerasModelParts;

/**
 * Reads a model that Keras 3 saved: `model.save("m.keras")`, or `model.to_json()` with
 * `model.save_weights("m.weights.h5")`.
 *
 * The model predicts what it predicts in Keras, and trains after `compile`; optimizer, loss and metrics are not
 * read. Masks of `Embedding(mask_zero=True)` and `Masking` reach the layers that use them in Keras.
 *
 * @throws Error for a layer, an operation or an option that changes results and is not supported, by its name,
 *   and for a damaged file
 */
export async function loadKerasModel(source: KerasModelSource): Promise<tf.LayersModel> {
	if (isBytes(source)) {
		const { architecture, weights } = await readArchive(await bytesOf(source));
		return loadParts(architecture, weights);
	}
	const { architecture, weights } = asConfig(source, "the source") as unknown as KerasModelParts;
	if (!isBytes(weights)) {
		throw kerasError(
			`expected the bytes of a .keras file or {architecture, weights}, got ${show(source)}` +
				"\nHint: for an architecture without weights call modelFromKerasJson",
		);
	}
	return loadParts(parseArchitecture(architecture), await bytesOf(weights));
}

/**
 * Builds the model that `model.to_json()` of Keras 3 describes, with new weights by its initializers.
 * @throws Error as `loadKerasModel`
 */
export function modelFromKerasJson(json: string | object): tf.LayersModel {
	const object = parseArchitecture(json);
	return convertModel(object, callForms(object, undefined)).model;
}

async function loadParts(object: KerasObject, weights: Uint8Array): Promise<tf.LayersModel> {
	const file = await openWeightFile(weights);
	const { model, parts } = convertModel(object, callForms(object, weights.length));
	try {
		assignWeights(parts, file);
	} catch (error) {
		model.dispose();
		throw error;
	}
	return model;
}

/** The three files of a `.keras` archive; names in it are compared, never used as paths. */
async function readArchive(bytes: Uint8Array): Promise<{ architecture: KerasObject; weights: Uint8Array }> {
	if (!isZip(bytes)) {
		throw kerasError(
			`expected a .keras file, which is a zip archive, got ${bytes.length} bytes that begin with ` +
				`${show([...bytes.subarray(0, 4)])}\nHint: a .weights.h5 goes with its architecture: {architecture, weights}`,
		);
	}
	const read = async (name: string) => {
		try {
			const file = zipDirectory(bytes, LARGEST_MEMBER).find((member) => member.name === name);
			if (file === undefined) throw new Error(`zip: there is no ${name}: was it saved by Keras 3?`);
			return await readZipMember(file.open());
		} catch (error) {
			throw new Error(`loadKerasModel: ${(error as Error).message}`, { cause: error });
		}
	};
	const architecture = parseArchitecture(new TextDecoder().decode(await read("config.json")));
	return { architecture, weights: await read("model.weights.h5") };
}

function parseArchitecture(json: unknown): KerasObject {
	let parsed = json;
	if (typeof json === "string") {
		try {
			parsed = JSON.parse(json);
		} catch (error) {
			throw kerasError(
				`expected the JSON of model.to_json(), got ${show(json)}: ${(error as Error).message}`,
			);
		}
	}
	const object = asKerasObject(parsed, "the model");
	if (object.module === null) {
		throw kerasError(
			'this JSON has no "module", so Keras 2 wrote it\nHint: load the model in Keras 3 and save it again, as .keras',
		);
	}
	if (!isModel(object)) {
		throw kerasError(
			`expected a Functional or a Sequential model, got ${show(object.className)}` +
				"\nHint: a subclassed model has no graph that could be read: rebuild it with keras.Model(inputs, outputs)",
		);
	}
	return object;
}

/** What the layers' calls need, by a look at the whole architecture. */
function callForms(object: KerasObject, weightBytes: number | undefined): CallForms {
	let hasMasks = false;
	let hasInitialStates = false;
	const waiting: unknown[] = [object.config];
	for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
		if (typeof value !== "object" || value === null) continue;
		const { class_name: className, mask_zero: maskZero, args, kwargs } = value as Record<string, unknown>;
		if (className === "Masking" || maskZero === true) hasMasks = true;
		if (Array.isArray(args) && typeof kwargs === "object" && kwargs !== null) {
			const { mask, initial_state: state } = kwargs as Record<string, unknown>;
			if (mask !== undefined && mask !== null) hasMasks = true;
			// A second positional argument may be a state too; elsewhere the assumption costs nothing.
			if ((state !== undefined && state !== null) || args.length > 1) hasInitialStates = true;
		}
		for (const part of Object.values(value))
			if (typeof part === "object" && part !== null) waiting.push(part);
	}
	const hasWeights = weightBytes !== undefined;
	return { hasMasks, hasInitialStates, hasWeights, largestWeight: weightBytes ?? LARGEST_NEW_WEIGHT };
}

function isBytes(source: unknown): source is Bytes {
	return (
		source instanceof Uint8Array ||
		source instanceof ArrayBuffer ||
		(typeof Blob !== "undefined" && source instanceof Blob)
	);
}

async function bytesOf(source: Bytes): Promise<Uint8Array> {
	if (source instanceof Uint8Array) return source;
	return new Uint8Array(source instanceof ArrayBuffer ? source : await source.arrayBuffer());
}
