// Gradients without calculus: what a gradient written by hand is tested against.

/**
 * d f / d x[i] = (f(x + h e_i) - f(x - h e_i)) / (2 h) for every i.
 *
 * @param f scalar function of numbers; sum in double precision where float32 would drown the difference
 * @param x where to differentiate
 * @param h half the distance of the two samples; for float32 functions about 1e-2, for double 1e-5
 */
export function finiteDifference(
	f: (x: readonly number[]) => number,
	x: readonly number[],
	h = 1e-2,
): number[] {
	return x.map((center, i) => {
		const moved = [...x];
		moved[i] = center + h;
		const above = f(moved);
		moved[i] = center - h;
		return (above - f(moved)) / (2 * h);
	});
}
