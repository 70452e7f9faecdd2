// Typed arrays that lie outside of the core's memory, copied in for one call, and back after it. The tensors of the backend
// lie inside, where this costs nothing; small arguments come this way.
import type { Heap } from "./heap.js";

export type View = Exclude<ArrayBufferView, DataView> & { readonly length: number };

interface Staged {
	view: View;
	pointer: number;
	/** Whether it has memory of its own, which is freed after the call. */
	isSeparate: boolean;
}

/** Small arrays share a block that is there already. */
const BLOCK = 64 * 1024;
const ALIGNMENT = 16;

export class StagedArrays {
	private readonly block: number;
	private used = 0;
	private readonly staged: Staged[] = [];

	constructor(private readonly heap: Heap) {
		const block = heap.allocate(BLOCK);
		if (block === null) throw new RangeError("mirada-wasm: the memory is too small for any work");
		this.block = block;
	}

	/** Runs a call; arrays that were copied in meanwhile are copied back. */
	during<Result>(call: () => Result): Result {
		const { used } = this;
		const { length } = this.staged;
		try {
			return call();
		} finally {
			for (const { view, pointer, isSeparate } of this.staged.splice(length)) {
				bytesOf(view).set(this.heap.bytes.subarray(pointer, pointer + view.byteLength));
				if (isSeparate) this.heap.free(pointer);
			}
			this.used = used;
		}
	}

	/** Where C++ finds the elements; null where there is no memory for them. */
	pointerTo(view: View): number | null {
		if (view.buffer === this.heap.buffer) return view.byteOffset;
		if (view.byteLength === 0) return this.block;
		const known = this.staged.find((staged) => staged.view === view);
		if (known !== undefined) return known.pointer;
		const pointer = this.place(view.byteLength);
		if (pointer === null) return null;
		this.heap.bytes.set(bytesOf(view), pointer);
		const isSeparate = pointer < this.block || pointer >= this.block + BLOCK;
		this.staged.push({ view, pointer, isSeparate });
		return pointer;
	}

	private place(bytes: number): number | null {
		const end = this.used + Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
		if (end > BLOCK) return this.heap.allocate(bytes);
		const pointer = this.block + this.used;
		this.used = end;
		return pointer;
	}
}

function bytesOf({ buffer, byteOffset, byteLength }: View): Uint8Array {
	return new Uint8Array(buffer, byteOffset, byteLength);
}
