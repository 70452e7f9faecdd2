// Reads what a student's function returned, and says precisely what is wrong with it.

import { fixed } from "../language/index.js";
import { type Examination, isTensor, kindOf } from "./examination.js";
import { Failure } from "./failure.js";

type Reading = Pick<Examination, "texts" | "numbers">;
/** (rows, columns). */
export type MatrixShape = readonly [rows: number, columns: number];

/** The fields of a returned object. */
export function readFields(
	value: unknown,
	where: string,
	names: readonly string[],
	{ texts }: Reading,
): unknown[] {
	if (typeof value !== "object" || value === null || Array.isArray(value) || isTensor(value))
		throw new Failure(texts.wrongKind(where, texts.objectWith(names), kindOf(value, texts)));
	return names.map((name) => {
		const field: unknown = Reflect.get(value, name);
		if (field === undefined)
			throw new Failure(texts.missingField(where, name, Object.keys(value)), "missing-field");
		return field;
	});
}

/** Rows of numbers, all of one length, NaN among them; the shape is any. */
export function readRows(value: unknown, where: string, { texts }: Reading): number[][] {
	if (isTensor(value))
		throw new Failure(texts.wrongKind(where, texts.kinds.rows, kindOf(value, texts)), "no-tensor");
	if (!isList(value)) throw new Failure(texts.wrongKind(where, texts.kinds.rows, kindOf(value, texts)));
	const rows = Array.from(value as ArrayLike<unknown>, (row, index) => {
		if (!isList(row)) {
			const hint = isTensor(row) ? "no-tensor" : undefined;
			throw new Failure(
				texts.wrongKind(`${where}[${index}]`, texts.kinds.rowOfNumbers, kindOf(row, texts)),
				hint,
			);
		}
		return Array.from(row as ArrayLike<unknown>, (cell, column) => {
			if (typeof cell === "number") return cell;
			throw new Failure(
				texts.wrongKind(`${where}[${index}][${column}]`, texts.kinds.number, kindOf(cell, texts)),
			);
		});
	});
	const odd = rows.findIndex((row) => row.length !== rows[0]!.length);
	if (odd !== -1) throw new Failure(texts.ragged(where, rows[0]!.length, odd, rows[odd]!.length));
	return rows;
}

export function requireShape(
	rows: readonly (readonly number[])[],
	where: string,
	shape: MatrixShape,
	{ texts }: Reading,
): void {
	const got = [rows.length, rows[0]?.length ?? 0];
	if (got[0] !== shape[0] || got[1] !== shape[1]) throw new Failure(texts.shape(where, shape, got));
}

/** @throws Failure at the first NaN or infinity */
export function requireFinite(rows: readonly (readonly number[])[], where: string, { texts }: Reading): void {
	for (const [t, row] of rows.entries()) {
		const s = row.findIndex((value) => !Number.isFinite(value));
		if (s !== -1) throw new Failure(texts.notFinite(`${where}[${t}][${s}]`, String(row[s])));
	}
}

/** @throws Failure at the first row that does not sum to 1 */
export function requireUnitRows(
	rows: readonly (readonly number[])[],
	where: string,
	{ texts, numbers }: Reading,
): void {
	for (const [t, row] of rows.entries()) {
		const total = row.reduce((sum, weight) => sum + weight, 0);
		if (!(Math.abs(total - 1) < 1e-4))
			throw new Failure(texts.rowSum(`${where}[${t}]`, fixed(total, 4, numbers)));
	}
}

/** @throws Failure where the worst difference is beyond `tolerance` times the larger of 1 and the expected value */
export function requireClose(
	got: readonly (readonly number[])[],
	expected: readonly (readonly number[])[],
	where: string,
	{ texts, numbers }: Reading,
	tolerance: number,
): void {
	let worst = { error: 0, place: "", got: 0, expected: 0 };
	for (const [t, row] of expected.entries()) {
		for (const [s, value] of row.entries()) {
			const found = got[t]?.[s] ?? Number.NaN;
			const difference = Math.abs(found - value) / Math.max(1, Math.abs(value));
			const error = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
			if (error > worst.error) worst = { error, place: `${where}[${t}][${s}]`, got: found, expected: value };
		}
	}
	if (worst.error <= tolerance) return;
	const show = (value: number) => (Number.isFinite(value) ? fixed(value, 4, numbers) : String(value));
	throw new Failure(texts.value(worst.place, show(worst.expected), show(worst.got)));
}

export function isClose(
	got: readonly (readonly number[])[],
	expected: readonly (readonly number[])[],
	tolerance: number,
): boolean {
	return (
		got.length === expected.length &&
		got.every(
			(row, t) =>
				row.length === expected[t]!.length &&
				row.every(
					(value, s) => Math.abs(value - expected[t]![s]!) <= tolerance * Math.max(1, Math.abs(value)),
				),
		)
	);
}

/** The name of the first candidate that gives these numbers. */
export function firstMatch<Name>(
	got: readonly (readonly number[])[],
	candidates: readonly (readonly [Name, readonly (readonly number[])[]])[],
	tolerance: number,
): Name | undefined {
	return candidates.find(([, numbers]) => isClose(got, numbers, tolerance))?.[0];
}

function isList(value: unknown): boolean {
	return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}
