// Checks of vectors and matrices over plain arrays, so that a slip is named where it happens.

import { describeValue, isAttached, wrongArgument } from "@mirada/core-native/contract";
import { ShapeError } from "../shape-error.js";

/** @throws TypeError unless `value` is an array of numbers, ShapeError where it has another length than asked for. */
export function requireVector(where: string, name: string, value: unknown, length?: number): void {
	if (!isVector(value)) throw wrongArgument(where, name, "an array of numbers that can be read", value);
	if (length === undefined || value.length === length) return;
	throw new ShapeError({ where, expected: `${name} of ${length} numbers`, got: `${value.length}` });
}

/** @throws TypeError unless `value` is an array of rows of numbers, ShapeError unless the rows have one length. */
export function requireMatrix(
	where: string,
	name: string,
	value: unknown,
	rows?: number,
	columns?: number,
): void {
	if (!Array.isArray(value)) throw wrongArgument(where, name, "an array of rows of numbers", value);
	if (rows !== undefined && value.length !== rows) {
		throw new ShapeError({ where, expected: `${name} of ${rows} rows`, got: `${value.length}` });
	}
	for (const [i, row] of value.entries()) {
		requireVector(where, `${name}[${i}]`, row, columns ?? (value[0] as unknown[] | undefined)?.length);
	}
}

/** @throws TypeError unless `value` is an array of rows of booleans. */
export function requireBooleans(where: string, name: string, value: unknown): void {
	const isRow = (row: unknown) => Array.isArray(row) && row.every((allowed) => typeof allowed === "boolean");
	const wrong = Array.isArray(value) ? value.findIndex((row) => !isRow(row)) : undefined;
	if (wrong === -1) return;
	const got =
		wrong === undefined
			? describeValue(value)
			: `${describeValue((value as unknown[])[wrong])} as row ${wrong}`;
	throw new TypeError(`${where}: expected ${name} to be an array of rows of booleans, got ${got}`);
}

function isVector(value: unknown): value is ArrayLike<number> {
	if (value instanceof Float32Array || value instanceof Float64Array) return isAttached(value);
	// `every` alone would skip the holes of a sparse array.
	return Array.isArray(value) && Array.from(value as unknown[]).every((x) => typeof x === "number");
}
