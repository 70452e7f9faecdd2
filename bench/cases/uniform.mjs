// Random numbers that are the same in every process and in a page.

/** Gives numbers in [0, 1), one a call (a linear congruential generator). */
export function uniformFrom(seed) {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}
