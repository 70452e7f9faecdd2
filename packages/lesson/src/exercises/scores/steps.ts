// The scores of Bahdanau and Luong on one sentence, and why the dot product is scaled.

import { attend, type ScoreName, scoreFunctions, scoreNames } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";
import { fixed, type Language, type NumberStyle, numberStyles, short } from "../../language/index.js";
import { decoderStates, encoderOutputs } from "../../steps/sentence.js";
import { differenceText, largestDifference, type Step } from "../../steps/step.js";
import { scoresTexts } from "./texts.js";

const identity = [
	[1, 0, 0],
	[0, 1, 0],
	[0, 0, 1],
];
/** Two hidden units: the first sees the key's third number unless the query's second shuts it, the second the reverse. */
const Wq = [
	[0, 0],
	[-2, 0],
	[0, -2],
];
const Wk = [
	[0, 0],
	[0, 0.5],
	[0.5, 0],
];
const v = [5, 5];

export function scoresSteps(language: Language): Step[] {
	const texts = scoresTexts[language];
	const numbers = numberStyles[language];
	const row = (values: readonly number[]) => values.map((value) => short(value, numbers)).join("  ");
	const found = Object.fromEntries(scoreNames.map((name) => [name, scoreOne(name)])) as Record<
		ScoreName,
		ReturnType<typeof scoreOne>
	>;
	const widths = [4, 16, 64, 256].map(spreadAt);
	return [
		{ kind: "text", text: texts.intro },
		{
			kind: "table",
			text: true,
			head: texts.head,
			rows: scoreNames.map((name) => [
				name,
				scoreFunctions[name].equation,
				describeWeights(name) || texts.none,
				row(found[name].scores[1]!),
				row(found[name].weights[1]!),
			]),
		},
		{ kind: "text", text: texts.reading },
		equality(texts.generalIsDot, found.general.scores, found.dot.scores, numbers),
		equality(texts.concatIsAdditive, found.concat.scores, found.additive.scores, numbers),
		{ kind: "text", text: texts.width },
		{
			kind: "table",
			head: texts.widthHead,
			rows: widths.map((row) => [
				String(row.width),
				...[row.dotSpread, row.scaledSpread, row.dotLargest, row.scaledLargest].map((value) =>
					fixed(value, 2, numbers),
				),
			]),
		},
		{
			kind: "check",
			text: texts.scaledSpread,
			passed: widths.every((row) => Math.abs(row.scaledSpread - 1) < 0.1),
			detail: widths.map((row) => fixed(row.scaledSpread, 3, numbers)).join("  "),
		},
		{ kind: "question", text: texts.question, answer: texts.answer },
	];
}

function equality(text: string, one: number[][], other: number[][], numbers: NumberStyle): Step {
	const difference = largestDifference(one, other);
	return {
		kind: "check",
		text,
		passed: difference < 1e-5,
		detail: differenceText(difference, numbers),
	};
}

function weightsOf(name: ScoreName): Record<string, tf.Tensor> {
	switch (name) {
		case "general":
			return { W: tf.tensor2d(identity) };
		case "additive":
			return { Wq: tf.tensor2d(Wq), Wk: tf.tensor2d(Wk), v: tf.tensor1d(v) };
		case "concat":
			return { W: tf.tensor2d([...Wq, ...Wk]), v: tf.tensor1d(v) };
		default:
			return {};
	}
}

function describeWeights(name: ScoreName): string {
	const shapes = scoreFunctions[name].weightShapes({ queryWidth: 3, keyWidth: 3, units: 2 });
	return Object.entries(shapes)
		.map(([weight, shape]) => `${weight} (${shape.join(", ")})`)
		.join(", ");
}

function scoreOne(name: ScoreName): { scores: number[][]; weights: number[][] } {
	return tf.tidy(() => {
		const query = tf.tensor3d([decoderStates]);
		const key = tf.tensor3d([encoderOutputs]);
		const weights = weightsOf(name);
		const score = scoreFunctions[name];
		const scores = score.compare(score.projectQuery(query, weights), score.projectKey(key, weights), weights);
		const attended = attend({ score: name, query, key, weights, returnWeights: true });
		return { scores: scores.arraySync()[0]!, weights: attended.weights!.arraySync()[0]! };
	}) as { scores: number[][]; weights: number[][] };
}

/** Spread of the scores of random vectors, and how sharp the softmax over 16 of them is. */
function spreadAt(width: number) {
	const [dotScores, scaledScores] = tf.tidy(() => {
		const query = tf.randomNormal([125, 1, width], 0, 1, "float32", 7) as tf.Tensor3D;
		const key = tf.randomNormal([125, 16, width], 0, 1, "float32", 11) as tf.Tensor3D;
		return [scoreFunctions.dot, scoreFunctions.scaledDot].map(
			(score) => score.compare(query, key, {}).reshape([125, 16]).arraySync() as number[][],
		);
	}) as unknown as [number[][], number[][]];
	return {
		width,
		dotSpread: spread(dotScores.flat()),
		scaledSpread: spread(scaledScores.flat()),
		dotLargest: meanLargestWeight(dotScores),
		scaledLargest: meanLargestWeight(scaledScores),
	};
}

function spread(values: readonly number[]): number {
	return Math.sqrt(values.reduce((total, value) => total + value * value, 0) / values.length);
}

function meanLargestWeight(scores: readonly (readonly number[])[]): number {
	const largest = scores.map((row) => {
		const top = Math.max(...row);
		return 1 / row.reduce((total, score) => total + Math.exp(score - top), 0);
	});
	return largest.reduce((total, value) => total + value, 0) / largest.length;
}
