// Exercise 4: the words of one sentence attend to each other.

import { byHand, fusedAttention, MultiHeadAttention } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";
import { type Language, numberStyles } from "../../language/index.js";
import { encoderOutputs, source } from "../../steps/sentence.js";
import {
	differenceText,
	largestDifference,
	matrix,
	numbered,
	type Step,
	sum,
	sumsText,
} from "../../steps/step.js";
import { selfAttentionTexts } from "./texts.js";

/** Where each word goes: the, red, car becomes car, the, red. */
const order = [2, 0, 1];

export function selfAttentionSteps(language: Language): Step[] {
	const texts = selfAttentionTexts[language];
	const numbers = numberStyles[language];
	const x = encoderOutputs;
	const { weights, output } = attendToSelf(x);
	const hand = byHand.attention({ queries: x, keys: x, values: x });
	const handDifference = largestDifference(output, hand.contexts);
	const moved = attendToSelf(order.map((word) => x[word]!)).output;
	const orderDifference = largestDifference(
		moved,
		order.map((word) => output[word]!),
	);
	const sums = weights.map(sum);
	const features = numbered(3, "h");
	return [
		{ kind: "text", text: texts.intro },
		{ kind: "formula", text: texts.formula },
		matrix(texts.words, source, features, x),
		{ kind: "text", text: texts.weights },
		{ kind: "map", name: texts.weightsName, source, target: source, weights },
		matrix(texts.output, source, features, output),
		{
			kind: "check",
			text: texts.sums,
			passed: sums.every((total) => Math.abs(total - 1) < 1e-6),
			detail: sumsText(sums, numbers),
		},
		{
			kind: "check",
			text: texts.same,
			passed: handDifference < 1e-5,
			detail: differenceText(handDifference, numbers),
		},
		{ kind: "text", text: texts.order },
		{
			kind: "check",
			text: texts.permuted,
			passed: orderDifference < 1e-5,
			detail: differenceText(orderDifference, numbers),
		},
		{ kind: "text", text: texts.layer },
		{ kind: "formula", text: texts.layerCode },
		layerTable(texts.layerHead),
		{ kind: "question", text: texts.question, answer: texts.answer },
	];
}

/** query = key = value = x, one head, scale 1/√3. */
function attendToSelf(x: number[][]): { weights: number[][]; output: number[][] } {
	return tf.tidy(() => {
		const words = tf.tensor4d([x.map((row) => [row])]);
		const attended = fusedAttention({ query: words, key: words, value: words, returnWeights: true });
		const rows = (tensor: tf.Tensor) => tensor.reshape([x.length, -1]).arraySync() as number[][];
		return { weights: rows(attended.weights!), output: rows(attended.output) };
	}) as unknown as { weights: number[][]; output: number[][] };
}

function layerTable(head: readonly string[]): Step {
	const show = (sizes: readonly number[]) => `(${sizes.join(", ")})`;
	const rows = tf.tidy(() => {
		const mha = new MultiHeadAttention({ numHeads: 4, keyDim: 16 });
		const x = tf.zeros([2, 6, 64]);
		const [output, weights] = mha.apply([x, x], { returnAttentionScores: true }) as tf.Tensor[];
		mha.dispose();
		return [
			["x", "(B, T, D)", show(x.shape)],
			["output", "(B, T, D)", show(output!.shape)],
			["weights", "(B, N, T, T)", show(weights!.shape)],
		];
	});
	return { kind: "table", text: true, head, rows };
}
