// The √d lab: how wide vectors saturate the softmax, and what dividing by √d or by d does about it.

import { LARGEST_EXPONENT, type Saturation, type Scaling, saturationAt } from "../../numbers/saturation.js";
import { BAR_CHART, barChart, sideBySide } from "../../piece/charts.js";
import { radios, slider } from "../../piece/controls.js";
import { choice, integer } from "../../piece/fields.js";
import { fixed, type Language, whole } from "../../piece/language.js";
import type { Piece } from "../../piece/piece.js";
import { numbersTable } from "../../piece/piece-html.js";
import { scaleLabTexts } from "./texts.js";

interface ScaleLabState {
	/** d = 2^exponent. */
	exponent: number;
	scaling: Scaling;
}

const EXPONENTS = Array.from({ length: LARGEST_EXPONENT + 1 }, (_, exponent) => exponent);
/** The histogram reaches from −HISTOGRAM to HISTOGRAM; what lies beyond counts in the last bars. */
const HISTOGRAM = 80;
const BINS = 41;

export const scaleLabPiece: Piece<ScaleLabState> = {
	name: "scale-lab",
	title: (language) => scaleLabTexts[language].title,
	purpose: (language) => scaleLabTexts[language].purpose,
	question: (language) => {
		const { question, options, answer } = scaleLabTexts[language];
		return { text: question, options, right: 1, answer };
	},
	initial: { exponent: 6, scaling: "none" },
	fields: { exponent: integer(0, LARGEST_EXPONENT), scaling: choice("none", "sqrt", "full") },
	controls: (state, language) => {
		const texts = scaleLabTexts[language];
		return (
			slider({
				name: "exponent",
				label: texts.width,
				least: 0,
				most: LARGEST_EXPONENT,
				value: state.exponent,
				text: widthText(state, language),
			}) +
			radios({
				piece: "scale-lab",
				name: "scaling",
				label: texts.scaling,
				choices: [
					["none", texts.none],
					["sqrt", texts.sqrt],
					["full", texts.full],
				],
				value: state.scaling,
			})
		);
	},
	valueTexts: (state, language) => ({ exponent: widthText(state, language) }),
	view: (state, language) => {
		const found = saturationAt(state.exponent, state.scaling);
		return `<div class="charts">${charts(found, language).join("")}</div>
${measures(found, language)}
${numbersTable(scaleLabTexts[language].tableHead, tableRows(language), language)}`;
	},
	announce: ({ exponent, scaling }, language) => {
		const found = saturationAt(exponent, scaling);
		return scaleLabTexts[language].announce(
			whole(found.d, language),
			shortly(found.variance, language),
			fixed(found.largestWeight, 2, language),
			fixed(found.entropy, 2, language),
			fixed(found.gradient, 3, language),
		);
	},
	matrix: ({ scaling }) => ({
		name: "saturation",
		rows: EXPONENTS.map((exponent) => `d = ${2 ** exponent}`),
		columns: ["variance", "largest weight", "entropy", "gradient"],
		values: EXPONENTS.map((exponent) => {
			const { variance, largestWeight, entropy, gradient } = saturationAt(exponent, scaling);
			return [variance, largestWeight, entropy, gradient];
		}),
	}),
	svg: ({ exponent, scaling }, language) =>
		sideBySide(charts(saturationAt(exponent, scaling), language), BAR_CHART),
};

function charts(found: Saturation, language: Language): [histogram: string, weights: string] {
	const texts = scaleLabTexts[language];
	const variance = shortly(found.variance, language);
	const edges: Record<number, string> = {
		0: fixed(-HISTOGRAM, 0, language),
		[(BINS - 1) / 2]: "0",
		[BINS - 1]: "80",
	};
	return [
		barChart({
			title: texts.histogram(variance),
			description: texts.histogramDescription(variance, whole(found.d, language)),
			bars: histogram(found.scores).map((value, i) => ({ value, below: edges[i] })),
		}),
		barChart({
			title: texts.weights,
			description: texts.weightsDescription(fixed(found.largestWeight, 2, language)),
			bars: found.weights.map((value, i) => ({
				value,
				above: fixed(value, 2, language),
				below: String(i + 1),
			})),
			most: 1,
		}),
	];
}

/** How many scores lie in each of the bars. */
export function histogram(scores: readonly number[]): number[] {
	const counts = new Array<number>(BINS).fill(0);
	for (const score of scores) {
		const bin = Math.round(((score / HISTOGRAM + 1) / 2) * (BINS - 1));
		counts[Math.min(Math.max(bin, 0), BINS - 1)]! += 1;
	}
	return counts;
}

function measures({ variance, largestWeight, entropy, gradient }: Saturation, language: Language): string {
	const texts = scaleLabTexts[language];
	const values = [
		shortly(variance, language),
		fixed(largestWeight, 2, language),
		texts.bits(fixed(entropy, 2, language)),
		fixed(gradient, 3, language),
	];
	return `<dl class="measures">${texts.measures.map((name, i) => `<div><dt>${name}</dt><dd>${values[i]}</dd></div>`).join("")}</dl>`;
}

function tableRows(language: Language): string[][] {
	return EXPONENTS.filter((exponent) => exponent % 2 === 0 || exponent > 5).map((exponent) => {
		const [none, sqrt, full] = (["none", "sqrt", "full"] as const).map((scaling) =>
			saturationAt(exponent, scaling),
		) as [Saturation, Saturation, Saturation];
		return [
			whole(none.d, language),
			shortly(none.variance, language),
			fixed(none.largestWeight, 2, language),
			fixed(sqrt.largestWeight, 2, language),
			fixed(full.largestWeight, 2, language),
			fixed(none.gradient, 3, language),
			fixed(sqrt.gradient, 3, language),
		];
	});
}

/** Three digits at most: 0,98 and 63,1 and 1019. */
function shortly(value: number, language: Language): string {
	return fixed(value, value < 10 ? 2 : value < 100 ? 1 : 0, language);
}

function widthText({ exponent }: ScaleLabState, language: Language): string {
	return scaleLabTexts[language].widthText(whole(2 ** exponent, language));
}
