// BLEU by length as pairs of bars.

import { escapeXml as xml } from "@mirada/attention/figures";
import type { LengthScore } from "../../models/length-scores.js";
import { fixed, type Language } from "../../piece/language.js";
import { bottleneckTexts } from "./texts.js";

const [WIDTH, HEIGHT] = [440, 230];
const [LEFT, TOP, BOTTOM] = [10, 56, 28];
const BARS = [
	{ side: "none", fill: "#b4461a" },
	{ side: "attention", fill: "#24689e" },
] as const;

export function lengthChart(scores: readonly LengthScore[], language: Language): string {
	const texts = bottleneckTexts[language];
	const ground = HEIGHT - BOTTOM;
	const step = (WIDTH - 2 * LEFT) / scores.length;
	const groups = scores.map((score, i) => {
		const left = LEFT + i * step;
		const bars = BARS.map(({ side, fill }, b) => {
			const size = ((ground - TOP) * score[side]) / 100;
			const [x, width] = [left + step * (0.1 + 0.4 * b), step * 0.38];
			return `<rect x="${at(x)}" y="${at(ground - size)}" width="${at(width)}" height="${at(size)}" fill="${fill}"/><text class="ink" x="${at(x + width / 2)}" y="${at(ground - size - 4)}" text-anchor="middle" font-size="11" fill="#3c3c43">${xml(fixed(score[side], 0, language))}</text>`;
		});
		const range = score.to === null ? texts.orMore(score.from) : `${score.from}–${score.to}`;
		return `${bars.join("")}<text class="faint" x="${at(left + step / 2)}" y="${HEIGHT - 10}" text-anchor="middle" font-size="11" fill="#67676c">${range} ${xml(texts.words)}</text>`;
	});
	const legend = BARS.map(
		({ side, fill }, i) =>
			`<rect x="${LEFT + i * 160}" y="28" width="12" height="12" fill="${fill}"/><text class="ink" x="${LEFT + i * 160 + 18}" y="38" font-size="12" fill="#3c3c43">${xml(side === "none" ? texts.without : texts.with)}</text>`,
	);
	return `<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${xml(texts.chartDescription)}" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif"><text class="ink" x="${LEFT}" y="18" font-size="13" font-weight="600" fill="#3c3c43">${xml(texts.chart)}</text>${legend.join("")}${groups.join("")}<path class="axis" d="M${LEFT} ${ground}H${WIDTH - LEFT}" stroke="#67676c"/></svg>`;
}

function at(value: number): string {
	return String(Math.round(value * 100) / 100);
}
