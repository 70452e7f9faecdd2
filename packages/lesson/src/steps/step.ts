// What an exercise shows is a list of steps: text to read, numbers to check by hand, maps, checks, a question. The
// steps are data: the terminal draws them, a page renders them, `--json` prints them, a test reads them.

import { fixed, type NumberStyle, scientific } from "../language/index.js";

export type Step =
	| { kind: "text"; text: string }
	/** A formula or a fragment of code, shown as it is. */
	| { kind: "formula"; text: string }
	/** A matrix with names for its rows and columns. */
	| {
			kind: "matrix";
			name: string;
			shape: readonly number[];
			rows: readonly string[];
			columns: readonly string[];
			values: readonly (readonly number[])[];
	  }
	/** `text`: cells are words and stand to the left; default numbers, to the right. */
	| { kind: "table"; text?: boolean; head: readonly string[]; rows: readonly (readonly string[])[] }
	| {
			kind: "map";
			name: string;
			source: readonly string[];
			target: readonly string[];
			weights: readonly (readonly number[])[];
	  }
	| { kind: "check"; text: string; passed: boolean; detail: string }
	| { kind: "question"; text: string; answer: string };

/** A matrix whose shape is that of its values. */
export function matrix(
	name: string,
	rows: readonly string[],
	columns: readonly string[],
	values: readonly (readonly number[])[],
): Step {
	return { kind: "matrix", name, shape: [rows.length, columns.length], rows, columns, values };
}

/** Names for axes that have none: 0, 1, 2 ... */
export function numbered(size: number, prefix = ""): string[] {
	return Array.from({ length: size }, (_, index) => `${prefix}${index}`);
}

/** Largest difference between two matrices of one shape. */
export function largestDifference(
	one: readonly (readonly number[])[],
	other: readonly (readonly number[])[],
): number {
	let largest = one.length === other.length ? 0 : Number.POSITIVE_INFINITY;
	one.forEach((row, index) => {
		row.forEach((value, column) => {
			const difference = Math.abs(value - (other[index]?.[column] ?? Number.NaN));
			largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(largest, difference);
		});
	});
	return largest;
}

/** The sums of the rows of a matrix of weights, as a check shows them. */
export function sumsText(sums: readonly number[], style: NumberStyle): string {
	return sums.map((total) => fixed(total, 4, style)).join("  ");
}

/** A difference, as a check shows it. */
export function differenceText(difference: number, style: NumberStyle): string {
	return `max |Δ| = ${scientific(difference, style)}`;
}

export function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
