// Exercise 5: the causal mask, right and reversed.

import { byHand, MultiHeadAttention } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";
import { type Language, numberStyles, short } from "../../language/index.js";
import { differenceText, largestDifference, type Step, sum, sumsText } from "../../steps/step.js";
import { causalTexts } from "./texts.js";

const words = ["el", "coche", "rojo", "."];
const T = words.length;
const width = 8;

export function causalSteps(language: Language): Step[] {
	const texts = causalTexts[language];
	const numbers = numberStyles[language];
	const causal = evenWeights((t, s) => s <= t);
	const reversed = evenWeights((t, s) => s >= t);
	const future = sum(causal.map((row, t) => sum(row.slice(t + 1))));
	const sums = causal.map(sum);
	const { before, after } = outputsBeforeAndAfter();
	const difference = largestDifference(before.slice(0, T - 1), after.slice(0, T - 1));
	const last = largestDifference(before.slice(T - 1), after.slice(T - 1));
	return [
		{ kind: "text", text: texts.intro },
		{ kind: "text", text: texts.mask },
		{ kind: "formula", text: texts.formula },
		{ kind: "map", name: texts.causalName, source: words, target: words, weights: causal },
		{ kind: "check", text: texts.futureZero, passed: future === 0, detail: short(future, numbers) },
		{
			kind: "check",
			text: texts.sums,
			passed: sums.every((total) => Math.abs(total - 1) < 1e-12),
			detail: sumsText(sums, numbers),
		},
		{ kind: "text", text: texts.layer },
		{ kind: "formula", text: texts.layerCode },
		{
			kind: "check",
			text: texts.past,
			passed: difference < 1e-6 && last > 1e-3,
			detail: differenceText(difference, numbers),
		},
		{ kind: "text", text: texts.reversed },
		{ kind: "map", name: texts.reversedName, source: words, target: words, weights: reversed },
		{
			kind: "check",
			text: texts.reversedFirst,
			passed: reversed[0]!.slice(1).every((weight) => weight > 0),
			detail: reversed[0]!.map((weight) => short(weight, numbers)).join("  "),
		},
		{ kind: "question", text: texts.question, answer: texts.answer },
	];
}

/** Weights of equal scores over the keys that the rule allows. */
function evenWeights(rule: (t: number, s: number) => boolean): number[][] {
	return words.map((_, t) =>
		byHand.softmax(words.map((__, s) => (rule(t, s) ? 0 : Number.NEGATIVE_INFINITY))),
	);
}

/** What the layer gives for a sentence, and for the same with another last word. */
function outputsBeforeAndAfter(): { before: number[][]; after: number[][] } {
	return tf.tidy(() => {
		const mha = new MultiHeadAttention({ numHeads: 2, keyDim: 4 });
		const x = tf.randomNormal([1, T, width], 0, 1, "float32", 3);
		const otherLast = tf.concat([x.slice([0, 0, 0], [1, T - 1, width]), tf.ones([1, 1, width])], 1);
		const [before, after] = [x, otherLast].map((input) => {
			const output = mha.apply([input, input], { useCausalMask: true }) as tf.Tensor;
			return output.squeeze([0]).arraySync() as number[][];
		});
		mha.dispose();
		return { before, after };
	}) as unknown as { before: number[][]; after: number[][] };
}
