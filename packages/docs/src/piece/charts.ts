// Small charts as SVG text. Colours are written into the drawing, so that a saved one looks right anywhere; on the page
// the classes let dark mode and forced colours override them.

import { escapeXml as xml } from "@mirada/attention/figures";

const INK = "#3c3c43";
const FAINT = "#67676c";
const BAR = "#24689e";
const OTHER = "#b4461a";
const FONT = "font-family=\"system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif\"";

export interface ChartSize {
	width: number;
	height: number;
}

export interface BarChart {
	/** What the chart shows, in a sentence. */
	description: string;
	title: string;
	/** Text above a bar, if any, and text below it, if any. */
	bars: readonly { value: number; above?: string; below?: string }[];
	/** Value of a full-height bar; default the greatest value. */
	most?: number;
}

export const BAR_CHART: ChartSize = { width: 300, height: 190 };

export function barChart({ description, title, bars, most }: BarChart): string {
	const { width, height } = BAR_CHART;
	const [left, right, top, bottom] = [10, 10, 44, 26];
	const full = most ?? Math.max(...bars.map(({ value }) => value));
	const step = (width - left - right) / bars.length;
	const ground = height - bottom;
	const drawn = bars.map(({ value, above, below }, i) => {
		const size = full > 0 ? ((ground - top) * value) / full : 0;
		const x = left + i * step;
		const middle = at(x + step / 2);
		return [
			`<rect class="bar" x="${at(x + step * 0.08)}" y="${at(ground - size)}" width="${at(step * 0.84)}" height="${at(size)}" fill="${BAR}"/>`,
			above
				? `<text class="ink" x="${middle}" y="${at(ground - size - 4)}" text-anchor="middle" font-size="11" fill="${INK}">${xml(above)}</text>`
				: "",
			below
				? `<text class="faint" x="${middle}" y="${height - 10}" text-anchor="middle" font-size="11" fill="${FAINT}">${xml(below)}</text>`
				: "",
		].join("");
	});
	return `${openSvg(BAR_CHART, description)}${titleText(title)}${drawn.join("")}<path class="axis" d="M${left} ${ground}H${width - right}" stroke="${FAINT}"/></svg>`;
}

export interface LineChart {
	description: string;
	title: string;
	/** Points (x, y) above 0; both axes are logarithmic. */
	lines: readonly { name: string; points: readonly (readonly [x: number, y: number])[] }[];
	xTicks: readonly (readonly [value: number, text: string])[];
	yTicks: readonly (readonly [value: number, text: string])[];
	/** A vertical line at this x. */
	marked: number;
}

export const LINE_CHART: ChartSize = { width: 480, height: 270 };

export function lineChart({ description, title, lines, xTicks, yTicks, marked }: LineChart): string {
	const { width, height } = LINE_CHART;
	const [left, right, top, bottom] = [62, 30, 52, 30];
	const xs = [...xTicks.map(([value]) => value), ...lines.flatMap(({ points }) => points.map(([x]) => x))];
	const ys = [...yTicks.map(([value]) => value), ...lines.flatMap(({ points }) => points.map(([, y]) => y))];
	const x = place(xs, left, width - right);
	const y = place(ys, height - bottom, top);
	const colors = [OTHER, BAR];
	return [
		openSvg(LINE_CHART, description),
		titleText(title),
		...yTicks.map(
			([value, text]) =>
				`<path class="rule" d="M${left} ${y(value)}H${width - right}" stroke="#e2e2e3"/><text class="faint" x="${left - 6}" y="${at(Number(y(value)) + 4)}" text-anchor="end" font-size="11" fill="${FAINT}">${xml(text)}</text>`,
		),
		...xTicks.map(
			([value, text]) =>
				`<text class="faint" x="${x(value)}" y="${height - 10}" text-anchor="middle" font-size="11" fill="${FAINT}">${xml(text)}</text>`,
		),
		`<path class="mark" d="M${x(marked)} ${top}V${height - bottom}" stroke="${FAINT}" stroke-dasharray="3 3"/>`,
		...lines.map(({ name, points }, i) => {
			const path = points.map(([px, py], p) => `${p === 0 ? "M" : "L"}${x(px)} ${y(py)}`).join("");
			const key = 14 + i * 200;
			return `<path class="line${i}" d="${path}" fill="none" stroke="${colors[i]}" stroke-width="2.5"${i === 1 ? ' stroke-dasharray="7 3"' : ""}/><path class="line${i}" d="M${key} 35h22" stroke="${colors[i]}" stroke-width="2.5"${i === 1 ? ' stroke-dasharray="7 3"' : ""}/><text class="ink" x="${key + 28}" y="39" font-size="12" fill="${INK}">${xml(name)}</text>`;
		}),
		"</svg>",
	].join("");
}

/** Charts beside each other on white paper, to save. */
export function sideBySide(charts: readonly string[], { width, height }: ChartSize): string {
	const placed = charts.map((chart, i) => chart.replace("<svg ", `<svg x="${i * width}" y="0" `));
	const size = `width="${charts.length * width}" height="${height}"`;
	return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect width="100%" height="100%" fill="#ffffff"/>${placed.join("")}</svg>`;
}

function openSvg({ width, height }: ChartSize, description: string): string {
	return `<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${xml(description)}" ${FONT}>`;
}

function titleText(title: string): string {
	return `<text class="ink" x="10" y="18" font-size="13" font-weight="600" fill="${INK}">${xml(title)}</text>`;
}

/** Logarithmic: equal factors take equal room. */
function place(values: readonly number[], from: number, to: number): (value: number) => string {
	const logs = values.map(Math.log);
	const [least, most] = [Math.min(...logs), Math.max(...logs)];
	return (value) => at(from + ((Math.log(value) - least) / (most - least)) * (to - from));
}

function at(value: number): string {
	return String(Math.round(value * 100) / 100);
}
