// What the width d of queries and keys does to the softmax: the variance of the scores, how sharp the weights are, and
// how much gradient comes through.

import { softmax } from "./by-hand.js";
import { gaussianFrom } from "./gaussian.js";

/** By what the dot product is divided. */
export type Scaling = "none" | "sqrt" | "full";

export const KEYS = 8;
const QUERIES = 200;
export const LARGEST_EXPONENT = 10;

export interface Saturation {
	/** Width of queries and keys. */
	d: number;
	/** The scores of all queries, after scaling. */
	scores: readonly number[];
	variance: number;
	/** The weights of a query from the largest to the smallest, as means over the queries. */
	weights: readonly number[];
	/** The largest weight, the entropy in bits and the norm of the softmax's Jacobian, as means over the queries. */
	largestWeight: number;
	entropy: number;
	gradient: number;
}

/**
 * Measures `QUERIES` random queries of width d = 2^exponent with `KEYS` random keys each. All widths use the same
 * numbers: the vectors of a smaller width are the beginnings of those of a larger one.
 */
export function saturationAt(exponent: number, scaling: Scaling): Saturation {
	const d = 2 ** exponent;
	const divisor = scaling === "none" ? 1 : scaling === "sqrt" ? Math.sqrt(d) : d;
	const rows = dotProducts(exponent).map((row) => row.map((score) => score / divisor));
	const weights = rows.map(softmax);
	const scores = rows.flat();
	return {
		d,
		scores,
		variance: mean(scores.map((score) => score ** 2)) - mean(scores) ** 2,
		weights: Array.from({ length: KEYS }, (_, rank) =>
			mean(weights.map((row) => row.toSorted((a, b) => b - a)[rank]!)),
		),
		largestWeight: mean(weights.map((row) => Math.max(...row))),
		entropy: mean(weights.map(entropyOf)),
		gradient: mean(weights.map(jacobianNorm)),
	};
}

/** Entropy in bits: 3 for eight equal weights, 0 where one key has all. */
export function entropyOf(weights: readonly number[]): number {
	return weights.reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0);
}

/** Frobenius norm of the softmax's Jacobian, J[i][j] = p[i] (δ[i][j] − p[j]): what is left of a gradient behind it. */
export function jacobianNorm(weights: readonly number[]): number {
	let squares = 0;
	weights.forEach((p, i) => {
		weights.forEach((q, j) => {
			squares += (p * ((i === j ? 1 : 0) - q)) ** 2;
		});
	});
	return Math.sqrt(squares);
}

let table: number[][][] | undefined;

/** Scores `[query][key]` of width 2^exponent, worked out once for all widths by running sums. */
function dotProducts(exponent: number): number[][] {
	table ??= measureAllWidths();
	return table[exponent]!;
}

function measureAllWidths(): number[][][] {
	const gaussian = gaussianFrom(2017);
	const byExponent: number[][][] = Array.from({ length: LARGEST_EXPONENT + 1 }, () => []);
	for (let query = 0; query < QUERIES; query++) {
		const sums = new Array<number>(KEYS).fill(0);
		let exponent = 0;
		for (let i = 1; i <= 2 ** LARGEST_EXPONENT; i++) {
			const q = gaussian();
			for (let key = 0; key < KEYS; key++) sums[key]! += q * gaussian();
			if (i === 2 ** exponent) byExponent[exponent++]!.push([...sums]);
		}
	}
	return byExponent;
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
