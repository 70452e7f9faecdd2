// The padding mask, the causal mask, and what goes wrong with them.

import { causalMask, combineMasks, lengthMask, maskedSoftmax, overKeys } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";
import { type Language, type NumberStyle, numberStyles, short } from "../../language/index.js";
import { matrix, type Step, sum, sumsText } from "../../steps/step.js";
import { masksTexts } from "./texts.js";

const source = ["the", "car", "<pad>", "<pad>"];
const target = ["el", "coche"];
const scores = [
	[3, 1, 1, 1],
	[0, 3, 2, 1],
];
const length = 2;
const own = ["el", "coche", "rojo", "."];

export function masksSteps(language: Language): Step[] {
	const texts = masksTexts[language];
	const numbers = numberStyles[language];
	const without = softmaxOf(scores);
	const masked = softmaxOf(scores, () => overKeys(lengthMask(tf.tensor1d([length], "int32"), 4)));
	const late = without.map((row) => row.map((weight, position) => (position < length ? weight : 0)));
	const even = own.map(() => own.map(() => 0));
	const causal = softmaxOf(even, () => causalMask(4));
	const both = softmaxOf(even, () =>
		combineMasks(causalMask(4), overKeys(lengthMask(tf.tensor1d([3], "int32"), 4))),
	);
	const empty = softmaxOf(scores, () => overKeys(lengthMask(tf.tensor1d([0], "int32"), 4)));
	const onPadding = sum(masked.map((row) => sum(row.slice(length))));
	const future = sum(causal.map((row, t) => sum(row.slice(t + 1))));
	return [
		{ kind: "text", text: texts.intro },
		{ kind: "text", text: texts.padding },
		matrix(texts.scores, target, source, scores),
		matrix(texts.without, target, source, without),
		matrix(texts.with, target, source, masked),
		{ kind: "check", text: texts.paddingZero, passed: onPadding === 0, detail: short(onPadding, numbers) },
		rowSums(texts.rowsSum, masked, true, numbers),
		{ kind: "text", text: texts.late },
		matrix(
			texts.lateName,
			target,
			[...source, texts.rowSum],
			late.map((row) => [...row, sum(row)]),
		),
		rowSums(texts.lateFails, late, false, numbers),
		{ kind: "text", text: texts.causal },
		{ kind: "map", name: texts.causalName, source: own, target: own, weights: causal },
		{ kind: "check", text: texts.causalZero, passed: future === 0, detail: short(future, numbers) },
		{ kind: "text", text: texts.both },
		{
			kind: "map",
			name: texts.bothName,
			source: [...own.slice(0, 3), "<pad>"],
			target: [...own.slice(0, 3), "<pad>"],
			weights: both,
		},
		{ kind: "text", text: texts.empty },
		matrix(texts.emptyName, target, source, empty),
		{
			kind: "check",
			text: texts.emptyZero,
			passed: empty.flat().every((weight) => weight === 0),
			detail: empty
				.flat()
				.map((weight) => short(weight, numbers))
				.join(" "),
		},
		{ kind: "question", text: texts.question, answer: texts.answer },
	];
}

/** Softmax over the allowed positions of each row; (T, S) both ways. */
function softmaxOf(rows: number[][], allowed?: () => tf.Tensor | undefined): number[][] {
	return tf.tidy(() => {
		const { weights } = maskedSoftmax(tf.tensor3d([rows]), allowed?.());
		return weights.reshape([rows.length, rows[0]!.length]).arraySync() as number[][];
	}) as number[][];
}

function rowSums(text: string, weights: readonly number[][], expected: boolean, numbers: NumberStyle): Step {
	const sums = weights.map(sum);
	const allOne = sums.every((total) => Math.abs(total - 1) < 1e-6);
	return {
		kind: "check",
		text,
		passed: allOne === expected,
		detail: sumsText(sums, numbers),
	};
}
