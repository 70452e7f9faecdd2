// Where everything in the figure stands: sizes follow from the numbers of tokens and their lengths.

import { shorten, textWidth, wrap } from "./svg-text.js";

export const FONT = { title: 17, axis: 12.5, legend: 12 } as const;
/** Source tokens rise at 45°, which leaves them readable at any length. */
const SLANT = Math.SQRT1_2;
const MARGIN = 20;
const LONGEST_LABEL = 190;
/** Maps of more tokens have smaller cells instead of growing: a screen shows them, and zooming in the words. */
const LARGEST_SIDE = 1400;
const MOST_TITLE_LINES = 6;
const LEGEND = { width: 168, height: 11 } as const;

export interface HeatmapLayout {
	width: number;
	height: number;
	/** Side of a cell. */
	cell: number;
	/** Corner of the first cell. */
	map: { x: number; y: number; width: number; height: number };
	tokenFont: number;
	/** Every how many tokens one is written out: where cells are smaller than letters, not all have room. */
	labelEvery: number;
	/** Size of the numbers in the cells; 0 where they would not be readable. */
	valueFont: number;
	titleLines: string[];
	titleY: number;
	sourceLabels: string[];
	targetLabels: string[];
	sourceAxisY: number;
	legend: { x: number; y: number; width: number; height: number };
}

export interface HeatmapTexts {
	title: string;
	/** In the order of the columns. */
	sourceTokens: readonly string[];
	targetTokens: readonly string[];
	/** Names of the axes and the text beside the legend. */
	sourceAxis: string;
	targetAxis: string;
	hasAlignment: boolean;
	alignment: string;
}

export function layOut(texts: HeatmapTexts): HeatmapLayout {
	const columns = texts.sourceTokens.length;
	const rows = texts.targetTokens.length;
	const most = Math.max(columns, rows);
	const cell =
		most <= 14 ? 38 : most <= 28 ? 30 : most <= 58 ? 24 : Math.max(3, Math.floor(LARGEST_SIDE / most));
	const tokenFont = most <= 28 ? 14 : Math.min(12.5, Math.max(5.5, cell * 0.7));
	const labelEvery = Math.ceil(tokenFont / (cell * SLANT));
	const sourceLabels = texts.sourceTokens.map((token) => shorten(shown(token), tokenFont, LONGEST_LABEL));
	const targetLabels = texts.targetTokens.map((token) => shorten(shown(token), tokenFont, LONGEST_LABEL));

	const mapWidth = columns * cell;
	const mapHeight = rows * cell;
	// The axis of targets is written upwards, at the left of their labels.
	const mapX = MARGIN + FONT.axis + 14 + widest(targetLabels, tokenFont) + 10;
	const slanted = sourceLabels.map((label) => textWidth(label, tokenFont) * SLANT);
	// A label leans to the right: the last ones may reach beyond the map.
	const overhang = Math.max(0, ...slanted.map((w, i) => w + 12 - (columns - i - 0.5) * cell));
	const alignmentWidth = texts.hasAlignment ? 48 + textWidth(texts.alignment, FONT.legend) : 0;
	const legendWidth = LEGEND.width + alignmentWidth;
	const axisWidth = textWidth(texts.sourceAxis, FONT.axis);
	const right = Math.max(mapWidth + overhang, legendWidth + 12, axisWidth);

	const titleWidth = Math.max(mapX + right - MARGIN, 480);
	// Bold letters are wider.
	const titleLines = firstLines(wrap(texts.title, FONT.title * 1.1, titleWidth));
	const titleWidest = widest(titleLines, FONT.title * 1.1);
	const titleBottom = MARGIN + titleLines.length * FONT.title * 1.3;
	const sourceAxisY = titleBottom + (titleLines.length > 0 ? 22 : FONT.axis);
	const mapY = sourceAxisY + 14 + Math.max(0, ...slanted) + tokenFont;
	// A map of few rows still leaves room for the name of its axis.
	const axisRoom = Math.max(mapHeight, textWidth(texts.targetAxis, FONT.axis) - (mapY - sourceAxisY));
	const legendY = mapY + axisRoom + 42;

	return {
		width: Math.ceil(Math.max(mapX + right, MARGIN + titleWidest) + MARGIN),
		height: Math.ceil(legendY + LEGEND.height + 20 + MARGIN),
		cell,
		map: { x: mapX, y: mapY, width: mapWidth, height: mapHeight },
		tokenFont,
		labelEvery,
		valueFont: cell >= 38 ? 12 : cell >= 30 ? 10 : 0,
		titleLines,
		titleY: MARGIN + FONT.title,
		sourceLabels,
		targetLabels,
		sourceAxisY,
		legend: { x: mapX, y: legendY, ...LEGEND },
	};
}

/** The whole title stands in the figure's title element too. */
function firstLines(lines: string[]): string[] {
	if (lines.length <= MOST_TITLE_LINES) return lines;
	return [...lines.slice(0, MOST_TITLE_LINES - 1), `${lines[MOST_TITLE_LINES - 1]} …`];
}

/** An empty token would look like a missing one. */
function shown(token: string): string {
	return token.trim() === "" ? "␣" : token;
}

function widest(texts: readonly string[], fontSize: number): number {
	return Math.max(0, ...texts.map((text) => textWidth(text, fontSize)));
}
