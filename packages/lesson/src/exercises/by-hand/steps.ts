// Exercise 1: attention over plain arrays, step by step, with numbers to check on paper.

import { byHand, fusedAttention } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";
import { fixed, type Language, numberStyles } from "../../language/index.js";
import { decoderStates, encoderOutputs, source, target } from "../../steps/sentence.js";
import {
	differenceText,
	largestDifference,
	matrix,
	numbered,
	type Step,
	sum,
	sumsText,
} from "../../steps/step.js";
import { byHandTexts } from "./texts.js";

export function byHandSteps(language: Language): Step[] {
	const texts = byHandTexts[language];
	const numbers = numberStyles[language];
	const { scores, weights, contexts } = attend(decoderStates);
	const sharper = attend(decoderStates.map((state) => state.map((value) => 10 * value)));
	const features = numbered(3, "h");
	const sums = weights.map(sum);
	const difference = largestDifference(contexts, fused());
	const most = (row: readonly number[]) => source[row.indexOf(Math.max(...row))];
	return [
		{ kind: "text", text: texts.intro },
		{ kind: "text", text: texts.inputs },
		matrix(texts.keys, source, features, encoderOutputs),
		matrix(texts.queries, target, features, decoderStates),
		{ kind: "text", text: texts.score },
		{ kind: "formula", text: texts.scoreFormula },
		matrix(texts.scores, target, source, scores),
		{ kind: "text", text: texts.softmax },
		{ kind: "formula", text: texts.softmaxFormula },
		matrix(texts.weights, target, source, weights),
		{
			kind: "check",
			text: texts.rows,
			passed: sums.every((total) => Math.abs(total - 1) < 1e-12),
			detail: sumsText(sums, numbers),
		},
		{ kind: "text", text: texts.context },
		{ kind: "formula", text: texts.contextFormula },
		matrix(texts.contextName, target, features, contexts),
		{ kind: "text", text: texts.map },
		{ kind: "map", name: texts.weights, source, target, weights },
		{
			kind: "check",
			text: texts.crossed,
			passed: most(weights[1]!) === "car" && most(weights[2]!) === "red",
			detail: target.map((word, row) => `${word}→${most(weights[row]!)}`).join("  "),
		},
		{
			kind: "check",
			text: texts.same,
			passed: difference < 1e-5,
			detail: differenceText(difference, numbers),
		},
		{
			kind: "question",
			text: texts.question,
			answer: texts.answer(fixed(Math.max(...sharper.weights[1]!), 6, numbers)),
		},
	];
}

function attend(queries: number[][]) {
	return byHand.attention({
		queries,
		keys: encoderOutputs,
		values: encoderOutputs,
		score: byHand.scores.dot,
	});
}

/** The same by the library: B = 1 sentence, N = 1 head, no scaling. */
function fused(): number[][] {
	return tf.tidy(() => {
		const oneHead = (rows: number[][]) => tf.tensor4d([rows.map((row) => [row])]);
		const key = oneHead(encoderOutputs);
		const { output } = fusedAttention({ query: oneHead(decoderStates), key, value: key, scale: 1 });
		return output.reshape([target.length, 3]).arraySync() as number[][];
	}) as unknown as number[][];
}
