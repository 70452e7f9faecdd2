// The matcher `toBeAllClose`: equality of numbers up to a tolerance, which names the worst one.

import { expect } from "vitest";

/** Anything with numbers: an array of any depth, a typed array, a tensor. */
export type Numbers = number | ArrayLike<number> | readonly Numbers[] | { dataSync(): ArrayLike<number> };

export interface Tolerance {
	/** Relative to the expected value; default 0. */
	rtol?: number;
	/** Absolute; default 1e-5. */
	atol?: number;
}

export interface Closeness {
	pass: boolean;
	message: string;
	/** Greatest |actual - expected| - rtol |expected|, as an absolute difference. */
	worst: number;
}

interface AllCloseMatchers<Result> {
	/** |actual - expected| <= atol + rtol |expected| everywhere; NaN equals NaN, infinities equal themselves. */
	toBeAllClose(expected: Numbers, tolerance?: Tolerance): Result;
}

declare module "vitest" {
	// biome-ignore lint/suspicious/noExplicitAny: vitest declares this interface with `any`.
	interface Matchers<T = any> extends AllCloseMatchers<T> {}
}

/** Compares number by number, in the order of the data. */
export function compareAll(
	actual: Numbers,
	expected: Numbers,
	{ rtol = 0, atol = 1e-5 }: Tolerance = {},
): Closeness {
	const a = flatten(actual);
	const e = flatten(expected);
	if (a.length !== e.length) {
		return { pass: false, message: `expected ${e.length} numbers, got ${a.length}`, worst: Number.NaN };
	}
	let worstIndex = -1;
	let worstExcess = Number.NEGATIVE_INFINITY;
	let outside = 0;
	for (let i = 0; i < e.length; i++) {
		const excess = difference(a[i]!, e[i]!) - (atol + rtol * (Number.isFinite(e[i]!) ? Math.abs(e[i]!) : 0));
		if (excess > 0) outside++;
		if (excess > worstExcess) {
			worstExcess = excess;
			worstIndex = i;
		}
	}
	const worst = worstIndex < 0 ? 0 : difference(a[worstIndex]!, e[worstIndex]!);
	const message =
		worstIndex < 0
			? "no numbers on either side"
			: `${outside} of ${e.length} numbers differ by more than atol=${atol} + rtol=${rtol} |expected|; ` +
				`worst at index ${worstIndex}: expected ${e[worstIndex]}, got ${a[worstIndex]} (difference ${worst})`;
	return { pass: outside === 0, message, worst };
}

/** NaN against a number, or any mismatch of infinities, is an infinite difference. */
function difference(actual: number, expected: number): number {
	if (Object.is(actual, expected) || actual === expected) return 0;
	const distance = Math.abs(actual - expected);
	return Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
}

function flatten(numbers: Numbers): number[] {
	if (typeof numbers === "number") return [numbers];
	if ("dataSync" in numbers) return Array.from(numbers.dataSync());
	return Array.from(numbers as ArrayLike<Numbers>).flatMap((part) =>
		typeof part === "number" ? part : flatten(part),
	);
}

expect.extend({
	toBeAllClose(actual: Numbers, expected: Numbers, tolerance?: Tolerance) {
		const { pass, message } = compareAll(actual, expected, tolerance);
		return { pass, message: () => message };
	},
});
