// Links from a finished attention map, by making its rows and columns share fairly.
//
// The row maximum asks each target word for its source word alone. A source word that draws attention from everywhere
// (often the full stop, or the word that the decoder has just read) then wins rows that are not its own. Here every
// target word has the share 1 and every source word T/S, and the map is scaled by one factor per row and one per
// column until its sums are these shares:
//
//   B[t,s] = u[t] A[t,s] exp(-tension |(t + 1/2)/T - (s + 1/2)/S|) v[s],   sum_s B[t,s] = 1,   sum_t B[t,s] = T/S
//
// Alternate scaling finds u and v (Sinkhorn & Knopp, 1967): rows once, then in each pass columns and rows. B is the transport plan with these marginals that is
// closest to A in relative entropy; with A = exp(-cost/epsilon) it solves entropic optimal transport (Cuturi, 2013,
// eq. 2 and section 4). Each target word is then linked to its largest B[t,s].
import {
	describeValue,
	type OptionNames,
	requireInteger,
	requireOptions,
} from "@mirada/core-native/contract";
import type { AlignmentLink } from "../../data/corpus.js";
import { type AttentionMap, requireFiniteMap } from "./attention-map.js";

export interface SinkhornOptions {
	/** How often the columns and then the rows are scaled. Default 5: few, since each pass also amplifies noise. */
	passes?: number;
	/** How strongly the diagonal is preferred before scaling; 0 is not at all. Default 4, as in fast_align. */
	tension?: number;
}

export const SINKHORN_NAMES: OptionNames<SinkhornOptions> = { passes: true, tension: true };

/** Most passes: beyond it a call would take minutes without changing a link. */
const MOST_PASSES = 1_000_000;

/** Weights whose relative difference is smaller are equal but for rounding. */
const TIE = 1e-9;

/**
 * The map of B. Its rows sum to 1; its columns are as near to T/S as the passes bring them. A row or column of zeros
 * has no share and stays zero: the other columns share the other rows equally. `<eos>` has to be gone from the map
 * (`withoutEosColumn`), and is from `forcedAttention`; punctuation has a share like any word.
 * @throws RangeError for weights that are negative or not finite.
 */
export function sinkhornMap(map: AttentionMap, options: SinkhornOptions = {}): AttentionMap {
	return { ...map, weights: scaled("sinkhornMap", map, options) };
}

/**
 * The link of each target word to its largest weight in `sinkhornMap`; none for a row of zeros. Of equally large ones
 * the larger in `map` is taken, then the first: with one target word, scaling makes all weights equal.
 */
export function sinkhornAlignment(map: AttentionMap, options: SinkhornOptions = {}): AlignmentLink[] {
	return scaled("sinkhornAlignment", map, options).flatMap((row, t): AlignmentLink[] => {
		const highest = Math.max(0, ...row);
		if (highest === 0) return [];
		const before = map.weights[t]!.map((weight, s) => (row[s]! >= highest * (1 - TIE) ? weight : -1));
		return [[before.indexOf(Math.max(...before)), t]];
	});
}

function scaled(where: string, map: AttentionMap, options: SinkhornOptions): number[][] {
	requireFiniteMap(where, map);
	requireSinkhorn(where, options);
	const { passes = 5, tension = 4 } = options;
	const rows = map.weights.map((row) => [...row]);
	const S = rows[0]?.length ?? 0;
	nearDiagonal(rows, tension);
	for (const row of rows) toSum(row, 1);
	const usedRows = rows.filter((row) => row.some((weight) => weight > 0)).length;
	const usedColumns = Array.from({ length: S }, (_, s) => s).filter((s) => rows.some((row) => row[s]! > 0));
	const share = usedRows / usedColumns.length;
	for (let pass = 0; pass < passes; pass++) {
		for (const s of usedColumns) {
			const column = rows.map((row) => row[s]!);
			toSum(column, share);
			for (const [t, weight] of column.entries()) rows[t]![s] = weight;
		}
		for (const row of rows) toSum(row, 1);
	}
	return rows;
}

function nearDiagonal(rows: number[][], tension: number): void {
	if (tension === 0) return;
	const T = rows.length;
	for (const [t, row] of rows.entries()) {
		const S = row.length;
		const distances = row.map((_, s) => Math.abs((t + 0.5) / T - (s + 0.5) / S));
		// A factor per row changes nothing that is scaled later, and keeps a strong prior from underflowing to zeros.
		const nearest = Math.min(...distances.filter((_, s) => row[s]! > 0));
		for (let s = 0; s < S; s++) {
			if (row[s]! > 0) row[s]! *= Math.exp(-tension * (distances[s]! - nearest));
		}
	}
}

/** Scales `values` in place; zeros stay zeros. Divides by the largest first, so that no sum or factor overflows. */
function toSum(values: number[], sum: number): void {
	const largest = Math.max(0, ...values);
	if (largest === 0) return;
	let total = 0;
	for (const value of values) total += value / largest;
	for (let i = 0; i < values.length; i++) values[i] = (values[i]! / largest / total) * sum;
}

/** @throws TypeError for an unknown option, RangeError for a number that does not fit. */
function requireSinkhorn(where: string, options: SinkhornOptions): void {
	requireOptions(where, options, SINKHORN_NAMES);
	const { passes, tension } = options;
	if (passes !== undefined) requireInteger(where, "passes", passes, 0, MOST_PASSES);
	if (tension === undefined || (typeof tension === "number" && tension >= 0 && tension < Infinity)) return;
	throw new RangeError(
		`${where}: expected tension to be a number of 0 or more, got ${describeValue(tension)}`,
	);
}
