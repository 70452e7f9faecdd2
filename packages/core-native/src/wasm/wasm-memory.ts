// The tensors of the backend `mirada-wasm`, in the memory of the core itself: no call of a kernel copies them. The garbage
// collector does not see that memory, so every array is freed by its tensor, and nobody else may keep one.
import type { TensorArray, TensorMemory } from "../tfjs/tensor-memory.js";
import type { Heap } from "./heap.js";

const MEGABYTE = 2 ** 20;

export class WasmMemory implements TensorMemory {
	readonly isCollected = false;
	readonly heldBytes = 0;
	/** Addresses of arrays that no tensor owns yet. */
	private readonly unowned = new Set<number>();

	constructor(private readonly heap: Heap) {}

	floats(length: number): Float32Array {
		if (length === 0) return new Float32Array(0);
		return new Float32Array(this.heap.buffer, this.take(4 * length), length);
	}

	integers(length: number): Int32Array {
		if (length === 0) return new Int32Array(0);
		return new Int32Array(this.heap.buffer, this.take(4 * length), length);
	}

	bytes(length: number): Uint8Array {
		if (length === 0) return new Uint8Array(0);
		return new Uint8Array(this.heap.buffer, this.take(length), length);
	}

	holds(values: TensorArray): boolean {
		return values.buffer === this.heap.buffer || values.length === 0;
	}

	adopt(values: TensorArray): void {
		if (values.buffer === this.heap.buffer) this.unowned.delete(values.byteOffset);
	}

	giveBack(values: TensorArray): void {
		if (values.buffer !== this.heap.buffer) return;
		this.unowned.delete(values.byteOffset);
		this.heap.free(values.byteOffset);
	}

	giveBackUnowned(): void {
		for (const pointer of this.unowned) this.heap.free(pointer);
		this.unowned.clear();
	}

	clear(): void {}

	private take(bytes: number): number {
		const pointer = this.heap.allocate(bytes);
		if (pointer === null) throw outOfMemory(bytes, this.heap.buffer.byteLength);
		this.unowned.add(pointer);
		return pointer;
	}
}

/** There is no room for so many bytes in a memory of `all`. */
export function outOfMemory(bytes: number, all: number): RangeError {
	const wanted = bytes < MEGABYTE ? `${bytes} bytes` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
	return new RangeError(
		`mirada-wasm: out of memory: no room for ${wanted} in the ${all / MEGABYTE} MB of the backend\n` +
			"Hint: dispose of tensors (tf.tidy), use smaller batches, or give registerWasmBackend more memoryMegabytes.",
	);
}
