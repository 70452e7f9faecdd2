// Exercise 3: several heads, what each looks at, and the layer MultiHeadAttention.

import { fusedAttention, MultiHeadAttention } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";
import { type Language, type NumberStyle, numberStyles } from "../../language/index.js";
import { source, target } from "../../steps/sentence.js";
import { differenceText, largestDifference, type Step, sum, sumsText } from "../../steps/step.js";
import { multiHeadTexts } from "./texts.js";

/** Model width 8: the first 4 numbers are head 0, the last 4 head 1. Words: the, red, car. */
const keys = [
	[4, 0, 0, 0, 0, 1, 0, 0],
	[0, 4, 0, 0, 0, 0, 1, 0],
	[0, 0, 4, 0, 4, 0, 0, 0],
];
/** el, coche, rojo: head 0 asks for its own word, head 1 for the noun. */
const queries = [
	[2, 0, 0, 0, 2, 0, 0, 0],
	[0, 0, 2, 0, 2, 0, 0, 0],
	[0, 2, 0, 0, 2, 0, 0, 0],
];
const heads = 2;
const headSize = 4;
const width = heads * headSize;

export function multiHeadSteps(language: Language): Step[] {
	const texts = multiHeadTexts[language];
	const numbers = numberStyles[language];
	const together = attendWith(heads, queries, keys);
	const apart = [0, 1].map((head) => {
		const cut = (rows: number[][]) => rows.map((row) => row.slice(head * headSize, (head + 1) * headSize));
		return attendWith(1, cut(queries), cut(keys));
	});
	const joined = target.map((_, row) => apart.flatMap((one) => one.output[row]!));
	const [first, second] = together.weights as [number[][], number[][]];
	const mean = first.map((row, t) => row.map((weight, s) => (weight + second[t]![s]!) / 2));
	const sums = together.weights.flat().map(sum);
	const difference = largestDifference(together.output, joined);
	const byHand = softmaxByScale(queries[1]!, 1 / Math.sqrt(headSize));
	const scaleDifference = largestDifference([first[1]!], [byHand]);
	const map = (name: string, weights: number[][]): Step => ({ kind: "map", name, source, target, weights });
	return [
		{ kind: "text", text: texts.intro },
		{ kind: "text", text: texts.shapes },
		{ kind: "table", text: true, head: texts.shapeHead, rows: texts.shapeRows },
		map(texts.headOne, first),
		map(texts.headTwo, second),
		map(texts.mean, mean),
		{
			kind: "check",
			text: texts.sums,
			passed: sums.every((total) => Math.abs(total - 1) < 1e-6),
			detail: sumsText(sums, numbers),
		},
		check(texts.same, difference, numbers),
		check(texts.scale, scaleDifference, numbers),
		{ kind: "text", text: texts.parameters(4 * (width * width + width)) },
		{ kind: "text", text: texts.layer },
		{ kind: "formula", text: texts.layerCode },
		layerTable(texts.layerHead),
		{ kind: "text", text: texts.layerReading },
		{ kind: "question", text: texts.question, answer: texts.answer },
	];
}

function check(text: string, difference: number, numbers: NumberStyle): Step {
	return {
		kind: "check",
		text,
		passed: difference < 1e-5,
		detail: differenceText(difference, numbers),
	};
}

/** Weights (N, T, S) and output (T, N·H) of one sentence. */
function attendWith(numHeads: number, query: number[][], key: number[][]) {
	return tf.tidy(() => {
		const size = query[0]!.length / numHeads;
		const split = (rows: number[][]) => tf.tensor2d(rows).reshape([1, rows.length, numHeads, size]);
		const { output, weights } = fusedAttention({
			query: split(query),
			key: split(key),
			value: split(key),
			returnWeights: true,
		});
		return {
			weights: weights!.squeeze([0]).arraySync() as number[][][],
			output: output.reshape([query.length, numHeads * size]).arraySync() as number[][],
		};
	}) as unknown as { weights: number[][][]; output: number[][] };
}

/** Head 0 by hand: softmax of the scaled dot products of one query with all keys. */
function softmaxByScale(query: readonly number[], scale: number): number[] {
	const scores = keys.map((key) => scale * sum(key.slice(0, headSize).map((value, i) => value * query[i]!)));
	const exponentials = scores.map(Math.exp);
	return exponentials.map((value) => value / sum(exponentials));
}

/** The lesson's layer, 8 heads of 64, on a query that is narrower than the value. */
function layerTable(head: readonly string[]): Step {
	const show = (sizes: readonly number[]) => `(${sizes.join(", ")})`;
	const rows = tf.tidy(() => {
		const mha = new MultiHeadAttention({ numHeads: 8, keyDim: 64 });
		const query = tf.zeros([1, 3, 128]);
		const value = tf.zeros([1, 5, 256]);
		const [output, weights] = mha.apply([query, value], { returnAttentionScores: true }) as tf.Tensor[];
		const parameters = String(mha.countParams());
		mha.dispose();
		return [
			["query", "(B, T, Dq)", show(query.shape)],
			["value", "(B, S, Dv)", show(value.shape)],
			["output", "(B, T, Dq)", show(output!.shape)],
			["weights", "(B, N, T, S)", show(weights!.shape)],
			["countParams()", "", parameters],
		];
	});
	return { kind: "table", text: true, head, rows };
}
