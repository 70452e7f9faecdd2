// What attention costs as the sequence grows: N × N weights against an attention that works by tiles.

import { lineChart } from "../../piece/charts.js";
import { slider } from "../../piece/controls.js";
import { integer } from "../../piece/fields.js";
import { fixed, type Language, magnitude, whole } from "../../piece/language.js";
import type { Piece } from "../../piece/piece.js";
import { numbersTable } from "../../piece/piece-html.js";
import { costTexts } from "./texts.js";

interface CostState {
	/** N = 2^exponent. */
	exponent: number;
}

const LEAST = 4;
const MOST = 16;
const EXPONENTS = Array.from({ length: MOST - LEAST + 1 }, (_, i) => LEAST + i);
const HEADS = 8;
const HEAD_WIDTH = 64;
const FLOAT_BYTES = 4;

export interface Cost {
	length: number;
	/** Bytes of the weights (heads, N, N) in float32. */
	matrixBytes: number;
	/** Bytes of the output (heads, N, width) and of a maximum and a sum a row: what an attention by tiles writes. */
	tileBytes: number;
	/** Multiply-adds of Q Kᵀ and of weights times V. */
	multiplyAdds: number;
}

export function costAt(exponent: number): Cost {
	const length = 2 ** exponent;
	return {
		length,
		matrixBytes: HEADS * length * length * FLOAT_BYTES,
		tileBytes: HEADS * length * (HEAD_WIDTH + 2) * FLOAT_BYTES,
		multiplyAdds: 2 * HEADS * length * length * HEAD_WIDTH,
	};
}

export const costPiece: Piece<CostState> = {
	name: "cost",
	title: (language) => costTexts[language].title,
	purpose: (language) => costTexts[language].purpose,
	question: (language) => {
		const { question, options, answer } = costTexts[language];
		return { text: question, options, right: 2, answer };
	},
	initial: { exponent: 10 },
	fields: { exponent: integer(LEAST, MOST) },
	controls: (state, language) =>
		slider({
			name: "exponent",
			label: costTexts[language].length,
			least: LEAST,
			most: MOST,
			value: state.exponent,
			text: lengthText(state, language),
		}),
	valueTexts: (state, language) => ({ exponent: lengthText(state, language) }),
	view: (state, language) => {
		const texts = costTexts[language];
		const { length, matrixBytes, tileBytes, multiplyAdds } = costAt(state.exponent);
		const values = [
			magnitude(length * length, language),
			bytes(matrixBytes, language),
			bytes(tileBytes, language),
			magnitude(multiplyAdds, language),
		];
		const list = texts.measures.map((name, i) => `<div><dt>${name}</dt><dd>${values[i]}</dd></div>`).join("");
		const rows = EXPONENTS.filter((exponent) => exponent % 2 === 0).map((exponent) => {
			const cost = costAt(exponent);
			return [
				whole(cost.length, language),
				magnitude(cost.length ** 2, language),
				bytes(cost.matrixBytes, language),
				bytes(cost.tileBytes, language),
			];
		});
		return `<div class="charts">${chart(state, language)}</div><dl class="measures">${list}</dl>${numbersTable(texts.head, rows, language)}`;
	},
	announce: ({ exponent }, language) => {
		const { length, matrixBytes, tileBytes } = costAt(exponent);
		return costTexts[language].announce(
			whole(length, language),
			bytes(matrixBytes, language),
			bytes(tileBytes, language),
		);
	},
	matrix: () => ({
		name: "memory",
		rows: EXPONENTS.map((exponent) => `N = ${2 ** exponent}`),
		columns: ["weights, bytes", "by tiles, bytes"],
		values: EXPONENTS.map((exponent) => {
			const { matrixBytes, tileBytes } = costAt(exponent);
			return [matrixBytes, tileBytes];
		}),
	}),
	svg: chart,
};

function chart({ exponent }: CostState, language: Language): string {
	const texts = costTexts[language];
	const costs = EXPONENTS.map(costAt);
	const here = costAt(exponent);
	return lineChart({
		title: texts.chart,
		description: texts.description(
			whole(here.length, language),
			bytes(here.matrixBytes, language),
			bytes(here.tileBytes, language),
		),
		lines: [
			{
				name: texts.matrixLine,
				points: costs.map(({ length, matrixBytes }) => [length, matrixBytes] as const),
			},
			{ name: texts.tilesLine, points: costs.map(({ length, tileBytes }) => [length, tileBytes] as const) },
		],
		xTicks: [16, 256, 4096, 65_536].map((length) => [length, whole(length, language)] as const),
		yTicks: [1e4, 1e6, 1e8, 1e10].map((size) => [size, bytes(size, language)] as const),
		marked: here.length,
	});
}

/** Three digits and a unit: 33,6 MB. */
export function bytes(size: number, language: Language): string {
	const { units } = costTexts[language];
	let unit = 0;
	let value = size;
	while (value >= 1000 && unit < units.length - 1) {
		value /= 1000;
		unit++;
	}
	const decimals = unit === 0 || value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2;
	return `${fixed(value, decimals, language)} ${units[unit]}`;
}

function lengthText({ exponent }: CostState, language: Language): string {
	return costTexts[language].lengthText(whole(2 ** exponent, language));
}
