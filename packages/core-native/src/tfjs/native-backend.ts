// The tfjs backend `native`: tfjs' own cpu backend, whose tensors are JavaScript typed arrays, with kernels
// in C++ where they count and with buffers that serve again.
import { type backend_util, type DataType, engine, type Tensor, type TensorInfo } from "@tensorflow/tfjs";
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import type { Binding } from "../binding/binding.js";
import type { ElementwiseOperations } from "../binding/elementwise.js";
import { BufferPool } from "./buffer-pool.js";
import { type DataId, type SparseRows, type TensorData, TensorStorage } from "./tensor-storage.js";

export class NativeBackend extends MathBackendCPU {
	declare data: TensorStorage;
	readonly binding: Binding;
	/** Each element-wise operation's number in the addon, by kind and name. */
	readonly operations: Record<keyof ElementwiseOperations, Record<string, number>>;
	readonly pool = new BufferPool();

	constructor(binding: Binding) {
		super();
		this.binding = binding;
		const { unary, binary, comparison, reduction } = binding.elementwiseOperations;
		this.operations = {
			unary: numbered(unary),
			binary: numbered(binary),
			comparison: numbered(comparison),
			reduction: numbered(reduction),
		};
		this.data = new TensorStorage(this, engine(), (data) => this.fillIn(data));
		// On its first write the cpu backend recommends to install another one.
		Object.assign(this, { firstUse: false });
	}

	/**
	 * The values of a float tensor, for reading during one kernel; null where they are not floats: a tensor of
	 * type float32 that was cast from int32 or bool still has the integers' array.
	 */
	floats(tensor: TensorInfo): Float32Array | null {
		const { values } = this.data.peek(tensor.dataId);
		return tensor.dtype === "float32" && values instanceof Float32Array ? values : null;
	}

	/** As `floats`, converted where they are not floats; for the fused kernels, which have no other path. */
	asFloats(tensor: TensorInfo): Float32Array {
		const { values } = this.data.peek(tensor.dataId);
		return values instanceof Float32Array ? values : Float32Array.from(values as ArrayLike<number>);
	}

	/** The values of an integer tensor, for reading during one kernel, converted where they are floats. */
	asIntegers(tensor: TensorInfo): Int32Array {
		const { values } = this.data.peek(tensor.dataId);
		return values instanceof Int32Array ? values : Int32Array.from(values as ArrayLike<number>);
	}

	/** The values of a bool tensor, for reading during one kernel: 0 is false. */
	asBytes(tensor: TensorInfo): Uint8Array {
		const { values } = this.data.peek(tensor.dataId);
		return values instanceof Uint8Array
			? values
			: Uint8Array.from(values as ArrayLike<number>, (x) => (x ? 1 : 0));
	}

	/** An array for a kernel's output: unspecified contents, every element to be written. */
	allocate(length: number): Float32Array {
		return this.pool.take(length);
	}

	/** Gives back an array from `allocate` that became no tensor. */
	release(values: Float32Array): void {
		this.pool.giveBack(values);
	}

	/** Makes a tensor of an array from `allocate`, which belongs to the tensor from here on. */
	wrap(values: Float32Array, shape: number[]): TensorInfo {
		const dataId = this.write(values, shape, "float32");
		this.data.entry(dataId).isPrivate = true;
		return { dataId, shape, dtype: "float32" };
	}

	/** Makes a tensor of the given rows, whose values are from `allocate`; zeros are added when somebody reads it. */
	wrapSparseRows(sparseRows: SparseRows, shape: number[]): TensorInfo {
		const tensor = this.makeTensorInfo(shape, "float32");
		const data = this.data.entry(tensor.dataId);
		data.isPrivate = true;
		data.sparseRows = sparseRows;
		return tensor;
	}

	/** The rows that a tensor consists of, for reading during one kernel; undefined where it has all its values. */
	sparseRows({ dataId }: TensorInfo): SparseRows | undefined {
		return this.data.entry(dataId).sparseRows;
	}

	/** The tensor as tfjs hands it to users, counted and tidied like any other. */
	toTensor(tensor: TensorInfo): Tensor {
		return engine().makeTensorFromTensorInfo(tensor, this);
	}

	/** The same values under another shape or type, as tfjs' Identity, Reshape and Cast share them. */
	view(tensor: TensorInfo, shape: number[], dtype: DataType = tensor.dtype): TensorInfo {
		this.incRef(tensor.dataId);
		return { dataId: tensor.dataId, shape, dtype };
	}

	/**
	 * The values of a float tensor, for writing in place. Where somebody else may hold the buffer (a user's
	 * array, an earlier `dataSync`) the tensor gets a copy first.
	 */
	writableFloats(tensor: TensorInfo): Float32Array {
		const data = this.data.peek(tensor.dataId);
		data.writes = (data.writes ?? 0) + 1;
		delete data.packed;
		return this.privateFloats(tensor);
	}

	/** The values of a float tensor in a buffer that nobody else can see, copied there where somebody might. */
	privateFloats(tensor: TensorInfo): Float32Array {
		const data = this.data.peek(tensor.dataId);
		const values = this.asFloats(tensor);
		if (data.isPrivate && values === data.values) return values;
		const copy = this.allocate(values.length);
		copy.set(values);
		data.values = copy;
		data.isPrivate = true;
		return copy;
	}

	override refCount(dataId: DataId): number {
		return this.data.has(dataId) ? this.data.entry(dataId).refCount : 0;
	}

	override incRef(dataId: DataId): void {
		this.data.entry(dataId).refCount++;
	}

	override decRef(dataId: DataId): void {
		if (this.data.has(dataId)) this.data.entry(dataId).refCount--;
	}

	override readSync(dataId: DataId): backend_util.BackendValues {
		this.trim(this.data.peek(dataId));
		return super.readSync(dataId);
	}

	override disposeData(dataId: DataId, force = false): boolean {
		if (!this.data.has(dataId)) return true;
		const data = this.data.entry(dataId);
		data.refCount--;
		if (!force && data.refCount > 0) return false;
		if (data.complexTensorInfos != null) {
			this.disposeData(data.complexTensorInfos.real.dataId, true);
			this.disposeData(data.complexTensorInfos.imag.dataId, true);
		}
		if (data.sparseRows !== undefined) this.pool.giveBack(data.sparseRows.values);
		else if (data.isPrivate) this.pool.giveBack(data.values as Float32Array);
		this.data.delete(dataId);
		return true;
	}

	override memory() {
		return { ...super.memory(), numBytesHeld: this.pool.heldBytes };
	}

	override dispose(): void {
		this.pool.clear();
	}

	private fillIn(data: TensorData): void {
		const { count, width, rows, values } = data.sparseRows!;
		const out = this.allocate(count * width);
		this.binding.scatterAddRows({ rows: count, width, count: rows.length, values, indices: rows, out });
		data.values = out;
		delete data.sparseRows;
		this.pool.giveBack(values);
	}

	/**
	 * Makes the array as long as its buffer before a reader gets it: `dataSync().buffer` is a common idiom,
	 * and a buffer of the pool is longer than its tensor.
	 */
	private trim(data: TensorData): void {
		const { values } = data;
		if (!data.isPrivate || !(values instanceof Float32Array)) return;
		if (values.byteLength === values.buffer.byteLength) return;
		data.values = values.slice();
		this.pool.giveBack(values);
	}
}

function numbered(names: readonly string[]): Record<string, number> {
	return Object.fromEntries(names.map((name, number) => [name, number]));
}
