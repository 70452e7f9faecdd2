// Axes: the position of a number, and which numbers are labelled.

/** `{ at(value), ticks }` over [low, high] in pixels; values beyond the ends are clamped. */
export function linearAxis(low, high, from, to) {
	const span = high - low || 1;
	const rough = span / 6;
	const power = 10 ** Math.floor(Math.log10(rough));
	const stepSize = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
	const ticks = [];
	for (let i = Math.ceil(low / stepSize - 1e-9); i * stepSize <= high * (1 + 1e-9); i++)
		ticks.push(Number((i * stepSize).toPrecision(6)));
	return { ticks, at: (value) => from + ((clamp(value, low, high) - low) / span) * (to - from) };
}

/** The same with equal steps for equal factors. */
export function logarithmicAxis(low, high, from, to) {
	const [first, last] = [Math.log(low), Math.log(high)];
	const span = last - first || 1;
	const factors = high / low > 2000 ? [1] : high / low > 8 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 8];
	const ticks = [];
	for (let decade = Math.floor(Math.log10(low)); decade <= Math.log10(high); decade++)
		for (const factor of factors) ticks.push(Number((factor * 10 ** decade).toPrecision(3)));
	return {
		ticks: ticks.filter((tick) => tick >= low * 0.999 && tick <= high * 1.001),
		at: (value) => from + ((Math.log(clamp(value, low, high)) - first) / span) * (to - from),
	};
}

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
