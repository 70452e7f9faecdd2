// A heat-map table as an ARIA grid: one stop of the Tab key, arrows move, Home and End go to the ends of the row, with
// Ctrl to the corners, Escape leaves. What the focus or the pointer is on is read below the map.

import { type Cell, cellAfterKey } from "./grid-keys.js";

export interface LiveGrid {
	table: HTMLTableElement;
	/** Shows the words of a cell. */
	read(words: string): void;
	/** Enter, Space, click or tap on a cell of a grid that can be edited. */
	choose?(cell: Cell): void;
}

export function enliven({ table, read, choose }: LiveGrid, start: Cell = { row: 0, column: 0 }): void {
	table.setAttribute("role", "grid");
	const cells = [...table.querySelectorAll<HTMLTableCellElement>("td[data-row]")];
	const size = {
		rows: table.tBodies[0]!.rows.length,
		columns: cells.length / table.tBodies[0]!.rows.length,
	};
	for (const cell of cells) {
		const { row, column } = placeOf(cell);
		cell.tabIndex = row === start.row && column === start.column ? 0 : -1;
		cell.addEventListener("pointerenter", () => read(wordsOf(cell)));
		cell.addEventListener("focus", () => {
			for (const other of cells) other.tabIndex = other === cell ? 0 : -1;
			markLine(table, cell);
			read(wordsOf(cell));
		});
		cell.addEventListener("click", () => {
			cell.focus();
			choose?.(placeOf(cell));
		});
	}
	table.addEventListener("focusout", () => markLine(table, undefined));
	table.addEventListener("keydown", (event) => {
		const cell = (event.target as Element).closest<HTMLTableCellElement>("td[data-row]");
		if (!cell) return;
		if (event.key === "Escape") return cell.blur();
		if (choose && (event.key === " " || event.key === "Enter")) {
			event.preventDefault();
			return choose(placeOf(cell));
		}
		const next = cellAfterKey(placeOf(cell), event.key, event.ctrlKey, size);
		if (!next) return;
		event.preventDefault();
		cellAt(table, next)?.focus();
	});
}

export function cellAt(table: HTMLTableElement, { row, column }: Cell): HTMLTableCellElement | null {
	return table.querySelector(`td[data-row="${row}"][data-column="${column}"]`);
}

export function placeOf(cell: HTMLElement): Cell {
	return { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
}

function wordsOf(cell: HTMLElement): string {
	return cell.dataset.reading ?? "";
}

/** The words at the edges of the cell in focus stand out. */
function markLine(table: HTMLTableElement, cell: HTMLElement | undefined): void {
	for (const marked of table.querySelectorAll(".in-line")) marked.classList.remove("in-line");
	if (!cell) return;
	const { row, column } = placeOf(cell);
	table.tBodies[0]!.rows[row]!.cells[0]!.classList.add("in-line");
	table.tHead!.rows[0]!.cells[column + 1]!.classList.add("in-line");
}
