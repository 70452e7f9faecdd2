// The weights of a Keras model by their paths: from HDF5 (`model.weights.h5`) or from safetensors.

import type { File as Hdf5File } from "jsfive";
import { decodeSafetensors } from "../saving/safetensors.js";
import { kerasError, ours, show } from "./keras-config.js";

/** One array of a weight file. */
export interface StoredWeight {
	shape: readonly number[];
	values: Float32Array | Int32Array;
}

/** Where an array may stand: in HDF5 by the layer's place in the model, in safetensors by the variable's path. */
export interface WeightPath {
	/** `layers/dense_1/vars/0`, `layers/lstm/cell/vars/2`, ..., the likeliest first. */
	places: readonly string[];
	/** `variable.path` in Keras, `lstm/lstm_cell/kernel`, the likeliest first. */
	paths: readonly string[];
}

export interface WeightFile {
	/** The array, or undefined where the file has none. */
	read(path: WeightPath): StoredWeight | undefined;
}

const HDF5_SIGNATURE = [0x89, 0x48, 0x44, 0x46];

/**
 * Opens a weight file of either kind.
 * @throws Error where the bytes are neither, or damaged
 */
export async function openWeightFile(bytes: Uint8Array): Promise<WeightFile> {
	if (HDF5_SIGNATURE.every((byte, i) => bytes[i] === byte)) return openHdf5(bytes);
	if (bytes.length >= 9 && bytes[8] === 0x7b) return openSafetensors(bytes);
	throw kerasError(
		`expected weights in HDF5 (.weights.h5) or safetensors, got ${bytes.length} bytes that begin with ` +
			show([...bytes.subarray(0, 4)]),
	);
}

function openSafetensors(bytes: Uint8Array): WeightFile {
	const { tensors } = rephrase("safetensors", () => decodeSafetensors(bytes));
	return {
		read({ places, paths }) {
			const name = [...places, ...paths].find((candidate) => tensors.has(candidate));
			return name === undefined ? undefined : tensors.get(name);
		},
	};
}

interface Hdf5Dataset {
	shape: number[];
	dtype: unknown;
	value: ArrayLike<number | bigint | undefined>;
}

async function openHdf5(bytes: Uint8Array): Promise<WeightFile> {
	// Loaded only where it is needed: it is as large as this whole package.
	const { File } = await import("jsfive");
	const isWhole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
	// A Buffer's `slice` is a view, so the copy is made in this way.
	const buffer = isWhole ? bytes.buffer : new Uint8Array(bytes).buffer;
	const file = rephrase("HDF5", () => new File(buffer, "model.weights.h5"));
	return {
		read({ places }) {
			for (const place of places) {
				const dataset = datasetAt(file, place);
				if (dataset === undefined) continue;
				return rephrase(`HDF5 dataset ${place}`, () => readDataset(dataset, place, bytes.length));
			}
			return undefined;
		},
	};
}

function datasetAt(file: Hdf5File, place: string): Hdf5Dataset | undefined {
	try {
		const found = file.get(place);
		return found !== null && "dtype" in found ? (found as Hdf5Dataset) : undefined;
	} catch (error) {
		// jsfive throws texts, this one where a group has no such member.
		if (String(error).endsWith("not found in group")) return undefined;
		throw ours(error, `damaged weights, HDF5 at ${place}`);
	}
}

function readDataset(dataset: Hdf5Dataset, place: string, fileSize: number): StoredWeight {
	const { shape, dtype } = dataset;
	const type = String(dtype);
	if (!/^[<|]?[fiu][1248]$/.test(type)) {
		throw kerasError(`HDF5 dataset ${place}: expected numbers of a known type, got ${show(dtype)}`);
	}
	const size = shape.reduce((product, axis) => product * axis, 1);
	// Keras does not compress weights, so a larger claim is damage or malice: nothing is allocated for it.
	if (!Number.isSafeInteger(size) || size * Number(type.at(-1)) > fileSize) {
		throw kerasError(
			`HDF5 dataset ${place}: expected at most ${fileSize} bytes, got the shape ${show(shape)}`,
		);
	}
	const { value } = dataset;
	if (value.length !== size) {
		throw kerasError(`HDF5 dataset ${place}: expected ${size} numbers, got ${value.length}`);
	}
	const values = new Float32Array(size);
	for (let i = 0; i < size; i++) values[i] = Number(value[i] ?? 0);
	return { shape, values };
}

/** Errors of the decoders as ours, with what they said. */
function rephrase<Result>(what: string, run: () => Result): Result {
	try {
		return run();
	} catch (error) {
		throw ours(error, `damaged weights, ${what}`);
	}
}
