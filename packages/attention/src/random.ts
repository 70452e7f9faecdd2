/**
 * A seedable random generator whose state can be saved: xoshiro128** (Blackman and Vigna, "Scrambled Linear
 * Pseudorandom Number Generators", 2021), seeded by a SplitMix-style sequence. The same numbers on every machine.
 */

import { describeValue, requireKind, requireList } from "@mirada/core-native/contract";

/** The four 32-bit words of the generator. */
export type RandomState = readonly [number, number, number, number];

export class Random {
	private readonly words: Uint32Array;

	/** Streams with different keys are independent: `new Random(seed, epoch)` gives each epoch its own. */
	constructor(...keys: readonly number[]) {
		requireList("Random", "keys", keys, "numbers", (key) => typeof key === "number");
		this.words = seedWords(keys);
	}

	static fromState(state: RandomState): Random {
		requireList("Random.fromState", "state", state, "four numbers", (word) => typeof word === "number");
		if (state.length !== 4 || state.every((word) => word === 0)) {
			throw new RangeError(`Random.fromState: expected four words, not all zero, got [${state}]`);
		}
		const random = new Random();
		random.words.set(state);
		return random;
	}

	/** What `fromState` needs to go on from here; plain numbers, so that it survives JSON. */
	state(): RandomState {
		const [a = 0, b = 0, c = 0, d = 0] = this.words;
		return [a, b, c, d];
	}

	/** A whole number of 32 uniform bits. */
	uint32(): number {
		const s = this.words;
		const result = Math.imul(rotateLeft(Math.imul(s[1]!, 5), 7), 9) >>> 0;
		const shifted = s[1]! << 9;
		s[2]! ^= s[0]!;
		s[3]! ^= s[1]!;
		s[1]! ^= s[2]!;
		s[0]! ^= s[3]!;
		s[2]! ^= shifted;
		s[3] = rotateLeft(s[3]!, 11);
		return result;
	}

	/** Uniform in [0, 1), with 53 random bits. */
	float(): number {
		const high = this.uint32() >>> 5;
		const low = this.uint32() >>> 6;
		return (high * 2 ** 26 + low) / 2 ** 53;
	}

	/** A whole number in [0, limit), without the bias of a plain remainder; `limit` is at most 2³². */
	below(limit: number): number {
		if (!Number.isInteger(limit) || limit < 1 || limit > 2 ** 32) {
			throw new RangeError(
				`Random.below: expected a whole limit from 1 to 2^32, got ${describeValue(limit)}`,
			);
		}
		const fair = 2 ** 32 - (2 ** 32 % limit);
		let value = this.uint32();
		while (value >= fair) value = this.uint32();
		return value % limit;
	}

	chance(probability: number): boolean {
		requireKind("Random.chance", "probability", probability, "number");
		return this.float() < probability;
	}

	pick<Item>(items: readonly Item[]): Item {
		requireList("Random.pick", "items", items, "items");
		if (items.length === 0) throw new RangeError("Random.pick: expected at least one item, got none");
		return items[this.below(items.length)]!;
	}

	/** Fisher-Yates, in place; returns the same array. */
	shuffle<Item>(items: Item[]): Item[] {
		requireList("Random.shuffle", "items", items, "items");
		for (let last = items.length - 1; last > 0; last--) {
			const other = this.below(last + 1);
			const item = items[last]!;
			items[last] = items[other]!;
			items[other] = item;
		}
		return items;
	}
}

/** Every key stirs the whole hash, so (1, 2) and (2, 1) differ; a double's two halves both count. */
function seedWords(keys: readonly number[]): Uint32Array {
	let hash = 0;
	for (const key of keys) {
		const halves = new Uint32Array(new Float64Array([key]).buffer);
		hash = mix(mix(hash ^ halves[0]!) ^ halves[1]!);
	}
	const words = new Uint32Array(4);
	for (let i = 0; i < 4; i++) {
		hash = (hash + 0x9e3779b9) >>> 0;
		words[i] = mix(hash);
	}
	if (words.every((word) => word === 0)) words[0] = 1;
	return words;
}

/** The finaliser of MurmurHash3: a bijection of 32-bit words that flips half of the bits on any change. */
function mix(word: number): number {
	let h = (word + 0x9e3779b9) | 0;
	h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return (h ^ (h >>> 16)) >>> 0;
}

function rotateLeft(word: number, bits: number): number {
	return ((word << bits) | (word >>> (32 - bits))) >>> 0;
}
