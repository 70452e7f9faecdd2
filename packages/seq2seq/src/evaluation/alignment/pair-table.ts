// Numbers for pairs of whole numbers: a hash table in typed arrays, because a corpus has millions of
// co-occurring word pairs and a Map of them would take gigabytes.

const EMPTY = -1;

export class PairTable {
	private firsts = new Int32Array(1 << 16).fill(EMPTY);
	private seconds = new Int32Array(1 << 16);
	private indices = new Int32Array(1 << 16);
	private count = 0;

	/** How many different pairs were added; their indices are 0 to size - 1, in order of first appearance. */
	get size(): number {
		return this.count;
	}

	/** The index of a pair, given one if it is new. Both numbers are at least 0. */
	add(first: number, second: number): number {
		let slot = this.slotOf(first, second);
		if (this.firsts[slot] === EMPTY) {
			// Half full at most, or the chains of collisions grow.
			if (2 * this.count >= this.firsts.length) {
				this.grow();
				slot = this.slotOf(first, second);
			}
			this.put(slot, first, second, this.count++);
		}
		return this.indices[slot]!;
	}

	/** The index of a pair, or -1. */
	find(first: number, second: number): number {
		const slot = this.slotOf(first, second);
		return this.firsts[slot] === EMPTY ? -1 : this.indices[slot]!;
	}

	/** Where the pair is, or the free place where it would go: linear probing. */
	private slotOf(first: number, second: number): number {
		const { firsts, seconds } = this;
		const mask = firsts.length - 1;
		let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
		hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
		let slot = (hash ^ (hash >>> 13)) & mask;
		while (firsts[slot] !== EMPTY && (firsts[slot] !== first || seconds[slot] !== second)) {
			slot = (slot + 1) & mask;
		}
		return slot;
	}

	private put(slot: number, first: number, second: number, index: number): void {
		this.firsts[slot] = first;
		this.seconds[slot] = second;
		this.indices[slot] = index;
	}

	private grow(): void {
		const { firsts, seconds, indices } = this;
		this.firsts = new Int32Array(2 * firsts.length).fill(EMPTY);
		this.seconds = new Int32Array(2 * firsts.length);
		this.indices = new Int32Array(2 * firsts.length);
		for (let slot = 0; slot < firsts.length; slot++) {
			const first = firsts[slot]!;
			if (first === EMPTY) continue;
			this.put(this.slotOf(first, seconds[slot]!), first, seconds[slot]!, indices[slot]!);
		}
	}
}
