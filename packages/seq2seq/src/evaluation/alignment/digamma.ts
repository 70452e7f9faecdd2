// The digamma function psi(x) = d/dx ln Gamma(x), for x > 0.

/** Shifts x above 6 by psi(x) = psi(x + 1) - 1/x, then the asymptotic series (Abramowitz & Stegun, 6.3.18). */
export function digamma(x: number): number {
	let shift = 0;
	let y = x;
	while (y < 6) {
		shift -= 1 / y;
		y++;
	}
	const r = 1 / (y * y);
	const series = r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132)))));
	return shift + Math.log(y) - 1 / (2 * y) - series;
}
