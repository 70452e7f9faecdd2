// Attention weights of one sentence pair as alignment is measured on them.
//
// **Which token a row belongs to:** row t holds the weights used while predicting target word t, so it aligns
// target word t. A decoder that attends with the state before reading word t-1 or after it differs in how it
// computes the row, not in what the row is for. A map that is off by one scores like a wrong map
// (Koehn & Knowles, 2017, section 3.5, found a trained system that was); `matchByRowShift` shows it.

import { describeValue, requireInteger, requireList, wrongArgument } from "@mirada/core-native/contract";

export interface AttentionMap {
	/** T x S, one row per target word (`eos` excluded), one column per source word; rows add up to 1. */
	weights: readonly (readonly number[])[];
	/** Largest mass of a row beyond the end of the source. Default 0. */
	paddingMass?: number;
	/** Mean mass on the source's `eos` before its column was dropped; null where the source has none. */
	eosMass?: number | null;
}

/** @throws TypeError unless `weights` is an array of rows of numbers, RangeError unless they have one length. */
export function requireWeights(where: string, weights: unknown): void {
	requireList(
		where,
		"weights",
		weights,
		"rows of numbers",
		(row) => Array.isArray(row) && row.every((weight) => typeof weight === "number"),
	);
	const rows = weights as readonly (readonly number[])[];
	const odd = rows.findIndex((row) => row.length !== rows[0]!.length);
	if (odd === -1) return;
	throw new RangeError(
		`${where}: expected rows of ${rows[0]!.length} weights, got ${rows[odd]!.length} in row ${odd}`,
	);
}

/** @throws TypeError unless `map` is an attention map. */
export function requireMap(where: string, map: unknown): asserts map is AttentionMap {
	if (typeof map !== "object" || map === null) throw wrongArgument(where, "map", "an AttentionMap", map);
	requireWeights(where, (map as Partial<AttentionMap>).weights);
}

/** @throws TypeError unless `map` is an attention map, RangeError unless its weights are finite and 0 or more. */
export function requireFiniteMap(where: string, map: unknown): asserts map is AttentionMap {
	requireMap(where, map);
	for (const [t, row] of map.weights.entries()) {
		const s = row.findIndex((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
		if (s === -1) continue;
		throw new RangeError(
			`${where}: expected finite weights of 0 or more, got ${row[s]} in row ${t}, column ${s}`,
		);
	}
}

/**
 * Drops the column of the source's `eos`, which is no word, and makes rows add up to 1 again:
 * A'[t,s] = A[t,s] / (1 - A[t,eos]). A row that looked at nothing else becomes uniform. The source encoding of
 * this package has no `eos`; others have.
 */
export function withoutEosColumn(weights: readonly (readonly number[])[], eosColumn: number): AttentionMap {
	requireWeights("withoutEosColumn", weights);
	let mass = 0;
	const rows = weights.map((row) => {
		const eos = typeof eosColumn === "number" ? row[eosColumn] : undefined;
		if (eos === undefined) {
			throw new RangeError(
				`withoutEosColumn: expected a column from 0 to ${row.length - 1}, got ${describeValue(eosColumn)}`,
			);
		}
		mass += eos;
		const words = row.filter((_, s) => s !== eosColumn);
		// Summed rather than 1 - eos: exact when the rows do not quite add up to 1.
		const rest = words.reduce((sum, weight) => sum + weight, 0);
		return words.map((weight) => (rest > 0 ? weight / rest : 1 / words.length));
	});
	return { weights: rows, eosMass: weights.length === 0 ? 0 : mass / weights.length };
}

/** Null: every source word alike. A[t,s] = 1/S. */
export function uniformMap(targetLength: number, sourceLength: number): AttentionMap {
	requireInteger("uniformMap", "targetLength", targetLength);
	requireInteger("uniformMap", "sourceLength", sourceLength, 0, 2 ** 31 - 1);
	const row = new Array<number>(sourceLength).fill(1 / sourceLength);
	return { weights: Array.from({ length: targetLength }, () => row) };
}

/**
 * Null: the words in order, whatever they are. All weight on the source word at the same relative place, the s
 * nearest to (t + 1/2) S/T - 1/2; halves when two are equally near.
 */
export function diagonalMap(targetLength: number, sourceLength: number): AttentionMap {
	requireInteger("diagonalMap", "targetLength", targetLength);
	requireInteger("diagonalMap", "sourceLength", sourceLength, 0, 2 ** 31 - 1);
	const weights = Array.from({ length: targetLength }, (_, t) => {
		const place = ((t + 0.5) * sourceLength) / targetLength - 0.5;
		const row = new Array<number>(sourceLength).fill(0);
		const distances = row.map((_, s) => Math.abs(s - place));
		const nearest = Math.min(...distances);
		const near = distances.flatMap((distance, s) => (distance - nearest < 1e-9 ? [s] : []));
		for (const s of near) row[s] = 1 / near.length;
		return row;
	});
	return { weights };
}
