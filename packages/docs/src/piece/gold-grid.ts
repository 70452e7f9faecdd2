// A model's map of a sentence whose right links are known: a tick marks them.

import { type HeatGrid, heatGrid } from "./heat-grid.js";
import { fixed, type Language } from "./language.js";

export interface GoldGrid extends Pick<HeatGrid, "name" | "caption" | "values" | "isFaint"> {
	/** The words that are written: the rows. */
	target: readonly string[];
	/** The words that are looked at: the columns. */
	source: readonly string[];
	links: readonly (readonly [source: number, target: number])[];
	texts: {
		rowAxis: string;
		columnAxis: string;
		cell: (target: string, source: string, share: string, isGold: boolean) => string;
	};
}

export function goldGrid({ target, source, links, texts, ...grid }: GoldGrid, language: Language): string {
	const isGold = (row: number, column: number) => links.some(([s, t]) => s === column && t === row);
	const share = (row: number, column: number) => fixed(grid.values[row]![column]!, 2, language);
	return heatGrid(
		{
			...grid,
			rows: target,
			columns: source,
			rowAxis: texts.rowAxis,
			columnAxis: texts.columnAxis,
			cellText: (row, column) => `${share(row, column)}${isGold(row, column) ? " ✓" : ""}`,
			describeCell: (row, column) =>
				texts.cell(target[row]!, source[column]!, share(row, column), isGold(row, column)),
		},
		language,
	);
}
