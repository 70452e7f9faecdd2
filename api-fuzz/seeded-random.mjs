// The random choices of one case: everything follows from seed and index, so that a case can be run again alone.

/** SplitMix32 over a mix of seed and index. */
export class SeededRandom {
	#state;

	constructor(seed, index) {
		this.#state = (Math.imul(seed >>> 0, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0;
	}

	/** From 0 to below 1. */
	next() {
		this.#state = (this.#state + 0x9e3779b9) >>> 0;
		let x = this.#state;
		x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
		x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
		return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
	}

	/** A whole number, both ends included. */
	integer(from, to) {
		return from + Math.floor(this.next() * (to - from + 1));
	}

	chance(probability) {
		return this.next() < probability;
	}

	pick(values) {
		return values[this.integer(0, values.length - 1)];
	}

	/** `count` results of `make`. */
	list(count, make) {
		return Array.from({ length: count }, (_, i) => make(i));
	}

	/** One of `make`'s values, or undefined. */
	maybe(probability, make) {
		return this.chance(probability) ? make() : undefined;
	}

	/** Floats in [-magnitude, magnitude). */
	floats(size, magnitude = 1) {
		return Float32Array.from({ length: size }, () => (2 * this.next() - 1) * magnitude);
	}

	integers(size, from, to) {
		return Int32Array.from({ length: size }, () => this.integer(from, to));
	}
}
