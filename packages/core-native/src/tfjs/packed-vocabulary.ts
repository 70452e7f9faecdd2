// The output layer of a decoder in the form that `greedySearch` screens, kept from search to search beside the kernel's
// values. It is made anew once they have changed: in place, which the storage counts, or where others can see them and so
// write to them.
import type { TensorInfo } from "@tensorflow/tfjs";
import type { NativeBackend } from "./native-backend.js";
import type { TensorData } from "./tensor-storage.js";

/** Rows from which on a first search is worth packing for. */
const ROWS_WORTH_PACKING = 8;

/**
 * Null where packing would take longer than it saves: in the first search of few rows.
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
	const sources = [outputKernel, outputBias];
	const kernelData = backend.data.peek(outputKernel.dataId);
	const datas = sources.map(({ dataId }) => backend.data.peek(dataId));
	const known = kernelData.packed;
	const isCurrent =
		known?.madeOf.every((made, i) => made.data === datas[i] && isUnchanged(made.data, made)) ?? false;
	// An empty array stands for a first search.
	if (isCurrent && known!.values.length === length) return known!.values;
	const isWorthIt = isCurrent || rows >= ROWS_WORTH_PACKING;
	// Values of our own: what is made of them stays right until we write to them ourselves.
	const [kernel, bias] = sources.map((tensor) => backend.privateFloats(tensor)) as [
		Float32Array,
		Float32Array,
	];
	const packed = new Float32Array(isWorthIt ? length : 0);
	if (isWorthIt) {
		backend.binding.packVocabulary({ units, words, outputKernel: kernel, outputBias: bias, packed });
	}
	kernelData.packed = {
		values: packed,
		madeOf: datas.map((data) => ({ data, values: data.values, writes: data.writes })),
	};
	return isWorthIt ? packed : null;
}

function isUnchanged(data: TensorData, made: Pick<TensorData, "values" | "writes">): boolean {
	return data.isPrivate === true && data.values === made.values && data.writes === made.writes;
}
