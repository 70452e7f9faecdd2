// The checks of the exercise on scores: each against the same score by hand.

import { byHand } from "@mirada/attention";
import { examine, kindOf } from "../../checking/examination.js";
import { Failure } from "../../checking/failure.js";
import type { HintId } from "../../checking/hints.js";
import { copyOf, normalMatrix, normalVector } from "../../checking/random-inputs.js";
import { type Check, runChecks } from "../../checking/run-checks.js";
import type { CheckOptions, Verdict } from "../../checking/verdict.js";
import { fixed } from "../../language/index.js";
import { scoresCheckTexts } from "./check-texts.js";

const TOLERANCE = 1e-5;
/** Widths of query and key, and hidden units of Bahdanau's network. */
const [Dq, Dk, units] = [4, 6, 3];

export function checkScores(solution: unknown, options: CheckOptions): Verdict[] {
	const examination = examine(solution, options);
	const { random, texts, numbers } = examination;
	const says = scoresCheckTexts[options.language];
	const { scores } = byHand;
	const query = normalVector(random, Dq);
	const key = normalVector(random, Dq);
	const other = normalVector(random, Dk);
	const W = normalMatrix(random, Dq, Dk);
	const square = normalMatrix(random, Dq, Dq);
	const [Wq, Wk, v] = [
		normalMatrix(random, Dq, units),
		normalMatrix(random, Dk, units),
		normalVector(random, units),
	];
	const expect = (
		name: string,
		args: readonly (number[] | number[][])[],
		expected: number,
		wrong: readonly (readonly [HintId, number])[] = [],
	) => {
		const got = examination.call(name, ...args.map(copyOfEither));
		if (typeof got !== "number")
			throw new Failure(texts.wrongKind(name, texts.kinds.number, kindOf(got, texts)));
		const is = (value: number) => Math.abs(got - value) <= TOLERANCE * Math.max(1, Math.abs(value));
		if (is(expected)) return fixed(expected, 4, numbers);
		const hint = wrong.find(([, value]) => is(value))?.[0];
		throw new Failure(texts.value(name, fixed(expected, 4, numbers), fixed(got, 4, numbers)), hint);
	};
	const dot = byHand.dotProduct(query, key);
	const hidden = (join: (a: number, b: number) => number, squash: (x: number) => number) => {
		const [fromQuery, fromKey] = [byHand.vectorTimesMatrix(query, Wq), byHand.vectorTimesMatrix(other, Wk)];
		return byHand.dotProduct(
			v,
			fromQuery.map((x, i) => squash(join(x, fromKey[i]!))),
		);
	};
	const additive = scores.additive(query, other, { Wq, Wk, v });
	const checks: Check[] = [
		{ id: "dot", text: says.dot, run: () => expect("dot", [query, key], dot) },
		{
			id: "scaled-dot",
			text: says.scaledDot,
			run: () =>
				expect("scaledDot", [query, key], scores.scaledDot(query, key), [
					["scale-forgotten", dot],
					["scale-by-width", dot / Dq],
					["scale-multiplied", dot * Math.sqrt(Dq)],
				]),
		},
		{
			id: "general",
			text: says.general,
			run: () =>
				expect("general", [query, key, square], scores.general(query, key, { W: square }), [
					["general-transposed", scores.general(key, query, { W: square })],
				]),
		},
		{
			id: "general-widths",
			text: says.widths,
			hint: "general-transposed",
			run: () => expect("general", [query, other, W], scores.general(query, other, { W })),
		},
		{
			id: "additive",
			text: says.additive,
			run: () =>
				expect("additive", [query, other, Wq, Wk, v], additive, [
					[
						"tanh-missing",
						hidden(
							(a, b) => a + b,
							(x) => x,
						),
					],
					["additive-product", hidden((a, b) => a * b, Math.tanh)],
				]),
		},
		{
			id: "additive-bounded",
			text: says.bounded,
			run: () => {
				const large = query.map((x) => 1e4 * x);
				return expect("additive", [large, other, Wq, Wk, v], scores.additive(large, other, { Wq, Wk, v }));
			},
		},
	];
	return runChecks(checks, examination);
}

function copyOfEither(value: number[] | number[][]): number[] | number[][] {
	return Array.isArray(value[0]) ? copyOf(value as number[][]) : [...(value as number[])];
}
