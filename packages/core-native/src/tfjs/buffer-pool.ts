// Large buffers, kept for the next step of training: fresh memory costs a page fault every 4 kB,
// which for tens of megabytes of gradients a step is more time than the arithmetic that fills them.

import type { TensorArray, TensorMemory } from "./tensor-memory.js";

export interface BufferPoolOptions {
	/** Buffers below this many bytes are left to the garbage collector. Default 64 KiB. */
	smallestBytes?: number;
	/** What the pool may hold at most while nobody uses it. Default 512 MiB. */
	limitBytes?: number;
}

export class BufferPool implements TensorMemory {
	readonly isCollected = true;
	/** Free buffers by capacity in bytes. */
	private readonly free = new Map<number, ArrayBuffer[]>();
	private readonly smallestBytes: number;
	private readonly limitBytes: number;
	private held = 0;

	constructor(options: BufferPoolOptions = {}) {
		this.smallestBytes = options.smallestBytes ?? 64 * 1024;
		this.limitBytes = options.limitBytes ?? 512 * 1024 * 1024;
	}

	get heldBytes(): number {
		return this.held;
	}

	floats(length: number): Float32Array {
		const bytes = length * Float32Array.BYTES_PER_ELEMENT;
		if (bytes < this.smallestBytes) return new Float32Array(length);
		return new Float32Array(this.take(bytes), 0, length);
	}

	integers(length: number): Int32Array {
		const bytes = length * Int32Array.BYTES_PER_ELEMENT;
		if (bytes < this.smallestBytes) return new Int32Array(length);
		return new Int32Array(this.take(bytes), 0, length);
	}

	bytes(length: number): Uint8Array {
		if (length < this.smallestBytes) return new Uint8Array(length);
		return new Uint8Array(this.take(length), 0, length);
	}

	holds(): boolean {
		return true;
	}

	adopt(): void {}

	giveBackUnowned(): void {}

	/** A buffer of at least so many bytes. */
	private take(bytes: number): ArrayBuffer {
		const smallest = capacityFor(bytes);
		for (let capacity = smallest; capacity <= MOST_EXCESS * smallest; capacity = capacityFor(capacity + 1)) {
			const buffer = this.free.get(capacity)?.pop();
			if (buffer === undefined) continue;
			this.held -= capacity;
			return buffer;
		}
		return new ArrayBuffer(smallest);
	}

	giveBack(values: TensorArray): void {
		const capacity = values.buffer.byteLength;
		if (capacity < this.smallestBytes || this.held + capacity > this.limitBytes) return;
		const list = this.free.get(capacity);
		if (list === undefined) this.free.set(capacity, [values.buffer as ArrayBuffer]);
		else list.push(values.buffer as ArrayBuffer);
		this.held += capacity;
	}

	clear(): void {
		this.free.clear();
		this.held = 0;
	}
}

/** How much longer than needed a free buffer may be and still be taken. */
const MOST_EXCESS = 1.5;

/**
 * Rounds up to an eighth of the power of two below: batches differ a little in length from step to step,
 * and their buffers should fit one another. At most an eighth of a new buffer is wasted.
 */
function capacityFor(bytes: number): number {
	const granule = 2 ** Math.max(6, Math.floor(Math.log2(bytes)) - 3);
	return Math.ceil(bytes / granule) * granule;
}
