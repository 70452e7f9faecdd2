// The checks of the exercise on masks: a softmax over the allowed keys alone.

import { byHand } from "@mirada/attention";
import { examine, kindOf } from "../../checking/examination.js";
import { Failure } from "../../checking/failure.js";
import type { HintId } from "../../checking/hints.js";
import { copyOf, normalMatrix } from "../../checking/random-inputs.js";
import {
	firstMatch,
	readRows,
	requireClose,
	requireShape,
	requireUnitRows,
} from "../../checking/read-values.js";
import { type Check, runChecks } from "../../checking/run-checks.js";
import type { CheckOptions, Verdict } from "../../checking/verdict.js";
import { masksCheckTexts } from "./check-texts.js";

type Matrix = number[][];

const TOLERANCE = 1e-5;
const [T, S] = [3, 5];
/** true = may be looked at; no row is empty, no two are equal. */
const mask = [
	[true, true, false, false, true],
	[true, false, false, true, false],
	[false, true, true, true, false],
];

export function checkMasks(solution: unknown, options: CheckOptions): Verdict[] {
	const examination = examine(solution, options);
	const { random, texts } = examination;
	const says = masksCheckTexts[options.language];
	const scores = normalMatrix(random, T, S);
	const name = "maskedSoftmax";
	let got: Matrix | undefined;
	const weigh = (given: Matrix, allowed = mask) => {
		const result = examination.call(
			name,
			copyOf(given),
			allowed.map((row) => [...row]),
		);
		const rows = readRows(result, name, examination);
		requireShape(rows, name, [T, S], examination);
		return rows;
	};
	const expectClose = (rows: Matrix, expected: Matrix) =>
		requireClose(rows, expected, name, examination, TOLERANCE);
	const hide = (value: number) =>
		scores.map((row, t) => row.map((score, s) => (mask[t]![s] ? score : value)));
	const checks: Check[] = [
		{
			id: "exports",
			text: says.exports,
			isNeeded: true,
			run: () => {
				const found = examination.exported(name);
				if (typeof found !== "function") throw new Failure(texts.notAFunction(name, kindOf(found, texts)));
			},
		},
		{
			id: "shape",
			text: says.shape,
			isNeeded: true,
			run: () => {
				got = weigh(scores);
			},
		},
		{
			id: "hidden-is-0",
			text: says.hidden,
			run: () => {
				got!.forEach((row, t) => {
					const s = row.findIndex((weight, place) => !mask[t]![place] && weight !== 0);
					if (s !== -1) throw new Failure(texts.value(`${name}[${t}][${s}]`, "0", String(row[s])));
				});
			},
		},
		{ id: "rows-sum-to-1", text: says.rowsSum, run: () => requireUnitRows(got!, name, examination) },
		{ id: "values", text: says.values, run: () => expectClose(got!, softmaxOver(scores)) },
		{
			id: "hidden-scores",
			text: says.hiddenScores,
			hint: "mask-add",
			run: () => {
				expectClose(weigh(hide(1e6)), got!);
				expectClose(weigh(hide(Number.NaN)), got!);
			},
		},
		{
			id: "empty-row",
			text: says.empty,
			hint: "empty-row",
			run: () => {
				const none = mask.map((row, t) => (t === 1 ? row.map(() => false) : row));
				expectClose(
					weigh(scores, none)[1]!.map((weight) => [weight]),
					new Array(S).fill([0]),
				);
			},
		},
		{
			id: "large-scores",
			text: says.large,
			hint: "softmax-overflow",
			run: () => expectClose(weigh(scores.map((row) => row.map((score) => score + 2000))), got!),
		},
	];
	return runChecks(checks, examination, () => got && mistake(got, scores));
}

function softmaxOver(
	scores: Matrix,
	isAllowed = (t: number, s: number) => mask[t]![s]!,
	hidden = Number.NEGATIVE_INFINITY,
): Matrix {
	return scores.map((row, t) => byHand.softmax(row.map((score, s) => (isAllowed(t, s) ? score : hidden))));
}

function mistake(got: Matrix, scores: Matrix): HintId | undefined {
	const whole = scores.map(byHand.softmax);
	const wrong: [HintId, Matrix][] = [
		["mask-after-softmax", whole.map((row, t) => row.map((weight, s) => (mask[t]![s] ? weight : 0)))],
		["mask-inverted", softmaxOver(scores, (t, s) => !mask[t]![s])],
		["mask-with-zero", softmaxOver(scores, undefined, 0)],
		["padding-mask-missing", whole],
	];
	return firstMatch(got, wrong, TOLERANCE);
}
