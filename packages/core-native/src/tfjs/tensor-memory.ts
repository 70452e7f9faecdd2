// The memory of a backend's tensors, behind one interface: the JavaScript engine's own for the addon, WebAssembly's for
// the core in WebAssembly.

export type TensorArray = Float32Array | Int32Array | Uint8Array;

export interface TensorMemory {
	/**
	 * Whether the garbage collector frees an array that is not given back. Where it does not, nobody but the backend may
	 * keep one: whoever else wants the values gets a copy.
	 */
	readonly isCollected: boolean;
	/** Bytes that wait unused for the next array. */
	readonly heldBytes: number;

	/** Arrays of unspecified contents: whoever takes one writes every element. Their `buffer` may be longer. */
	floats(length: number): Float32Array;
	integers(length: number): Int32Array;
	bytes(length: number): Uint8Array;

	/** Whether kernels can read and write the array without a copy. */
	holds(values: TensorArray): boolean;
	/** From here on a tensor owns the array, and gives it back. */
	adopt(values: TensorArray): void;
	/** Takes back an array from this memory that nobody else can reach any more. */
	giveBack(values: TensorArray): void;
	/** Takes back every array that nobody adopted: those of a kernel that failed. */
	giveBackUnowned(): void;
	/** Forgets whatever waits unused. */
	clear(): void;
}
