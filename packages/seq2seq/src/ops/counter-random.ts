// Random bits as a pure function of a key and a counter. Nothing is drawn in sequence and no state is kept,
// so a training run that was killed goes on with exactly the numbers it would have seen.

/** 2^32 / golden ratio: its multiples are spread evenly over 32 bits. */
export const GOLDEN = 0x9e3779b9;

/** Mixes 32 bits until each depends on all (the finaliser of MurmurHash3, Appleby, public domain). */
export function mix32(value: number): number {
	let x = value | 0;
	x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
	x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
	return (x ^ (x >>> 16)) >>> 0;
}

/** One 32-bit key out of several integers; their order matters. */
export function deriveKey(...parts: readonly number[]): number {
	let key = GOLDEN;
	for (const part of parts) key = mix32(Math.imul(key, 5) + mix32(part + GOLDEN));
	return key;
}

/** The 32-bit key of a name (FNV-1a, Fowler, Noll and Vo). */
export function keyOfText(text: string): number {
	let hash = 0x811c9dc5;
	for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
	return hash >>> 0;
}
