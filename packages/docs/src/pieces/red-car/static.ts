// The first map of the lesson: "the red car" becomes "el coche rojo". The slider multiplies the queries, which is how a
// softmax goes from looking everywhere to looking at one word.

import { attentionSvg } from "@mirada/attention/figures";
import { byHandAttention, scores } from "../../numbers/by-hand.js";
import { decoderStates, encoderOutputs, sourceWords, targetWords } from "../../numbers/red-car.js";
import { slider } from "../../piece/controls.js";
import { integer } from "../../piece/fields.js";
import { heatGrid } from "../../piece/heat-grid.js";
import { fixed, type Language } from "../../piece/language.js";
import type { Piece } from "../../piece/piece.js";
import { redCarTexts } from "./texts.js";

const factors = [0, 0.25, 0.5, 1, 2] as const;

interface RedCarState {
	/** Index into `factors`. */
	sharpness: number;
}

export const redCarPiece: Piece<RedCarState> = {
	name: "red-car",
	title: (language) => redCarTexts[language].title,
	purpose: (language) => redCarTexts[language].purpose,
	question: (language) => {
		const { question, options, answer } = redCarTexts[language];
		return { text: question, options, right: 1, answer };
	},
	initial: { sharpness: 3 },
	fields: { sharpness: integer(0, factors.length - 1) },
	controls: ({ sharpness }, language) =>
		slider({
			name: "sharpness",
			label: redCarTexts[language].sharpness,
			least: 0,
			most: factors.length - 1,
			value: sharpness,
			text: factorText(sharpness, language),
		}),
	valueTexts: ({ sharpness }, language) => ({ sharpness: factorText(sharpness, language) }),
	view: (state, language) => {
		const texts = redCarTexts[language];
		const values = weightsOf(state);
		return heatGrid(
			{
				name: "weights",
				caption: texts.caption,
				rows: targetWords,
				columns: sourceWords,
				values,
				rowAxis: texts.rowAxis,
				columnAxis: texts.columnAxis,
				describeCell: (row, column) => {
					const weight = values[row]![column]!;
					const isLargest = values[row]!.every((other, i) => i === column || other < weight);
					return texts.cell(targetWords[row]!, sourceWords[column]!, fixed(weight, 2, language), isLargest);
				},
			},
			language,
		);
	},
	announce: (state, language) =>
		redCarTexts[language].announce(
			factorText(state.sharpness, language),
			fixed(weightsOf(state)[1]![2]!, 2, language),
		),
	matrix: (state) => ({ name: "weights", rows: targetWords, columns: sourceWords, values: weightsOf(state) }),
	svg: (state, language) =>
		attentionSvg({
			weights: weightsOf(state),
			sourceTokens: sourceWords,
			targetTokens: targetWords,
			sourceLanguage: "en",
			targetLanguage: "es",
			lang: language,
			title: redCarTexts[language].svgTitle,
		}),
};

function weightsOf({ sharpness }: RedCarState): number[][] {
	const queries = decoderStates.map((state) => state.map((value) => value * factors[sharpness]!));
	return byHandAttention({ queries, keys: encoderOutputs, values: encoderOutputs, score: scores.dot })
		.weights;
}

function factorText(sharpness: number, language: Language): string {
	const factor = factors[sharpness]!;
	return fixed(factor, Number.isInteger(factor) ? 0 : factor === 0.5 ? 1 : 2, language);
}
