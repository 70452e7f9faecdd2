// The two charts of the report, as inline SVG: BLEU by sentence length, and BLEU while learning.

import type { NumberStyle } from "@mirada/lesson/language";
import { fixed } from "@mirada/lesson/language";
import { escapeHtml } from "./html.js";

export interface Series {
	label: string;
	/** Class that gives the colour. */
	kind: "none" | "attention";
	values: readonly number[];
}

interface Chart {
	/** Read aloud in the chart's place. */
	description: string;
	/** One per value. */
	labels: readonly string[];
	series: readonly Series[];
	numbers: NumberStyle;
}

const width = 680;
const height = 280;
// The top leaves room above a full bar for its number, below the legend.
const plot = { left: 48, right: 16, top: 46, bottom: 34 };
const inner = { width: width - plot.left - plot.right, height: height - plot.top - plot.bottom };

export function barChart(chart: Chart): string {
	const top = niceTop(chart);
	const slot = inner.width / Math.max(1, chart.labels.length);
	const bar = Math.min(64, (slot * 0.7) / chart.series.length);
	const bars = chart.series.flatMap((series, place) =>
		series.values.map((value, index) => {
			const x = plot.left + slot * (index + 0.5) + bar * (place - chart.series.length / 2);
			const y = yOf(value, top);
			const tall = Math.max(0, plot.top + inner.height - y);
			return (
				`<rect class="${series.kind}" x="${round(x + 2)}" y="${round(y)}" width="${round(bar - 4)}" height="${round(tall)}" rx="2"/>` +
				`<text x="${round(x + bar / 2)}" y="${round(y - 5)}" text-anchor="middle">${fixed(value, 1, chart.numbers)}</text>`
			);
		}),
	);
	const labels = chart.labels.map((label, index) => axisLabel(label, plot.left + slot * (index + 0.5)));
	return frame(chart, top, [...bars, ...labels]);
}

export function lineChart(chart: Chart): string {
	const top = niceTop(chart);
	const step = inner.width / Math.max(1, chart.labels.length);
	const xOf = (index: number) => plot.left + step * (index + 0.5);
	const lines = chart.series.map((series) => {
		const points = series.values.map((value, index) => `${round(xOf(index))},${round(yOf(value, top))}`);
		const dots = points.map((point) => {
			const [x, y] = point.split(",");
			return `<circle class="${series.kind}" cx="${x}" cy="${y}" r="4"/>`;
		});
		return `<polyline class="line ${series.kind}" points="${points.join(" ")}"/>${dots.join("")}`;
	});
	const labels = chart.labels.map((label, index) => axisLabel(label, xOf(index)));
	return frame(chart, top, [...lines, ...labels]);
}

function frame(chart: Chart, top: number, content: readonly string[]): string {
	const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => {
		const y = round(yOf(share * top, top));
		return (
			`<line class="axis" x1="${plot.left}" x2="${width - plot.right}" y1="${y}" y2="${y}"/>` +
			`<text class="tick" x="${plot.left - 8}" y="${y + 4}" text-anchor="end">${round(share * top)}</text>`
		);
	});
	const legend = chart.series.map((series, index) => {
		const x = plot.left + index * 200;
		return `<rect class="${series.kind}" x="${x}" y="8" width="14" height="14" rx="2"/><text x="${x + 20}" y="20">${escapeHtml(series.label)}</text>`;
	});
	return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(chart.description)}">${[...ticks, ...content, ...legend].join("\n")}</svg>`;
}

function axisLabel(label: string, x: number): string {
	return `<text x="${round(x)}" y="${height - 12}" text-anchor="middle">${escapeHtml(label)}</text>`;
}

/** The next multiple of 20 above every BLEU score, so that the quarter lines fall on whole numbers; at most 100. */
function niceTop(chart: Chart): number {
	const largest = Math.max(1, ...chart.series.flatMap((series) => series.values));
	return Math.min(100, Math.ceil((largest * 1.02) / 20) * 20);
}

function yOf(value: number, top: number): number {
	return plot.top + inner.height * (1 - Math.max(0, value) / top);
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
