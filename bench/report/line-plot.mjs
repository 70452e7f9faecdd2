// How a rate changes along a size.

import { linearAxis, logarithmicAxis } from "./axis.mjs";
import { colourOf, legend, line, looksOf, marker, picture, polyline, text } from "./svg.mjs";

const [WIDTH, HEIGHT, LEFT] = [760, 420, 76];

/**
 * `series`: `[{ name, points: [[x, y]] }]`; `marks`: horizontal lines `[{ value, label }]`; the axis of x is
 * logarithmic, its ticks are the measured sizes.
 */
export function linePlot({ title, description, series, marks = [], xLabel, yLabel }) {
	const seriesNames = series.map(({ name }) => name);
	const names = legend(seriesNames, { x: 16, y: 50, width: WIDTH - 32 });
	const looks = looksOf(seriesNames);
	const [top, bottom, right] = [60 + names.height, HEIGHT - 56, WIDTH - 30];
	const points = series.flatMap((one) => one.points);
	const sizes = [...new Set(points.map(([x]) => x))].toSorted((a, b) => a - b);
	const x = logarithmicAxis(sizes[0], sizes.at(-1), LEFT + 16, right - 16);
	const most = Math.max(...points.map(([, y]) => y), ...marks.map(({ value }) => value));
	const y = linearAxis(0, most * 1.08, bottom, top);
	const parts = [
		text(16, 26, title, { className: "title" }),
		names.parts,
		y.ticks.map((tick) => [
			line(LEFT, y.at(tick), right, y.at(tick), "grid"),
			text(LEFT - 8, y.at(tick) + 4, tick, { anchor: "end", className: "small" }),
		]),
		sizes.map((size) => text(x.at(size), bottom + 18, size, { anchor: "middle", className: "small" })),
		marks.map(({ value, label }) => [
			line(LEFT, y.at(value), right, y.at(value), "mark"),
			text(right, y.at(value) - 5, label, { anchor: "end", className: "small" }),
		]),
		series.map(({ name, points }, index) => [
			polyline(
				points.map(([size, rate]) => [x.at(size), y.at(rate)]),
				colourOf(looks[index]),
			),
			points.map(([size, rate]) =>
				marker(looks[index], x.at(size), y.at(rate), `${name}, ${size}: ${rate.toPrecision(3)} ${yLabel}`),
			),
		]),
		text((LEFT + right) / 2, HEIGHT - 14, xLabel, { anchor: "middle" }),
		text(22, (top + bottom) / 2, yLabel, { anchor: "middle", turned: true }),
	];
	return picture({ width: WIDTH, height: HEIGHT, title, description }, parts.flat(3));
}
