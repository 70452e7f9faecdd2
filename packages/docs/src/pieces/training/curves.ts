// How a training went, as lines over its steps, beside levels that do not change.

import { escapeXml as xml } from "@mirada/attention/figures";

const INK = "#3c3c43";
const FAINT = "#67676c";
const COLORS = ["#b4461a", "#24689e"];

export const CURVES = { width: 320, height: 200 };

export interface Curves {
	title: string;
	description: string;
	/** At most two. The second is drawn thicker. */
	lines: readonly { name: string; points: readonly (readonly [step: number, value: number])[] }[];
	/** Dashed lines across. */
	levels: readonly { name: string; value: number }[];
	steps: number;
	/** Value at the top. */
	most: number;
	/** Words for a value at the edge. */
	tick(value: number): string;
	/** The step that is shown now. */
	marked: number;
}

export function curvesSvg({ title, description, lines, levels, steps, most, tick, marked }: Curves): string {
	const { width, height } = CURVES;
	const [left, right, top, bottom] = [44, 10, 48, 24];
	const x = (step: number) => at(left + ((width - left - right) * step) / steps);
	const y = (value: number) => at(height - bottom - ((height - top - bottom) * Math.min(value, most)) / most);
	const ticks = [0, most / 2, most].map(
		(value) =>
			`<path class="rule" d="M${left} ${y(value)}H${width - right}" stroke="#e2e2e3"/><text class="faint" x="${left - 5}" y="${at(Number(y(value)) + 4)}" text-anchor="end" font-size="11" fill="${FAINT}">${xml(tick(value))}</text>`,
	);
	const stepTicks = [0, steps / 2, steps].map(
		(step, i) =>
			`<text class="faint" x="${x(step)}" y="${height - 8}" text-anchor="${["start", "middle", "end"][i]}" font-size="11" fill="${FAINT}">${step}</text>`,
	);
	const across = levels.map(
		({ name, value }) =>
			`<path class="axis" d="M${left} ${y(value)}H${width - right}" stroke="${FAINT}" stroke-dasharray="4 3"/><text class="faint" x="${width - right}" y="${at(Number(y(value)) - 4)}" text-anchor="end" font-size="11" fill="${FAINT}">${xml(name)}</text>`,
	);
	const drawn = lines.map(({ name, points }, i) => {
		const color = COLORS[lines.length === 1 ? 1 : i];
		const kind = `class="line${lines.length === 1 ? 1 : i}" stroke="${color}" fill="none" stroke-width="2.5"${i === 0 && lines.length > 1 ? ' stroke-dasharray="7 3"' : ""}`;
		const path = points.map(([step, value], p) => `${p === 0 ? "M" : "L"}${x(step)} ${y(value)}`).join("");
		const key = left + i * 138;
		const legend = `<path ${kind} d="M${key} 34h18"/><text class="ink" x="${key + 23}" y="38" font-size="11" fill="${INK}">${xml(name)}</text>`;
		return `${legend}${path ? `<path ${kind} d="${path}"/>` : ""}`;
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${xml(description)}" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif"><text class="ink" x="10" y="18" font-size="13" font-weight="600" fill="${INK}">${xml(title)}</text>${ticks.join("")}${stepTicks.join("")}${across.join("")}<path class="mark" d="M${x(marked)} ${top}V${height - bottom}" stroke="${FAINT}" stroke-dasharray="2 3"/>${drawn.join("")}</svg>`;
}

function at(value: number): string {
	return String(Math.round(value * 100) / 100);
}
