// One line per case, one mark per series: the values on one axis.

import { linearAxis, logarithmicAxis } from "./axis.mjs";
import { legend, line, looksOf, marker, picture, rectangle, text } from "./svg.mjs";

const WIDTH = 900;
const ROW = 19;

/**
 * `rows`: `[{ label, values: { series: number } }]`; `series`: names in the order of the legend; `marks`: vertical
 * lines `[{ value, label }]`; `axis`: `{ label, scale: "log" | "linear", format(tick) }`.
 */
export function dotPlot({ title, description, rows, series, marks = [], axis }) {
	const left = 24 + 6.6 * Math.max(...rows.map(({ label }) => label.length));
	const right = WIDTH - 60;
	const names = legend(series, { x: 16, y: 50, width: WIDTH - 32 });
	const top = 62 + names.height;
	const bottom = top + rows.length * ROW;
	const { at, ticks } = scaleOf(rows, marks, axis, left, right);
	const format = axis.format ?? String;
	const looks = looksOf(series);
	const parts = [
		text(16, 26, title, { className: "title" }),
		names.parts,
		rows.map((_, i) => i % 2 === 0 && rectangle(0, top + i * ROW, WIDTH, ROW, "band")),
		ticks.map((tick) => [
			line(at(tick), top, at(tick), bottom, "grid"),
			text(at(tick), bottom + 16, format(tick), { anchor: "middle", className: "small" }),
		]),
		marks.map(({ value, label }) => [
			line(at(value), top - 4, at(value), bottom, "mark"),
			text(at(value), top - 8, label, { anchor: anchorOf(value, marks), className: "small" }),
		]),
		rows.map(({ label, values }, i) => {
			const y = top + (i + 0.5) * ROW;
			const shown = series.map((name, index) => ({ name, index, value: values[name] }));
			return [
				text(left - 10, y + 4, label, { anchor: "end" }),
				// The first series is ours: it is drawn last, on top.
				shown
					.filter(({ value }) => Number.isFinite(value))
					.toReversed()
					.map(({ name, index, value }) =>
						marker(looks[index], at(value), y, `${label}, ${name}: ${format(value)}`),
					),
			];
		}),
		text((left + right) / 2, bottom + 36, axis.label, { anchor: "middle" }),
	];
	return picture({ width: WIDTH, height: bottom + 50, title, description }, parts.flat(3));
}

/** The labels of two neighbouring lines point away from each other. */
function anchorOf(value, marks) {
	if (marks.length < 2) return "middle";
	return value === Math.max(...marks.map((mark) => mark.value)) ? "start" : "end";
}

function scaleOf(rows, marks, { scale }, left, right) {
	const values = rows.flatMap((row) => Object.values(row.values)).filter(Number.isFinite);
	const all = [...values, ...marks.map(({ value }) => value)];
	if (scale === "log") return logarithmicAxis(Math.min(...all) * 0.85, Math.max(...all) * 1.15, left, right);
	return linearAxis(0, Math.max(...all) * 1.05, left, right);
}
