// Eight moments of a training side by side, small: only the pattern counts.

import { colorOf, shareClass, escapeXml as xml } from "@mirada/attention/figures";

const CELL = 9;
const GAP = 16;
const LABEL = 18;
const COLUMNS = 4;

export interface SmallMap {
	label: string;
	/** T x S. */
	rows: readonly (readonly number[])[];
}

export function smallMapsSvg(maps: readonly SmallMap[], description: string): string {
	const [T, S] = [maps[0]!.rows.length, maps[0]!.rows[0]!.length];
	const [stepX, stepY] = [S * CELL + GAP, T * CELL + LABEL + GAP];
	const lines = Math.ceil(maps.length / COLUMNS);
	const [width, height] = [Math.min(maps.length, COLUMNS) * stepX, lines * stepY];
	const drawn = maps.map(({ label, rows }, i) => {
		const [left, top] = [(i % COLUMNS) * stepX, Math.floor(i / COLUMNS) * stepY];
		const cells = rows.flatMap((row, t) =>
			row.map(
				(weight, s) =>
					`<rect class="c${shareClass(weight)}" x="${left + s * CELL}" y="${top + LABEL + t * CELL}" width="${CELL}" height="${CELL}" fill="${colorOf(weight)}"/>`,
			),
		);
		return `<text class="ink" x="${left}" y="${top + 12}" font-size="11" fill="#3c3c43">${xml(label)}</text>${cells.join("")}<rect class="frame" x="${left}" y="${top + LABEL}" width="${S * CELL}" height="${T * CELL}" fill="none" stroke="#67676c"/>`;
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" class="chart small-maps" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${xml(description)}" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif">${drawn.join("")}</svg>`;
}
