// The checks of exercise 1: attention over plain arrays, written by the student.

import { byHand, type Random } from "@mirada/attention";
import { type Examination, examine } from "../../checking/examination.js";
import { Failure } from "../../checking/failure.js";
import type { HintId } from "../../checking/hints.js";
import { copyOf, normalMatrix, normalVector, otherOrder } from "../../checking/random-inputs.js";
import {
	firstMatch,
	readFields,
	readRows,
	requireClose,
	requireFinite,
	requireShape,
	requireUnitRows,
} from "../../checking/read-values.js";
import { type Check, runChecks } from "../../checking/run-checks.js";
import type { CheckOptions, Verdict } from "../../checking/verdict.js";
import { fixed } from "../../language/index.js";
import { byHandCheckTexts } from "./check-texts.js";

type Matrix = number[][];
interface Inputs {
	Q: Matrix;
	K: Matrix;
	V: Matrix;
}
interface Attended {
	weights: Matrix;
	output: Matrix;
}

/** Of numbers near 1; the solution may compute in single precision. */
const TOLERANCE = 1e-5;

export function checkByHand(solution: unknown, options: CheckOptions): Verdict[] {
	const examination = examine(solution, options);
	const { random, texts, numbers } = examination;
	const says = byHandCheckTexts[options.language];
	/** T = 3 queries, S = 5 keys of d = 4 numbers, values of 2: no two sizes are equal. */
	const base = inputs(random, { T: 3, S: 5, d: 4, width: 2 });
	/** What the solution gave for `base`, once it could be read. */
	let attended: Attended | undefined;
	const expectClose = (got: Matrix, expected: Matrix, where: string) =>
		requireClose(got, expected, where, examination, TOLERANCE);
	const attend = (given: Inputs) => attendChecked(given, examination);
	const checks: Check[] = [
		{
			id: "exports",
			text: says.exports,
			isNeeded: true,
			run: () => {
				const found = examination.exported("attention");
				if (typeof found !== "function") throw new Failure(texts.notAFunction("attention", typeof found));
			},
		},
		{
			id: "shapes",
			text: says.shapes,
			isNeeded: true,
			run: () => {
				const got = readAttended(callWith(base, examination), examination);
				requireShape(got.weights, "weights", [3, 5], examination);
				requireShape(got.output, "output", [3, 2], examination);
				attended = got;
				return "weights (3, 5), output (3, 2)";
			},
		},
		{ id: "finite", text: says.finite, isNeeded: true, run: () => requireAllFinite(attended!, examination) },
		{
			id: "rows-sum-to-1",
			text: says.rowsSum,
			run: () => requireUnitRows(attended!.weights, "weights", examination),
		},
		{
			id: "weights",
			text: says.weights,
			run: () => expectClose(attended!.weights, scaled(base).weights, "weights"),
		},
		{
			id: "output",
			text: says.output,
			run: () => {
				// Of the solution's own weights, so that one mistake is not counted twice.
				const { weights, output } = attended!;
				const hint = outputMistake(attended!, base);
				if (hint)
					throw new Failure(
						firstDifference(() => expectClose(output, product(weights, base.V), "output")),
						hint,
					);
				expectClose(output, product(weights, base.V), "output");
			},
		},
		{
			id: "one-key",
			text: says.oneKey,
			run: () => {
				const one = inputs(random, { T: 2, S: 1, d: 3, width: 4 });
				const { weights, output } = attend(one);
				expectClose(weights, [[1], [1]], "weights");
				expectClose(output, [one.V[0]!, one.V[0]!], "output");
			},
		},
		{
			id: "permuted-keys",
			text: says.permuted,
			run: () => {
				const order = otherOrder(random, 5);
				const moved = { Q: base.Q, K: order.map((s) => base.K[s]!), V: order.map((s) => base.V[s]!) };
				const { weights, output } = attend(moved);
				expectClose(output, attended!.output, "output");
				expectClose(
					weights,
					attended!.weights.map((row) => order.map((s) => row[s]!)),
					"weights",
				);
			},
		},
		{
			id: "shifted-scores",
			text: says.shifted,
			run: () => {
				const shift = normalVector(random, 4);
				const moved = { ...base, K: base.K.map((key) => key.map((value, i) => value + shift[i]!)) };
				expectClose(attend(moved).weights, attended!.weights, "weights");
			},
		},
		{
			id: "large-scores",
			text: says.large,
			hint: "softmax-overflow",
			run: () => {
				const large = { ...base, Q: base.Q.map((row) => row.map((value) => 2000 * value)) };
				const got = attend(large);
				const isSoftmax = attended!.weights.every(
					(row) => Math.abs(row.reduce((a, b) => a + b, 0) - 1) < 1e-4,
				);
				const t = got.weights.findIndex((row) => !row.every(Number.isFinite));
				if (isSoftmax && t !== -1) {
					const place = `weights[${t}]`;
					throw new Failure(texts.notFinite(place, got.weights[t]!.join(", ")), "softmax-overflow", true);
				}
				requireUnitRows(got.weights, "weights", examination);
				requireAllFinite(got, examination);
			},
		},
		{
			id: "wide",
			text: says.wide,
			run: () => {
				const wide = inputs(random, { T: 8, S: 8, d: 512, width: 1 });
				const [expected, got] = [scaled(wide).weights, attend(wide).weights].map(meanLargest);
				const [wanted, found] = [fixed(expected!, 3, numbers), fixed(got!, 3, numbers)];
				const detail = texts.meanLargest(wanted, found);
				if (!(Math.abs(got! - expected!) < 1e-3)) throw new Failure(detail);
				return detail;
			},
		},
		{
			id: "inputs-kept",
			text: says.kept,
			hint: "keep-inputs",
			run: () => {
				const given = { Q: copyOf(base.Q), K: copyOf(base.K), V: copyOf(base.V) };
				examination.call("attention", given.Q, given.K, given.V);
				for (const name of ["Q", "K", "V"] as const) {
					if (JSON.stringify(given[name]) !== JSON.stringify(base[name]))
						throw new Failure(texts.changed(name));
				}
			},
		},
	];
	return runChecks(checks, examination, () => weightsMistake(attended, base, examination));
}

function inputs(random: Random, size: { T: number; S: number; d: number; width: number }): Inputs {
	return {
		Q: normalMatrix(random, size.T, size.d),
		K: normalMatrix(random, size.S, size.d),
		V: normalMatrix(random, size.S, size.width),
	};
}

function callWith({ Q, K, V }: Inputs, examination: Examination): unknown {
	return examination.call("attention", copyOf(Q), copyOf(K), copyOf(V));
}

function readAttended(result: unknown, examination: Examination): Attended {
	const [weights, output] = readFields(result, "attention(Q, K, V)", ["weights", "output"], examination);
	return {
		weights: readRows(weights, "weights", examination),
		output: readRows(output, "output", examination),
	};
}

function attendChecked(given: Inputs, examination: Examination): Attended {
	const got = readAttended(callWith(given, examination), examination);
	requireShape(got.weights, "weights", [given.Q.length, given.K.length], examination);
	requireShape(got.output, "output", [given.Q.length, given.V[0]!.length], examination);
	return got;
}

function requireAllFinite({ weights, output }: Attended, examination: Examination): void {
	requireFinite(weights, "weights", examination);
	requireFinite(output, "output", examination);
}

function scaled({ Q, K, V }: Inputs) {
	return byHand.attention({ queries: Q, keys: K, values: V });
}

function product(weights: Matrix, values: Matrix): Matrix {
	return weights.map((row) => byHand.vectorTimesMatrix(row, values));
}

function meanLargest(weights: Matrix): number {
	return weights.reduce((sum, row) => sum + Math.max(...row), 0) / weights.length;
}

function firstDifference(compare: () => void): string {
	try {
		compare();
		return "";
	} catch (error) {
		return (error as Failure).detail;
	}
}

/** The mistake whose weights these are. */
function weightsMistake(
	attended: Attended | undefined,
	base: Inputs,
	examination: Examination,
): HintId | undefined {
	if (attended?.weights.flat().every(Number.isFinite)) {
		return firstMatch(attended.weights, wrongWeights(base), TOLERANCE);
	}
	return shapeMistake(base, examination) ?? squareMistake(examination);
}

/** The mistake that shows in the shapes of the result, if there is a result. */
function shapeMistake(base: Inputs, examination: Examination): HintId | undefined {
	let got: Attended;
	try {
		got = readAttended(callWith(base, examination), examination);
	} catch {
		return undefined;
	}
	const [rows, columns] = [got.weights.length, got.weights[0]?.length];
	if (rows === base.K.length && columns === base.Q.length) return "rows-are-queries";
	if (rows === base.Q.length && columns === base.Q[0]!.length) return "transpose-k";
	const mixesKeys = columns === base.K.length && got.output[0]?.length === base.K[0]!.length;
	return mixesKeys ? "values-not-keys" : undefined;
}

/** With equal sizes a matrix that is not transposed still multiplies. */
function squareMistake(examination: Examination): HintId | undefined {
	const square = inputs(examination.random, { T: 3, S: 3, d: 3, width: 3 });
	const { weights } = attendChecked(square, examination);
	return firstMatch(weights, wrongWeights(square), TOLERANCE);
}

function wrongWeights(given: Inputs): [HintId, Matrix][] {
	const { Q, K } = given;
	const dots = Q.map((query) => K.map((key) => byHand.dotProduct(query, key)));
	const d = Q[0]!.length;
	const times = (scores: Matrix, factor: number) => scores.map((row) => row.map((score) => factor * score));
	const rows = (factor: number) => times(dots, factor).map(byHand.softmax);
	const root = Math.sqrt(d);
	/** Scores of either scale, in what is wrong beside it. */
	const either = (id: HintId, form: (scores: Matrix) => Matrix): [HintId, Matrix][] =>
		[1, 1 / root, 1 / d].map((factor) => [id, form(times(dots, factor))]);
	const isSquare = K.length === d;
	return [
		["scale-forgotten", rows(1)],
		["scale-by-width", rows(1 / d)],
		["scale-multiplied", rows(root)],
		["scale-wrong-size", rows(1 / Math.sqrt(K.length))],
		["scale-wrong-size", rows(1 / Math.sqrt(Q.length))],
		...(isSquare
			? [1, 1 / root].map((factor): [HintId, Matrix] => [
					"transpose-k",
					times(product(Q, K), factor).map(byHand.softmax),
				])
			: []),
		...either("softmax-axis", (scores) => transposed(transposed(scores).map(byHand.softmax))),
		...either("softmax-missing", (scores) => scores),
		...either("softmax-missing", (scores) => scores.map((row) => row.map(Math.exp))),
		...either("softmax-missing", (scores) =>
			scores.map((row) => row.map((score) => score / row.reduce((a, b) => a + b, 0))),
		),
		...either("softmax-whole", (scores) => {
			const flat = byHand.softmax(scores.flat());
			return scores.map((row, t) => row.map((_, s) => flat[t * row.length + s]!));
		}),
	];
}

function transposed(matrix: Matrix): Matrix {
	return (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column]!));
}

function outputMistake({ output, weights }: Attended, { Q, K, V }: Inputs): HintId | undefined {
	const dots = Q.map((query) => K.map((key) => byHand.dotProduct(query, key)));
	const root = Math.sqrt(Q[0]!.length);
	const scores = [dots, dots.map((row) => row.map((score) => score / root))];
	const right = firstMatch(output, [["right", product(weights, V)]], TOLERANCE);
	if (right) return undefined;
	return (
		firstMatch<HintId>(
			output,
			scores.map((matrix) => ["output-of-scores", product(matrix, V)]),
			TOLERANCE,
		) ?? "output-mean"
	);
}
