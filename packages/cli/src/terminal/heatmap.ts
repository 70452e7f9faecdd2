// An attention map in a terminal: truecolour half blocks, or plain digits where there is no colour.
//
//             the
//             │  red
//             │  │  car
//             │  │  │
//   el        ▄▄ ▄▄ ▄▄
//   coche     ▄▄ ▄▄ ▄▄
//   rojo      ▄▄ ▄▄ ▄▄

import { isolated, readsRightToLeft } from "@mirada/attention/figures";
import { padStart, visibleWidth } from "./text-style.js";

export interface TerminalMap {
	/** (T, S): a row per target word, a column per source word. */
	weights: readonly (readonly number[])[];
	/** S source words. */
	source: readonly string[];
	/** T target words. */
	target: readonly string[];
}

export interface HeatmapOptions {
	/** `colour` draws half blocks, whose empty upper half parts the rows; `digits` writes tenths. */
	form: "colour" | "digits";
	/** Columns of the terminal; a map that is wider is drawn in several parts. Default 80. */
	columns?: number;
}

type Colour = readonly [red: number, green: number, blue: number];

/** From weight 0 to weight 1. Luminance rises all the way, so that it reads without telling hues apart. */
const ramp: readonly Colour[] = [
	[38, 44, 66],
	[48, 84, 138],
	[36, 140, 150],
	[112, 196, 104],
	[252, 230, 74],
];

/** Two characters of drawing and one of space. */
const cellWidth = 3;

export function renderHeatmap(map: TerminalMap, options: HeatmapOptions): string {
	const margin = Math.max(6, ...map.target.map(visibleWidth)) + 2;
	const room = (options.columns ?? 80) - margin;
	// The last source word of a part is written out to the right of its column.
	const longest = Math.max(0, ...map.source.map(visibleWidth));
	const perPart = Math.max(1, Math.floor((room - longest) / cellWidth) + 1);
	const parts: string[] = [];
	for (let first = 0; first < map.source.length; first += perPart) {
		parts.push(renderPart(map, options.form, margin, first, Math.min(map.source.length, first + perPart)));
	}
	return parts.join("\n\n");
}

function renderPart(
	map: TerminalMap,
	form: HeatmapOptions["form"],
	margin: number,
	from: number,
	to: number,
) {
	// A sentence that is written from right to left has its first word at the right.
	const inOrder = <Item>(items: readonly Item[]) =>
		readsRightToLeft(map.source) ? items.toReversed() : [...items];
	const words = inOrder(map.source.slice(from, to)).map(isolated);
	const stairs = words.map((word, column) => " ".repeat(margin) + "│  ".repeat(column) + word);
	const rows = map.target.map(isolated).map((word, row) => {
		const weights = inOrder(map.weights[row]?.slice(from, to) ?? []);
		const cells = weights.map((weight) => (form === "colour" ? block(weight) : digit(weight)));
		return `${padStart(word, margin - 2)}  ${cells.join(" ")}`.trimEnd();
	});
	return [...stairs, `${" ".repeat(margin)}${words.map(() => "│").join("  ")}`, ...rows].join("\n");
}

function block(weight: number): string {
	const [red, green, blue] = rampColour(weight);
	return `\u001b[38;2;${red};${green};${blue}m▄▄\u001b[39m`;
}

/** Tenths, rounded down; `·` below a twentieth and `∎` for a whole, as 10 has two digits. */
function digit(weight: number): string {
	if (weight < 0.05) return "· ";
	return weight > 0.995 ? "∎ " : `${Math.floor(weight * 10)} `;
}

export function rampColour(weight: number): Colour {
	const place = Math.min(1, Math.max(0, weight)) * (ramp.length - 1);
	const index = Math.min(ramp.length - 2, Math.floor(place));
	const low = ramp[index]!;
	const high = ramp[index + 1]!;
	const mix = (axis: 0 | 1 | 2) => Math.round(low[axis] + (high[axis] - low[axis]) * (place - index));
	return [mix(0), mix(1), mix(2)];
}
