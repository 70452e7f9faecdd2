// A decoder's weights in the forms that its kernels read fastest, kept from call to call beside the weights' own values.
// They are made anew once those have changed: in place, which the storage counts, or where others can see them and so write
// to them.
import type { TensorInfo } from "@tensorflow/tfjs";
import type { NativeBackend } from "./native-backend.js";
import type { TensorData } from "./tensor-storage.js";

/** Rows from which on a first search is worth packing a vocabulary for. */
const ROWS_WORTH_A_VOCABULARY = 8;

/**
 * What `greedySearch` screens; null where packing would take longer than it saves: in the first search of few rows.
 * @param outputKernel (U,V)
 * @param outputBias (V)
 */
export function packedVocabulary(
	backend: NativeBackend,
	outputKernel: TensorInfo,
	outputBias: TensorInfo,
	rows: number,
): Float32Array | null {
	const [units, words] = outputKernel.shape as [number, number];
	const length = backend.binding.packedVocabularyLength({ units, words });
	const made = [outputKernel, outputBias];
	if (rows < ROWS_WORTH_A_VOCABULARY && !isKnown(backend, "vocabulary", made)) {
		remember(backend, "vocabulary", made, null);
		return null;
	}
	return keep(backend, "vocabulary", made, length, (packed, [kernel, bias]) =>
		backend.binding.packVocabulary({ units, words, outputKernel: kernel!, outputBias: bias!, packed }),
	);
}

/** A matrix (depth,columns) for products with many rows; null where so few rows read it as it is. */
export function packedMatrix(backend: NativeBackend, tensor: TensorInfo, rows: number): Float32Array | null {
	const [depth, columns] = tensor.shape as [number, number];
	const length = backend.binding.packedMatrixLength({ rows, depth, columns });
	if (length === 0) return null;
	return keep(backend, "matrix", [tensor], length, (packed, [matrix]) =>
		backend.binding.packMatrix({ depth, columns, matrix: matrix!, packed }),
	);
}

/** The array of this name that was made of the tensors, which `make` fills where it is not there or not right any more. */
function keep(
	backend: NativeBackend,
	name: string,
	tensors: readonly TensorInfo[],
	length: number,
	make: (packed: Float32Array, values: Float32Array[]) => void,
): Float32Array {
	const kept = backend.data.peek(tensors[0]!.dataId).packed?.[name]?.values;
	if (kept?.length === length && isKnown(backend, name, tensors)) return kept;
	// Values of our own: what is made of them stays right until we write to them ourselves.
	const values = tensors.map((tensor) => backend.privateFloats(tensor));
	const packed = backend.allocate(length);
	make(packed, values);
	remember(backend, name, tensors, packed);
	return packed;
}

/** Notes what was made of the tensors as they are now; null where nothing was. */
function remember(
	backend: NativeBackend,
	name: string,
	tensors: readonly TensorInfo[],
	values: Float32Array | null,
): void {
	const first = backend.data.peek(tensors[0]!.dataId);
	const madeOf = tensors.map((tensor) => {
		backend.privateFloats(tensor);
		const data = backend.data.peek(tensor.dataId);
		return { data, values: data.values, writes: data.writes };
	});
	backend.keepPacked(first, name, { values, madeOf });
}

/** Whether `remember` was called for these tensors, and their values are still the same. */
function isKnown(backend: NativeBackend, name: string, tensors: readonly TensorInfo[]): boolean {
	const known = backend.data.peek(tensors[0]!.dataId).packed?.[name];
	return (
		known?.madeOf.every(
			({ data, values, writes }, i) =>
				data === backend.data.peek(tensors[i]!.dataId) && isUnchanged(data, { values, writes }),
		) ?? false
	);
}

function isUnchanged(data: TensorData, made: Pick<TensorData, "values" | "writes">): boolean {
	return data.isPrivate === true && data.values === made.values && data.writes === made.writes;
}
