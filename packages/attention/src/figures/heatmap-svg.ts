// The map of attention: which source tokens each target token looks at, as the text of an SVG.

import {
	describeValue,
	isString,
	type OptionNames,
	requireKind,
	requireList,
	requireOptions,
	wrongArgument,
} from "@mirada/core-native/contract";
import { ShapeError, showShape } from "../shape-error.js";
import { colorOf, colorStops, inkOn } from "./color-scale.js";
import { darkStyle, shareClass } from "./dark-style.js";
import { type FigureLanguage, type FigureMessages, figureMessages } from "./figure-messages.js";
import { FONT, type HeatmapLayout, layOut } from "./heatmap-layout.js";
import { coordinate as at, escapeXml as xml } from "./svg-text.js";
import { isolated, readsRightToLeft } from "./text-direction.js";

export interface AttentionSvgOptions {
	/** `weights[t][s]` in [0, 1]: row t is what the model looks at while it writes `targetTokens[t]`. */
	weights: readonly ArrayLike<number>[];
	/** S tokens: the columns. */
	sourceTokens: readonly string[];
	/** T tokens: the rows. */
	targetTokens: readonly string[];
	/** Default none. */
	title?: string;
	/** Codes of the languages of the tokens (BCP 47), which choose among the forms of a letter; default none. */
	sourceLanguage?: string;
	targetLanguage?: string;
	/** Language of axes, legend and description; default `en`. */
	lang?: FigureLanguage;
	/** Links [source index, target index] to be framed, as of a gold alignment; default none. */
	alignment?: readonly (readonly [sourceIndex: number, targetIndex: number])[];
	/** Weight of the darkest colour; default 1, so that two maps can be compared. */
	maxWeight?: number;
}

const OPTIONS: OptionNames<AttentionSvgOptions> = {
	weights: true,
	sourceTokens: true,
	targetTokens: true,
	title: true,
	sourceLanguage: true,
	targetLanguage: true,
	lang: true,
	alignment: true,
	maxWeight: true,
};

const INK = "#1c2b38";
const FAINT = "#5b6b79";
/** Vermilion: apart from every colour of the scale for all kinds of colour vision. */
const FRAME = "#d55e00";

/**
 * Draws `weights` (T,S) with labelled axes, numbers where cells are large enough, and a legend.
 *
 * A pure function: the same options give the same bytes. The figure carries a title and a description for
 * those who do not see it, and a tooltip in every cell above 0.5 %. On pages
 * in dark mode it is dark. The columns of a source that is written from right to left stand from right to left.
 *
 * @throws ShapeError when weights and tokens do not fit, or a weight is no finite number of 0 or more.
 */
export function attentionSvg(options: AttentionSvgOptions): string {
	check(options);
	const messages: FigureMessages = figureMessages[options.lang ?? "en"];
	const title = options.title ?? "";
	const alignment = options.alignment ?? [];
	const isReversed = readsRightToLeft(options.sourceTokens);
	const layout = layOut({
		title,
		sourceTokens: isReversed ? options.sourceTokens.toReversed() : options.sourceTokens,
		targetTokens: options.targetTokens,
		sourceAxis: messages.source,
		targetAxis: messages.target,
		hasAlignment: alignment.length > 0,
		alignment: messages.alignment,
	});
	const id = `attention-${hash(JSON.stringify([title, options.sourceTokens, options.targetTokens]))}`;
	const maxWeight = options.maxWeight ?? 1;
	const shares = options.weights.flatMap((row) => Array.from(row, (weight) => weight / maxWeight));
	const size = `width="${layout.width}" height="${layout.height}" viewBox="0 0 ${layout.width} ${layout.height}"`;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" id="${id}" ${size} role="img" aria-labelledby="${id}-title ${id}-desc" lang="${options.lang ?? "en"}" font-family="'DejaVu Sans', Verdana, 'Segoe UI', 'Noto Sans', sans-serif" fill="${INK}">`,
		`<title id="${id}-title">${xml(title || messages.weight)}</title>`,
		`<desc id="${id}-desc">${xml(describe(options, messages))}</desc>`,
		darkStyle(id, shares),
		`<rect class="paper" width="100%" height="100%" fill="#ffffff"/>`,
		...titleLines(layout),
		...axes(layout, options, messages, isReversed),
		...cells(layout, options, messages, isReversed),
		...frames(layout, alignment, isReversed),
		...legend(layout, options, messages, `${id}-scale`),
		"</svg>\n",
	].join("\n");
}

function check(options: AttentionSvgOptions): void {
	const where = "attentionSvg";
	requireOptions(where, options, OPTIONS);
	const { weights, sourceTokens, targetTokens, title, lang, maxWeight = 1, alignment = [] } = options;
	const { sourceLanguage, targetLanguage } = options;
	requireList(where, "weights", weights, "rows of numbers", isRow);
	requireList(where, "sourceTokens", sourceTokens, "strings", isString);
	requireList(where, "targetTokens", targetTokens, "strings", isString);
	requireList(where, "alignment", alignment, "links [source, target]", isLink);
	if (title !== undefined) requireKind(where, "title", title, "string");
	if (sourceLanguage !== undefined) requireKind(where, "sourceLanguage", sourceLanguage, "string");
	if (targetLanguage !== undefined) requireKind(where, "targetLanguage", targetLanguage, "string");
	if (lang !== undefined && !(isString(lang) && Object.hasOwn(figureMessages, lang))) {
		throw wrongArgument(where, "lang", Object.keys(figureMessages).join(" or "), lang);
	}
	const [T, S] = [targetTokens.length, sourceTokens.length];
	const expected = `weights (${T}, ${S}), a row for each target token, a column for each source token`;
	if (weights.length !== T) throw new ShapeError({ where, expected, got: `${weights.length} rows` });
	for (const [t, row] of weights.entries()) {
		if (row.length !== S) throw new ShapeError({ where, expected, got: `${row.length} columns in row ${t}` });
		const bad = Array.from(row).findIndex((weight) => !(Number.isFinite(weight) && weight >= 0));
		if (bad < 0) continue;
		throw new ShapeError({
			where,
			expected: "finite weights of 0 or more",
			got: `${describeValue(row[bad])} in row ${t}, column ${bad}`,
			hint: "weights come after the softmax; scores do not",
		});
	}
	if (!(typeof maxWeight === "number" && maxWeight > 0)) {
		throw new ShapeError({ where, expected: "maxWeight > 0", got: describeValue(maxWeight) });
	}
	for (const [s, t] of alignment) {
		if (Number.isInteger(s) && Number.isInteger(t) && s >= 0 && s < S && t >= 0 && t < T) continue;
		throw new ShapeError({
			where,
			expected: `links [source, target] within ${showShape([S, T])}`,
			got: `[${s}, ${t}]`,
		});
	}
}

function isRow(row: unknown): boolean {
	return Array.isArray(row) || (ArrayBuffer.isView(row) && "length" in row);
}

function isLink(link: unknown): boolean {
	return Array.isArray(link) && link.length === 2 && link.every((index) => typeof index === "number");
}

function titleLines({ titleLines, titleY }: HeatmapLayout): string[] {
	return titleLines.map((line, i) => {
		const y = at(titleY + i * FONT.title * 1.3);
		return `<text x="20" y="${y}" font-size="${FONT.title}" font-weight="600">${xml(line)}</text>`;
	});
}

function axes(
	layout: HeatmapLayout,
	{ sourceTokens, targetTokens, sourceLanguage, targetLanguage }: AttentionSvgOptions,
	messages: FigureMessages,
	isReversed: boolean,
): string[] {
	const { map, cell, tokenFont, sourceAxisY, labelEvery } = layout;
	const axisStyle = `class="faint" font-size="${FONT.axis}" fill="${FAINT}"`;
	const sourceAxis = isReversed ? `← ${messages.source}` : `${messages.source} →`;
	const isWritten = (index: number) => index % labelEvery === 0;
	const targetX = at(20 + FONT.axis - 2);
	return [
		`<text x="${at(map.x)}" y="${at(sourceAxisY)}" ${axisStyle}>${xml(sourceAxis)}</text>`,
		`<text transform="translate(${targetX} ${at(map.y)}) rotate(-90)" text-anchor="end" ${axisStyle}>← ${xml(messages.target)}</text>`,
		`<g font-size="${tokenFont}"${languageAttribute(sourceLanguage)}>`,
		...sourceTokens.map((token, s) => {
			if (!isWritten(s)) return "";
			const column = columnOf(s, sourceTokens, isReversed);
			const place = `translate(${at(map.x + (column + 0.5) * cell + tokenFont * 0.3)} ${at(map.y - 9)}) rotate(-45)`;
			return `<text transform="${place}"${tone(token)}>${xml(layout.sourceLabels[column]!)}</text>`;
		}),
		"</g>",
		`<g font-size="${tokenFont}" text-anchor="end"${languageAttribute(targetLanguage)}>`,
		...layout.targetLabels.map((label, t) => {
			if (!isWritten(t)) return "";
			const y = at(map.y + (t + 0.5) * cell + tokenFont * 0.36);
			return `<text x="${at(map.x - 10)}" y="${y}"${tone(targetTokens[t]!)}>${xml(label)}</text>`;
		}),
		"</g>",
	];
}

function columnOf(s: number, { length }: readonly string[], isReversed: boolean): number {
	return isReversed ? length - 1 - s : s;
}

function languageAttribute(code: string | undefined): string {
	return code === undefined ? "" : ` lang="${xml(code)}"`;
}

/** Tokens that are no words, as `<s>`, stand back. */
function tone(token: string): string {
	return /^<.*>$/.test(token) ? ` class="faint" fill="${FAINT}" font-style="italic"` : "";
}

function cells(
	layout: HeatmapLayout,
	options: AttentionSvgOptions,
	messages: FigureMessages,
	isReversed: boolean,
): string[] {
	const { map, cell, valueFont } = layout;
	const { weights, sourceTokens, targetTokens, maxWeight = 1 } = options;
	const gap = cell >= 8 ? 1 : 0;
	const ground = `<rect class="w0 edge" x="${at(map.x)}" y="${at(map.y)}" width="${at(map.width)}" height="${at(map.height)}" fill="${colorOf(0)}" stroke="#e3e2da"/>`;
	const drawn = weights.flatMap((row, t) =>
		Array.from(row, (weight, s) => {
			// Below half a percent a cell is as good as paper.
			if (weight < 0.005) return "";
			const share = weight / maxWeight;
			const tip = `${isolated(targetTokens[t]!)} → ${isolated(sourceTokens[s]!)}: ${number(weight, 3, messages)}`;
			const [x, y] = [map.x + columnOf(s, sourceTokens, isReversed) * cell, map.y + t * cell];
			const side = cell - 2 * gap;
			const rect = `<rect class="w${shareClass(share)}" x="${at(x + gap)}" y="${at(y + gap)}" width="${side}" height="${side}"${cell >= 16 ? ' rx="3"' : ""} fill="${colorOf(share)}"/>`;
			const place = `x="${at(x + cell / 2)}" y="${at(y + cell / 2 + valueFont * 0.36)}"`;
			const value =
				valueFont === 0 || weight < 0.05
					? ""
					: `<text class="n${shareClass(share)}" ${place} fill="${inkOn(share)}">${number(weight, 2, messages)}</text>`;
			return `<g><title>${xml(tip)}</title>${rect}${value}</g>`;
		}).filter((text) => text !== ""),
	);
	return [
		ground,
		...rules(layout),
		`<g font-size="${valueFont || 10}" text-anchor="middle">`,
		...drawn,
		"</g>",
	];
}

/** Hairlines between rows and columns lead the eye from a token to its cell. */
function rules({ map, cell }: HeatmapLayout): string[] {
	if (cell < 8) return [];
	const lines: string[] = [];
	for (let y = map.y + cell; y < map.y + map.height - 1; y += cell) {
		lines.push(`M${at(map.x)} ${at(y)}h${at(map.width)}`);
	}
	for (let x = map.x + cell; x < map.x + map.width - 1; x += cell) {
		lines.push(`M${at(x)} ${at(map.y)}v${at(map.height)}`);
	}
	return lines.length === 0
		? []
		: [`<path class="rule" d="${lines.join("")}" stroke="#eceae1" fill="none"/>`];
}

function frames(
	{ map, cell }: HeatmapLayout,
	links: NonNullable<AttentionSvgOptions["alignment"]>,
	isReversed: boolean,
): string[] {
	const columns = Math.round(map.width / cell);
	const inset = cell >= 16 ? 2 : 0;
	return links.map(([s, t]) => {
		const column = isReversed ? columns - 1 - s : s;
		return frame(map.x + column * cell + inset, map.y + t * cell + inset, cell - 2 * inset);
	});
}

function frame(x: number, y: number, side: number): string {
	return `<rect class="link" x="${at(x)}" y="${at(y)}" width="${at(side)}" height="${at(side)}" rx="2.5" fill="none" stroke="${FRAME}" stroke-width="2"/>`;
}

function legend(
	{ legend: { x, y, width, height } }: HeatmapLayout,
	{ alignment = [], maxWeight = 1 }: AttentionSvgOptions,
	messages: FigureMessages,
	gradientId: string,
): string[] {
	const stops = colorStops.map(
		({ share, color }, i) => `<stop class="s${i}" offset="${share}" stop-color="${color}"/>`,
	);
	const ticks = [0, 0.5, 1].map((share) => {
		const label =
			number(share * maxWeight, maxWeight >= 0.1 ? 2 : 3, messages).replace(/[.,]?0+$/, "") || "0";
		return `<text x="${at(x + share * width)}" y="${at(y + height + 14)}" text-anchor="middle" class="faint" fill="${FAINT}">${label}</text>`;
	});
	return [
		`<linearGradient id="${gradientId}">${stops.join("")}</linearGradient>`,
		`<g font-size="${FONT.legend}">`,
		`<text x="${at(x)}" y="${at(y - 7)}">${xml(messages.weight)}</text>`,
		`<rect class="edge" x="${at(x)}" y="${at(y)}" width="${width}" height="${height}" rx="2" fill="url(#${gradientId})" stroke="#e3e2da"/>`,
		...ticks,
		...(alignment.length > 0
			? [
					frame(x + width + 24, y - 2, 15),
					`<text x="${at(x + width + 46)}" y="${at(y + 10)}">${xml(messages.alignment)}</text>`,
				]
			: []),
		"</g>",
	];
}

function describe(
	{ weights, sourceTokens, targetTokens }: AttentionSvgOptions,
	messages: FigureMessages,
): string {
	const rows = targetTokens.map((target, t) => {
		const row = Array.from(weights[t]!);
		const heaviest = Math.max(0, ...row);
		if (heaviest === 0) return messages.describeEmptyRow(isolated(target));
		const source = isolated(sourceTokens[row.indexOf(heaviest)]!);
		return messages.describeRow(isolated(target), source, number(heaviest, 2, messages));
	});
	return [messages.describe(targetTokens.length, sourceTokens.length), ...rows].join(" ");
}

function number(value: number, digits: number, { decimal }: FigureMessages): string {
	return value.toFixed(digits).replace(".", decimal);
}

/** FNV-1a: two figures on one page need ids of their own, and the same figure the same bytes. */
function hash(text: string): string {
	let h = 0x811c9dc5;
	for (const character of text) h = Math.imul(h ^ character.codePointAt(0)!, 0x01000193) >>> 0;
	return h.toString(16).padStart(8, "0");
}
