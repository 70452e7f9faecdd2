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
	if (rows < ROWS_WORTH_A_VOCABULARY && !keeps(backend, "searched", made, 0)) {
		keep(backend, "searched", made, 0, () => undefined);
		return null;
	}
	return keep(backend, "vocabulary", made, length, (packed, [kernel, bias]) =>
		backend.binding.packVocabulary({ units, words, outputKernel: kernel!, outputBias: bias!, packed }),
	);
}

/** A matrix (depth,columns) for products with many rows. */
export function packedMatrix(backend: NativeBackend, tensor: TensorInfo): Float32Array {
	const [depth, columns] = tensor.shape as [number, number];
	const length = backend.binding.packedMatrixLength({ depth, columns });
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
	const first = backend.data.peek(tensors[0]!.dataId);
	if (keeps(backend, name, tensors, length)) return first.packed![name]!.values;
	// Values of our own: what is made of them stays right until we write to them ourselves.
	const values = tensors.map((tensor) => backend.privateFloats(tensor));
	const packed = new Float32Array(length);
	make(packed, values);
	const madeOf = tensors.map(({ dataId }) => {
		const data = backend.data.peek(dataId);
		return { data, values: data.values, writes: data.writes };
	});
	first.packed = { ...first.packed, [name]: { values: packed, madeOf } };
	return packed;
}

function keeps(
	backend: NativeBackend,
	name: string,
	tensors: readonly TensorInfo[],
	length: number,
): boolean {
	const known = backend.data.peek(tensors[0]!.dataId).packed?.[name];
	return (
		known?.values.length === length &&
		known.madeOf.every(
			({ data, values, writes }, i) =>
				data === backend.data.peek(tensors[i]!.dataId) && isUnchanged(data, { values, writes }),
		)
	);
}

function isUnchanged(data: TensorData, made: Pick<TensorData, "values" | "writes">): boolean {
	return data.isPrivate === true && data.values === made.values && data.writes === made.writes;
}
