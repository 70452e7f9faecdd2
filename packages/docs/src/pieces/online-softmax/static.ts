// The online softmax, block by block, with numbers that can be checked on paper.

import { escapeXml as html } from "@mirada/attention/figures";
import { blockScores, blockValues, onlineSoftmax, wholeSoftmaxOutput } from "../../numbers/online-softmax.js";
import { barChart } from "../../piece/charts.js";
import { actionButton, slider } from "../../piece/controls.js";
import { integer } from "../../piece/fields.js";
import { fixed, type Language } from "../../piece/language.js";
import type { Piece } from "../../piece/piece.js";
import { plainTable } from "../../piece/piece-html.js";
import { onlineSoftmaxTexts } from "./texts.js";

interface OnlineSoftmaxState {
	/** Blocks read so far. */
	step: number;
}

const BLOCKS = blockScores.length;
const steps = onlineSoftmax(blockScores, blockValues);

export const onlineSoftmaxPiece: Piece<OnlineSoftmaxState> = {
	name: "online-softmax",
	title: (language) => onlineSoftmaxTexts[language].title,
	purpose: (language) => onlineSoftmaxTexts[language].purpose,
	question: (language) => {
		const { question, options, answer } = onlineSoftmaxTexts[language];
		return { text: question, options, right: 1, answer };
	},
	initial: { step: BLOCKS },
	fields: { step: integer(0, BLOCKS) },
	controls: ({ step }, language) => {
		const texts = onlineSoftmaxTexts[language];
		return (
			slider({
				name: "step",
				label: texts.step,
				least: 0,
				most: BLOCKS,
				value: step,
				text: texts.stepText(step),
			}) +
			actionButton("previous", texts.previous) +
			actionButton("next", texts.next)
		);
	},
	valueTexts: ({ step }, language) => ({ step: onlineSoftmaxTexts[language].stepText(step) }),
	afterAction: ({ step }, action) => ({
		step: Math.min(Math.max(step + (action === "next" ? 1 : -1), 0), BLOCKS),
	}),
	view: ({ step }, language) => {
		const texts = onlineSoftmaxTexts[language];
		const number = (value: number) => fixed(value, 3, language);
		const list = (values: readonly number[]) => values.join(", ");
		const rows = steps.map(({ max, correction, sum, output }, b) => {
			const known = [String(b + 1), list(blockScores[b]!), list(blockValues[b]!)];
			if (b >= step) return [...known, ...new Array<string>(5).fill(texts.pending)];
			return [
				...known,
				String(max),
				b === 0 ? "–" : number(correction),
				number(sum),
				number(output),
				number(output / sum),
			];
		});
		const last = steps[BLOCKS - 1]!;
		const line =
			step === BLOCKS
				? texts.result(number(last.output / last.sum), number(wholeSoftmaxOutput()))
				: texts.sofar(step);
		return `${plainTable(texts.head, rows)}<p class="verdict">${html(line)}</p>`;
	},
	announce: ({ step }, language) => {
		const texts = onlineSoftmaxTexts[language];
		if (step === 0) return texts.nothing;
		const { max, correction, sum, output } = steps[step - 1]!;
		return texts.announce(
			step,
			String(max),
			fixed(correction, 3, language),
			fixed(output / sum, 3, language),
		);
	},
	matrix: ({ step }) => ({
		name: "online softmax",
		rows: steps.slice(0, step).map((_, b) => `block ${b + 1}`),
		columns: ["m", "correction", "l", "o", "o / l"],
		values: steps
			.slice(0, step)
			.map(({ max, correction, sum, output }) => [max, correction, sum, output, output / sum]),
	}),
	svg: (_, language) => {
		const { chart } = onlineSoftmaxTexts[language];
		return chartOf(chart, language);
	},
};

function chartOf(title: string, language: Language): string {
	const bars = steps.map(({ sum, output }, b) => ({
		value: output / sum,
		above: fixed(output / sum, 1, language),
		below: String(b + 1),
	}));
	return barChart({ title, description: title, bars });
}
