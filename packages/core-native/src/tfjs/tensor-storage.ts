// Where the backend keeps the values of its tensors, and how it knows which buffers nobody else can see.
import {
	type backend_util,
	type DataMover,
	DataStorage,
	type DataType,
	type KernelBackend,
	type TensorInfo,
} from "@tensorflow/tfjs";

export type DataId = TensorInfo["dataId"];

/** A matrix most of whose rows are zero: the gradient of an embedding. */
export interface SparseRows {
	/** Rows of the matrix. */
	count: number;
	width: number;
	/** Those that are given, ascending. */
	rows: Int32Array;
	/** Their values, (rows,width), in a buffer of the backend's own. */
	values: Float32Array;
}

/** Something made of the values of one or more tensors, and what shows that they are the same still. */
export interface PackedValues {
	/** Null where the tensors were only seen. */
	values: Float32Array | null;
	madeOf: { data: TensorData; values: backend_util.BackendValues | undefined; writes: number | undefined }[];
}

/** What tfjs' cpu backend stores for a tensor, and fields of ours. */
export interface TensorData {
	values?: backend_util.BackendValues;
	dtype: DataType;
	complexTensorInfos?: { real: TensorInfo; imag: TensorInfo };
	/** Tensors, views included, that share this entry. */
	refCount: number;
	/**
	 * True while `values` is a buffer that this backend allocated and that no one outside of its own kernels
	 * has seen. Only such a buffer may be written in place, given back or used again.
	 */
	isPrivate?: boolean;
	/** How often `values` was written in place. */
	writes?: number;
	/** What kernels made of `values` and can use again, by name; see `packed-weights.ts`. */
	packed?: Record<string, PackedValues>;
	/** Stands for `values` until they are read: the backend fills them in, and this goes. */
	sparseRows?: SparseRows;
}

/**
 * The storage that tfjs' cpu kernels read. They reach values by `get`, keep them at will and may make other
 * tensors of them (a slice is a view of the same buffer), so `get` ends a buffer's privacy; the kernels of
 * this backend use `peek`.
 */
export class TensorStorage extends DataStorage<TensorData> {
	constructor(
		backend: KernelBackend,
		dataMover: DataMover,
		/** Gives the entry its `values` in place of its `sparseRows`. */
		private readonly fillIn: (data: TensorData) => void,
		/** Makes the entry's `values` such that others may keep them. */
		private readonly share: (data: TensorData) => void,
	) {
		super(backend, dataMover);
	}

	override get(dataId: DataId): TensorData {
		const data = this.peek(dataId);
		this.share(data);
		return data;
	}

	/** The entry itself, with its values; the caller neither keeps `values` nor passes it on. */
	peek(dataId: DataId): TensorData {
		const data = super.get(dataId);
		if (data.sparseRows !== undefined) this.fillIn(data);
		return data;
	}

	/** The entry as it is, for those who do not read `values`. */
	entry(dataId: DataId): TensorData {
		return super.get(dataId);
	}
}
