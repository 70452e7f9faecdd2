// The checks of exercise 5: the causal mask, by hand and in a layer.

import { byHand } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";
import { examine } from "../../checking/examination.js";
import { Failure } from "../../checking/failure.js";
import type { HintId } from "../../checking/hints.js";
import { type Batch, readLayerResult } from "../../checking/layer.js";
import {
	disposingTensors,
	type Found,
	forEachHead,
	LAYER_TOLERANCE,
	type LayerTrial,
	layerChecks,
	layerMistake,
} from "../../checking/layer-checks.js";
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
import { causalCheckTexts } from "./check-texts.js";

type Matrix = number[][];

const heads = { numHeads: 4, keyDim: 16 };
const [B, T, D] = [2, 5, 12];
/** Of weights by hand; the solution may compute in single precision. */
const TOLERANCE = 1e-5;

/** Who may be looked at by query t, rightly and by mistake. */
const rules = {
	right: (t: number, s: number) => s <= t,
	"causal-missing": () => true,
	"causal-reversed": (t: number, s: number) => s >= t,
	"causal-strict": (t: number, s: number) => s < t,
};

export function checkCausal(solution: unknown, options: CheckOptions): Verdict[] {
	const byHandPart = checkByHandPart(solution, options);
	const layerPart = disposingTensors(() => checkLayerPart(solution, options));
	return [...byHandPart, ...layerPart];
}

function checkByHandPart(solution: unknown, options: CheckOptions): Verdict[] {
	const examination = examine(solution, options);
	const { random, texts } = examination;
	const says = causalCheckTexts[options.language];
	const scores = normalMatrix(random, T, T);
	let got: Matrix | undefined;
	const weigh = (given: Matrix) => {
		const rows = readRows(examination.call("causalWeights", copyOf(given)), "causalWeights", examination);
		requireShape(rows, "causalWeights", [T, T], examination);
		return rows;
	};
	const expectClose = (rows: Matrix, expected: Matrix) =>
		requireClose(rows, expected, "causalWeights", examination, TOLERANCE);
	const checks: Check[] = [
		{
			id: "weights-shape",
			text: says.shape,
			isNeeded: true,
			run: () => {
				got = weigh(scores);
				return `(${T}, ${T})`;
			},
		},
		{ id: "first-word", text: says.first, run: () => expectClose(got!.slice(0, 1), [[1, 0, 0, 0, 0]]) },
		{
			id: "future-is-0",
			text: says.future,
			run: () => {
				got!.forEach((row, t) => {
					const s = row.findIndex((weight, place) => place > t && weight !== 0);
					if (s !== -1) throw new Failure(texts.value(`causalWeights[${t}][${s}]`, "0", String(row[s])));
				});
			},
		},
		{
			id: "weights-sum-to-1",
			text: says.rowsSum,
			run: () => requireUnitRows(got!, "causalWeights", examination),
		},
		{
			id: "weights-values",
			text: says.values,
			run: () => expectClose(got!, masked(scores, rules.right)),
		},
		{
			id: "shifted-scores",
			text: says.shifted,
			run: () => expectClose(weigh(scores.map((row, t) => row.map((score) => score + t + 1))), got!),
		},
		{
			id: "future-scores",
			text: says.futureScores,
			hint: "mask-after-softmax",
			run: () =>
				expectClose(weigh(scores.map((row, t) => row.map((score, s) => (s > t ? 1e6 : score)))), got!),
		},
		{
			id: "large-scores",
			text: says.large,
			hint: "softmax-overflow",
			run: () => expectClose(weigh(scores.map((row) => row.map((score) => score + 2000))), got!),
		},
	];
	return runChecks(checks, examination, () => got && byHandMistake(got, scores));
}

function masked(
	scores: Matrix,
	rule: (t: number, s: number) => boolean,
	hidden = Number.NEGATIVE_INFINITY,
): Matrix {
	return scores.map((row, t) => byHand.softmax(row.map((score, s) => (rule(t, s) ? score : hidden))));
}

function byHandMistake(got: Matrix, scores: Matrix): HintId | undefined {
	const whole = scores.map(byHand.softmax);
	const cut = (rule: (t: number, s: number) => boolean) =>
		whole.map((row, t) => row.map((weight, s) => (rule(t, s) ? weight : 0)));
	const columns = masked(transposed(scores), rules["causal-reversed"]);
	const wrong: [HintId, Matrix][] = [
		["mask-after-softmax", cut(rules.right)],
		["mask-with-zero", masked(scores, rules.right, 0)],
		["softmax-axis", transposed(columns)],
		["causal-reversed", masked(scores, rules["causal-reversed"])],
		["causal-missing", whole],
	];
	const found = firstMatch(got, wrong, TOLERANCE);
	if (found !== undefined) return found;
	// The first row of a strict mask is empty: NaN, zeros, or a uniform row.
	return firstMatch(
		got.slice(1),
		[["causal-strict", masked(scores, rules["causal-strict"]).slice(1)]],
		TOLERANCE,
	);
}

function transposed(matrix: Matrix): Matrix {
	return (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column]!));
}

function checkLayerPart(solution: unknown, options: CheckOptions): Verdict[] {
	const examination = examine(solution, options);
	const { random } = examination;
	const says = causalCheckTexts[options.language];
	const x: Batch = Array.from({ length: B }, () => normalMatrix(random, T, D));
	const run = (words: Batch) => examination.call("run", tf.tensor3d(words));
	const square = (rule: (t: number, s: number) => boolean) => () =>
		Array.from({ length: T }, (_, t) => Array.from({ length: T }, (__, s) => rule(t, s)));
	const trial: LayerTrial = {
		heads,
		query: x,
		value: x,
		mask: square(rules.right),
		rows: () => T,
		run: () => run(x),
		wrongMasks: (["causal-missing", "causal-reversed", "causal-strict"] as const).map((id) => [
			id,
			square(rules[id]),
		]),
	};
	const found: Found = {};
	const read = (result: unknown) =>
		readLayerResult(result, { output: [B, T, D], weights: [B, heads.numHeads, T, T] }, examination);
	const checks: Check[] = [
		...layerChecks(trial, found, examination, says),
		{
			id: "layer-first-word",
			text: says.layerFirst,
			run: () => {
				forEachHead(found.result!.weights, trial, (rows, where) => {
					requireClose(rows.slice(0, 1), [[1, 0, 0, 0, 0]], where, examination, LAYER_TOLERANCE);
				});
			},
		},
		{
			id: "future-words",
			text: says.futureWords,
			hint: "causal-missing",
			run: () => {
				const known = 3;
				const changed = x.map((rows) => [
					...rows.slice(0, known),
					...normalMatrix(random, T - known - 1, D),
					new Array<number>(D).fill(Number.NaN),
				]);
				const { output } = read(run(changed));
				for (const [b, rows] of found.result!.output.entries()) {
					requireClose(output[b]!, rows.slice(0, known), `output[${b}]`, examination, LAYER_TOLERANCE);
				}
			},
		},
	];
	return runChecks(checks, examination, () => layerMistake(trial, found, examination));
}
