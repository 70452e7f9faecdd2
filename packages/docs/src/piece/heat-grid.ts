// The map as a table: words at its edges, a number in every cell, its colour from the same scale as the figure that
// Mirada draws. The same table is the picture, the text for a screen reader, and, once the page's code runs, the grid
// for the keyboard; so nothing moves when it comes alive.

import { escapeXml as html, shareClass } from "@mirada/attention/figures";
import { fixed, type Language } from "./language.js";

export interface HeatGrid {
	/** Name of the grid within its piece. */
	name: string;
	/** What the table shows, in a sentence: its caption. */
	caption: string;
	/** The rows: what is written (queries); the columns: what is looked at (keys). */
	rows: readonly string[];
	columns: readonly string[];
	values: readonly (readonly number[])[];
	/** Names of the axes. */
	rowAxis: string;
	columnAxis: string;
	/** Default 2. */
	decimals?: number;
	/** Value of the strongest colour; default 1. */
	most?: number;
	/** Words for a cell instead of its number. */
	cellText?: (row: number, column: number) => string;
	/** What a cell says when it is read: "coche mira a car: 0,87". */
	describeCell: (row: number, column: number) => string;
	/** Cells that stand back, as the future of a masked map. */
	isFaint?: (row: number, column: number) => boolean;
	/** The reader can change the cells. */
	isEditable?: boolean;
}

export function heatGrid(grid: HeatGrid, language: Language): string {
	const { name, caption, rows, columns, values, rowAxis, columnAxis, decimals = 2, most = 1 } = grid;
	const cell = (row: number, column: number) => {
		const value = values[row]![column]!;
		const text = grid.cellText?.(row, column) ?? fixed(value, decimals, language);
		const faint = grid.isFaint?.(row, column) ? " faint" : "";
		return `<td class="w${shareClass(Math.abs(value) / most)}${faint}" data-row="${row}" data-column="${column}" data-reading="${html(grid.describeCell(row, column))}">${html(text)}</td>`;
	};
	return `<div class="heat-scroll"><table class="heat" data-grid="${html(name)}"${grid.isEditable ? " data-editable" : ""}>
<caption>${html(caption)}</caption>
<thead><tr><td class="corner"><span class="tgt">${html(rowAxis)} ↓</span> <span class="src">${html(columnAxis)} →</span></td>${columns.map((word) => `<th scope="col" class="src">${html(word)}</th>`).join("")}</tr></thead>
<tbody>${rows.map((word, row) => `<tr><th scope="row" class="tgt">${html(word)}</th>${columns.map((_, column) => cell(row, column)).join("")}</tr>`).join("\n")}</tbody>
</table></div>`;
}
