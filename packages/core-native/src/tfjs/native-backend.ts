// The tfjs backends `native` and `mirada-wasm`: tfjs' own cpu backend, whose tensors are typed arrays, with kernels in
// C++ where they count. The binding that runs them and the memory of the tensors are what the two differ in.
import { type backend_util, type DataType, engine, type Tensor, type TensorInfo } from "@tensorflow/tfjs";
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import type { Binding } from "../binding/binding.js";
import type { ElementwiseOperations } from "../binding/elementwise.js";
import { BufferPool } from "./buffer-pool.js";
import type { TensorArray, TensorMemory } from "./tensor-memory.js";
import {
	type DataId,
	type PackedValues,
	type SparseRows,
	type TensorData,
	TensorStorage,
} from "./tensor-storage.js";

export class NativeBackend extends MathBackendCPU {
	declare data: TensorStorage;
	readonly binding: Binding;
	/** Each element-wise operation's number in the addon, by kind and name. */
	readonly operations: Record<keyof ElementwiseOperations, Record<string, number>>;
	readonly memoryOfTensors: TensorMemory;

	constructor(binding: Binding, memory: TensorMemory = new BufferPool()) {
		super();
		this.binding = binding;
		this.memoryOfTensors = memory;
		const { unary, binary, comparison, reduction } = binding.elementwiseOperations;
		this.operations = {
			unary: numbered(unary),
			binary: numbered(binary),
			comparison: numbered(comparison),
			reduction: numbered(reduction),
		};
		this.data = new TensorStorage(
			this,
			engine(),
			(data) => this.fillIn(data),
			(data) => this.share(data),
		);
		// On its first write the cpu backend recommends to install another one.
		Object.assign(this, { firstUse: false });
	}

	/**
	 * The values of a float tensor, for reading during one kernel; null where they are not floats: a tensor of
	 * type float32 that was cast from int32 or bool still has the integers' array.
	 */
	floats(tensor: TensorInfo): Float32Array | null {
		const data = this.data.peek(tensor.dataId);
		return tensor.dtype === "float32" && data.values instanceof Float32Array
			? this.inMemory(data, data.values)
			: null;
	}

	/** As `floats`, converted where they are not floats; for the fused kernels, which have no other path. */
	asFloats(tensor: TensorInfo): Float32Array {
		const data = this.data.peek(tensor.dataId);
		const { values } = data;
		return values instanceof Float32Array
			? this.inMemory(data, values)
			: Float32Array.from(values as ArrayLike<number>);
	}

	/** The values of an integer tensor, for reading during one kernel, converted where they are floats. */
	asIntegers(tensor: TensorInfo): Int32Array {
		const data = this.data.peek(tensor.dataId);
		const { values } = data;
		return values instanceof Int32Array
			? this.inMemory(data, values)
			: Int32Array.from(values as ArrayLike<number>);
	}

	/** The values of a bool tensor, for reading during one kernel: 0 is false. */
	asBytes(tensor: TensorInfo): Uint8Array {
		const data = this.data.peek(tensor.dataId);
		const { values } = data;
		return values instanceof Uint8Array
			? this.inMemory(data, values)
			: Uint8Array.from(values as ArrayLike<number>, (x) => (x ? 1 : 0));
	}

	/** Arrays for a kernel's outputs: unspecified contents, every element to be written. */
	allocate(length: number): Float32Array {
		return this.memoryOfTensors.floats(length);
	}

	allocateIntegers(length: number): Int32Array {
		return this.memoryOfTensors.integers(length);
	}

	allocateBytes(length: number): Uint8Array {
		return this.memoryOfTensors.bytes(length);
	}

	/** Gives back an array from `allocate` that became no tensor. */
	release(values: TensorArray): void {
		this.memoryOfTensors.giveBack(values);
	}

	/** Makes a tensor of an array from `allocate`, which belongs to the tensor from here on. */
	wrap(values: TensorArray, shape: number[], dtype: DataType = "float32"): TensorInfo {
		const dataId = this.write(values, shape, dtype);
		this.memoryOfTensors.adopt(values);
		this.data.entry(dataId).isPrivate = true;
		return { dataId, shape, dtype };
	}

	/** A tensor of one number. */
	scalar(value: number): TensorInfo {
		return this.wrap(this.allocate(1).fill(value), []);
	}

	/** Makes a tensor of the given rows, whose values are from `allocate`; zeros are added when somebody reads it. */
	wrapSparseRows(sparseRows: SparseRows, shape: number[]): TensorInfo {
		const tensor = this.makeTensorInfo(shape, "float32");
		const data = this.data.entry(tensor.dataId);
		this.memoryOfTensors.adopt(sparseRows.values);
		this.memoryOfTensors.adopt(sparseRows.rows);
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
		this.forgetPacked(data);
		return this.privateFloats(tensor);
	}

	/** The values of a float tensor in a buffer that nobody else can see, copied there where somebody might. */
	privateFloats(tensor: TensorInfo): Float32Array {
		const data = this.data.peek(tensor.dataId);
		const values = this.asFloats(tensor);
		if (data.isPrivate && values === data.values) return values;
		return this.own(data, values, this.allocate(values.length));
	}

	/** Keeps what a kernel made of the tensor's values, in an array from `allocate`, until they change. */
	keepPacked(data: TensorData, name: string, packed: PackedValues): void {
		if (packed.values) this.memoryOfTensors.adopt(packed.values);
		const before = data.packed?.[name]?.values;
		if (before) this.release(before);
		data.packed = { ...data.packed, [name]: packed };
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
		const data = this.data.peek(dataId);
		if (!this.memoryOfTensors.isCollected && data.isPrivate && isTensorArray(data.values))
			return data.values.slice();
		this.trim(data);
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
		if (data.sparseRows !== undefined) this.releaseSparseRows(data.sparseRows);
		else if (data.isPrivate) this.release(data.values as TensorArray);
		this.forgetPacked(data);
		this.data.delete(dataId);
		return true;
	}

	override memory() {
		return { ...super.memory(), numBytesHeld: this.memoryOfTensors.heldBytes };
	}

	override dispose(): void {
		this.memoryOfTensors.clear();
	}

	private fillIn(data: TensorData): void {
		const { count, width, rows, values } = data.sparseRows!;
		const out = this.allocate(count * width);
		this.binding.scatterAddRows({ rows: count, width, count: rows.length, values, indices: rows, out });
		this.memoryOfTensors.adopt(out);
		data.values = out;
		this.releaseSparseRows(data.sparseRows!);
		delete data.sparseRows;
	}

	private releaseSparseRows({ rows, values }: SparseRows): void {
		this.release(values);
		this.release(rows);
	}

	private forgetPacked(data: TensorData): void {
		for (const { values } of Object.values(data.packed ?? {})) if (values) this.release(values);
		delete data.packed;
	}

	/** The values where kernels can reach them, moved there if they are elsewhere. */
	private inMemory<Values extends TensorArray>(data: TensorData, values: Values): Values {
		if (this.memoryOfTensors.holds(values)) return values;
		const { length } = values;
		const space =
			values instanceof Float32Array
				? this.allocate(length)
				: values instanceof Int32Array
					? this.allocateIntegers(length)
					: this.allocateBytes(length);
		return this.own(data, values, space as Values);
	}

	private own<Values extends TensorArray>(data: TensorData, values: Values, space: Values): Values {
		space.set(values);
		this.memoryOfTensors.adopt(space);
		data.values = space;
		data.isPrivate = true;
		return space;
	}

	private share(data: TensorData): void {
		if (!this.memoryOfTensors.isCollected) this.trim(data);
		data.isPrivate = false;
	}

	/**
	 * Makes the array as long as its buffer before a reader gets it: `dataSync().buffer` is a common idiom,
	 * and a buffer of the pool is longer than its tensor.
	 */
	private trim(data: TensorData): void {
		const { values } = data;
		if (!data.isPrivate || !isTensorArray(values)) return;
		if (values.byteLength === values.buffer.byteLength) return;
		data.values = values.slice();
		this.release(values);
	}
}

function numbered(names: readonly string[]): Record<string, number> {
	return Object.fromEntries(names.map((name, number) => [name, number]));
}

function isTensorArray(values: unknown): values is TensorArray {
	return values instanceof Float32Array || values instanceof Int32Array || values instanceof Uint8Array;
}
