// Where the backend keeps the values of its tensors, and how it knows which buffers nobody else can see.
import { type backend_util, DataStorage, type DataType, type TensorInfo } from "@tensorflow/tfjs";

export type DataId = TensorInfo["dataId"];

/** What tfjs' cpu backend stores for a tensor, and one field of ours. */
export interface TensorData {
	values?: backend_util.BackendValues;
	dtype: DataType;
	complexTensorInfos?: { real: TensorInfo; imag: TensorInfo };
	/** Tensors, views included, that share this entry. */
	refCount: number;
	/**
	 * True while `values` is a buffer that this backend allocated and that no one outside of its own kernels
	 * has seen. Only such a buffer may be written in place or used again.
	 */
	isPrivate?: boolean;
}

/**
 * The storage that tfjs' cpu kernels read. They reach values by `get`, keep them at will and may make other
 * tensors of them (a slice is a view of the same buffer), so `get` ends a buffer's privacy; the kernels of
 * this backend use `peek`.
 */
export class TensorStorage extends DataStorage<TensorData> {
	override get(dataId: DataId): TensorData {
		const data = super.get(dataId);
		data.isPrivate = false;
		return data;
	}

	/** The entry itself; the caller neither keeps `values` nor passes it on. */
	peek(dataId: DataId): TensorData {
		return super.get(dataId);
	}
}
