// The memory of a core in WebAssembly as JavaScript reads and writes it. Its size is fixed: growing would detach every
// tensor's array.

import type { Global, Memory, Table } from "./web-assembly.js";

/** What every core exports beside its functions. */
export interface CoreExports {
	malloc(bytes: number): number;
	free(pointer: number): void;
	_initialize(): void;
	napi_register_wasm_v1(env: number, exports: number): number;
	__indirect_function_table: Table;
	/** Where constants begin and end. */
	__global_base: Global;
	__data_end: Global;
}

const PAGE = 65536;

export class Heap {
	readonly buffer: ArrayBuffer;
	readonly bytes: Uint8Array<ArrayBuffer>;
	/** Pointers, sizes and handles: by `pointer >>> 2`. */
	readonly words: Uint32Array<ArrayBuffer>;
	/** By `pointer >>> 3`. */
	readonly doubles: Float64Array<ArrayBuffer>;
	private readonly constants = new Map<number, string>();
	private readonly firstConstant: number;
	private readonly endOfConstants: number;

	/** Makes `memory` as large as it will ever be, all of it for `malloc`. */
	constructor(
		memory: Memory,
		pages: number,
		readonly core: CoreExports,
	) {
		memory.grow(pages - memory.buffer.byteLength / PAGE);
		this.buffer = memory.buffer;
		this.bytes = new Uint8Array(memory.buffer);
		this.words = new Uint32Array(memory.buffer);
		this.doubles = new Float64Array(memory.buffer);
		this.firstConstant = core.__global_base.value;
		this.endOfConstants = core.__data_end.value;
	}

	/** Null where there is not so much memory. */
	allocate(bytes: number): number | null {
		const pointer = this.core.malloc(bytes) >>> 0;
		return pointer === 0 ? null : pointer;
	}

	free(pointer: number): void {
		this.core.free(pointer);
	}

	/** A C string, up to its 0 where no length is given. */
	text(pointer: number, length?: number): string {
		const isConstant = pointer >= this.firstConstant && pointer < this.endOfConstants && length === undefined;
		const known = isConstant ? this.constants.get(pointer) : undefined;
		if (known !== undefined) return known;
		const end = length === undefined ? this.bytes.indexOf(0, pointer) : pointer + length;
		const text = new TextDecoder().decode(this.bytes.subarray(pointer, end));
		if (isConstant) this.constants.set(pointer, text);
		return text;
	}

	/** Writes as much of a text as fits into `capacity` bytes with a 0 behind it; returns the bytes written before it. */
	writeText(text: string, pointer: number, capacity: number): number {
		const { written } = new TextEncoder().encodeInto(
			text,
			this.bytes.subarray(pointer, pointer + capacity - 1),
		);
		this.bytes[pointer + written] = 0;
		return written;
	}
}
