// Where a key leads in a grid of cells (ARIA Authoring Practices, "Grid").

export interface Cell {
	row: number;
	column: number;
}

/** The cell that a key leads to; undefined for a key that moves nowhere. */
export function cellAfterKey(
	{ row, column }: Cell,
	key: string,
	isControl: boolean,
	{ rows, columns }: { rows: number; columns: number },
): Cell | undefined {
	const within = (value: number, count: number) => Math.min(Math.max(value, 0), count - 1);
	switch (key) {
		case "ArrowRight":
			return { row, column: within(column + 1, columns) };
		case "ArrowLeft":
			return { row, column: within(column - 1, columns) };
		case "ArrowDown":
			return { row: within(row + 1, rows), column };
		case "ArrowUp":
			return { row: within(row - 1, rows), column };
		case "Home":
			return isControl ? { row: 0, column: 0 } : { row, column: 0 };
		case "End":
			return isControl ? { row: rows - 1, column: columns - 1 } : { row, column: columns - 1 };
		default:
			return undefined;
	}
}
