// Random choices that a seed and a case's number repeat.

/** mulberry32 over a hash of the two numbers. */
export function randomOf(seed, number) {
	let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35)) >>> 0;
	const float = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (limit) => Math.floor(float() * limit);
	return {
		below,
		chance: (probability) => float() < probability,
		pick: (items) => items[below(items.length)],
	};
}
