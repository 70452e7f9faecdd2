// A table for a terminal: columns as wide as their widest cell, numbers to the right.

import { padEnd, padStart, type TextStyle, visibleWidth } from "./text-style.js";

export interface Table {
	/** One heading per column. */
	head: readonly string[];
	rows: readonly (readonly string[])[];
	/** Columns aligned to the left; the others are numbers. Default: the first. */
	leftColumns?: readonly number[];
}

export function renderTable(table: Table, style: TextStyle): string {
	const left = new Set(table.leftColumns ?? [0]);
	const widths = table.head.map((heading, column) =>
		Math.max(visibleWidth(heading), ...table.rows.map((row) => visibleWidth(row[column] ?? ""))),
	);
	const line = (cells: readonly string[]) =>
		widths
			.map((width, column) => (left.has(column) ? padEnd : padStart)(cells[column] ?? "", width))
			.join("  ")
			.trimEnd();
	const rule = widths.map((width) => "─".repeat(width)).join("  ");
	return [style.bold(line(table.head)), style.dim(rule), ...table.rows.map(line)].join("\n");
}
