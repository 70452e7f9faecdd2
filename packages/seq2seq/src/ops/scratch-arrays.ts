// Arrays that serve again. A training step makes large masks of the same few sizes; new ones each time would
// have the garbage collector walk the whole corpus every few steps.

/** Lends arrays until `reclaim`, which its owner calls when every tensor made of them is gone. */
export class ScratchArrays {
	private free: Float32Array[] = [];
	private lent: Float32Array[] = [];

	/** `length` numbers of unspecified value. */
	take(length: number): Float32Array {
		const place = this.free.findIndex((array) => array.length >= length);
		const array = place < 0 ? new Float32Array(length * 2) : this.free.splice(place, 1)[0]!;
		this.lent.push(array);
		return array.subarray(0, length);
	}

	/** Takes every lent array back. */
	reclaim(): void {
		// Smallest first, so that `take` leaves the large ones for who needs them.
		this.free = [...this.free, ...this.lent].sort((a, b) => a.length - b.length);
		this.lent = [];
	}
}
