// Every score of the lesson on the same numbers: "the red car" and the decoder's state while it writes "coche".

import { byHandAttention, scores, vectorTimesMatrix } from "./by-hand.js";
import { decoderStates, encoderOutputs } from "./red-car.js";

export const scoreNames = ["dot", "scaledDot", "general", "additive", "concat", "multiHead"] as const;
export type ScoreChoice = (typeof scoreNames)[number];

/** Luong's general score may weigh and mix the features: this one counts the third feature twice. */
const W = [
	[1, 0, 0],
	[0, 1, 0],
	[0, 0, 2],
];
/** Bahdanau: two hidden units; the first sees the key's third number unless the query's second shuts it, the second the reverse. */
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
/** Two heads of width 2: what each takes from query and key (3, 2). */
const heads = [
	[
		[1, 0],
		[0, 1],
		[0, 0],
	],
	[
		[0, 0],
		[1, 0],
		[0, 1],
	],
];

export interface ScoreResult {
	scores: readonly (readonly number[])[];
	/** One map, or one for each head. */
	weights: readonly (readonly (readonly number[])[])[];
	contexts: readonly (readonly number[])[];
}

export function resultOf(name: ScoreChoice): ScoreResult {
	if (name === "multiHead") return multiHead();
	const options = { queries: decoderStates, keys: encoderOutputs, values: encoderOutputs };
	const trained = { general: { W }, additive: { Wq, Wk, v }, concat: { W: [...Wq, ...Wk], v } };
	const weights = name in trained ? trained[name as keyof typeof trained] : undefined;
	const found = byHandAttention({ ...options, score: scores[name], weights });
	return { scores: found.scores, weights: [found.weights], contexts: found.contexts };
}

/** Each head attends on its own; their contexts are concatenated. */
function multiHead(): ScoreResult {
	const found = heads.map((projection) => {
		const project = (rows: readonly (readonly number[])[]) =>
			rows.map((row) => vectorTimesMatrix(row, projection));
		return byHandAttention({
			queries: project(decoderStates),
			keys: project(encoderOutputs),
			values: project(encoderOutputs),
		});
	});
	return {
		scores: found[0]!.scores,
		weights: found.map(({ weights }) => weights),
		contexts: decoderStates.map((_, t) => found.flatMap(({ contexts }) => contexts[t]!)),
	};
}
