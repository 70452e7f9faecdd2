// Two columns of words and lines between them: each written word to the words it looked at, the width by the weight.

import { escapeXml as xml } from "@mirada/attention/figures";

const ROW = 26;
const WORDS = 110;
const FAN = 130;
const TOP = 26;
const INK = "#1c2b38";
const LINE = "#24689e";
/** Fainter lines are left out: they would only grey the figure. */
const LEAST = 0.04;

export interface WordLines {
	description: string;
	source: readonly string[];
	target: readonly string[];
	/** T x S. */
	weights: readonly (readonly number[])[];
	/** Only the lines of this target word are strong; undefined: of all. */
	chosen: number | undefined;
	sourceTitle: string;
	targetTitle: string;
}

export function wordLinesSvg(figure: WordLines): string {
	const { description, source, target, weights, chosen, sourceTitle, targetTitle } = figure;
	const rows = Math.max(source.length, target.length);
	const [width, height] = [2 * WORDS + FAN, TOP + rows * ROW + 6];
	const yOf = (index: number) => TOP + index * ROW + 17;
	const lines = weights.flatMap((row, t) =>
		row.map((weight, s) => {
			if (weight < LEAST) return "";
			const isStrong = chosen === undefined || chosen === t;
			return `<path d="M${WORDS + 4} ${yOf(s) - 4}C${WORDS + FAN / 2} ${yOf(s) - 4} ${WORDS + FAN / 2} ${yOf(t) - 4} ${WORDS + FAN - 4} ${yOf(t) - 4}" fill="none" stroke="${LINE}" class="line1" stroke-width="${Math.round(80 * weight) / 10}" stroke-opacity="${isStrong ? 0.75 : 0.12}" stroke-linecap="round"/>`;
		}),
	);
	const mostLooked = chosen === undefined ? -1 : weights[chosen]!.indexOf(Math.max(...weights[chosen]!));
	const word = (text: string, index: number, side: "source" | "target") => {
		const isSource = side === "source";
		const isBold = isSource ? index === mostLooked : index === chosen;
		return `<text class="ink" x="${isSource ? WORDS : WORDS + FAN}" y="${yOf(index)}" text-anchor="${isSource ? "end" : "start"}" font-size="14"${isBold ? ' font-weight="700"' : ""} fill="${INK}">${xml(text)}</text>`;
	};
	const titles = `<text class="faint" x="${WORDS}" y="14" text-anchor="end" font-size="11" fill="#5b6b79">${xml(sourceTitle)}</text><text class="faint" x="${WORDS + FAN}" y="14" font-size="11" fill="#5b6b79">${xml(targetTitle)}</text>`;
	return `<svg xmlns="http://www.w3.org/2000/svg" class="chart word-lines" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${xml(description)}" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif">${titles}${lines.join("")}${source.map((text, i) => word(text, i, "source")).join("")}${target.map((text, i) => word(text, i, "target")).join("")}</svg>`;
}
