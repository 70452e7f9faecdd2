// The checks of exercise 3: cross-attention by MultiHeadAttention, with a padding mask.

import type { Random } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";
import { type Examination, examine } from "../../checking/examination.js";
import type { Failure } from "../../checking/failure.js";
import type { HintId } from "../../checking/hints.js";
import { type Batch, layerOf, readLayerResult } from "../../checking/layer.js";
import {
	disposingTensors,
	type Found,
	isMaskError,
	isSame,
	LAYER_TOLERANCE,
	type LayerTrial,
	layerChecks,
	layerMistake,
	paddingCheck,
} from "../../checking/layer-checks.js";
import { normalMatrix, otherOrder } from "../../checking/random-inputs.js";
import { requireClose } from "../../checking/read-values.js";
import { type Check, runChecks } from "../../checking/run-checks.js";
import type { CheckOptions, Verdict } from "../../checking/verdict.js";
import { multiHeadCheckTexts } from "./check-texts.js";

const heads = { numHeads: 8, keyDim: 64 };
const [B, T, S] = [2, 3, 5];
/** Widths of query and value: not equal, as those of a decoder and its encoder need not be. */
const [Dq, Dv] = [6, 10];
const lengths = [S, 3];

export function checkMultiHead(solution: unknown, options: CheckOptions): Verdict[] {
	return disposingTensors(() => check(solution, options));
}

function check(solution: unknown, options: CheckOptions): Verdict[] {
	const examination = examine(solution, options);
	const { random } = examination;
	const says = multiHeadCheckTexts[options.language];
	const query = batch(random, T, Dq);
	const value = batch(random, S, Dv);
	const run = (values: Batch, mask: boolean[][]) =>
		examination.call("run", tf.tensor3d(query), tf.tensor3d(values), maskTensor(mask));
	const masks = lengths.map((length) => Array.from({ length: S }, (_, s) => s < length));
	const trial: LayerTrial = {
		heads,
		query,
		value,
		mask: (b) => query[b]!.map(() => masks[b]!),
		rows: () => T,
		run: () => run(value, masks),
		wrongMasks: [
			["padding-mask-missing", (b) => query[b]!.map(() => masks[b]!.map(() => true))],
			["padding-mask-inverted", (b) => query[b]!.map(() => masks[b]!.map((isWord) => !isWord))],
		],
	};
	const found: Found = {};
	const read = (result: unknown, keys = S) =>
		readLayerResult(result, { output: [B, T, Dq], weights: [B, heads.numHeads, T, keys] }, examination);
	const expectSame = (result: unknown, keys?: number) => {
		const again = read(result, keys);
		if (isSame(again, found.result!, trial)) return;
		again.output.forEach((rows, b) => {
			requireClose(rows, found.result!.output[b]!, `output[${b}]`, examination, LAYER_TOLERANCE);
		});
	};
	const checks: Check[] = [
		...layerChecks(trial, found, examination, says),
		paddingCheck(trial, found, examination, says.padding),
		{
			id: "nan-in-padding",
			text: says.nan,
			hint: "padding-mask-missing",
			run: () => {
				const spoilt = value.map((rows, b) =>
					rows.map((row, s) => (masks[b]![s] ? row : row.map(() => Number.NaN))),
				);
				expectSame(run(spoilt, masks));
			},
		},
		{
			id: "more-padding",
			text: says.more,
			hint: "padding-mask-missing",
			run: () => {
				const longer = value.map((rows) => [...rows, ...normalMatrix(random, 2, Dv)]);
				expectSame(
					run(
						longer,
						masks.map((row) => [...row, false, false]),
					),
					S + 2,
				);
			},
		},
		{
			id: "permuted-keys",
			text: says.permuted,
			run: () => {
				const order = otherOrder(random, S);
				const move = <Item>(items: readonly Item[]) => order.map((s) => items[s]!);
				expectSame(run(value.map(move), masks.map(move)));
			},
		},
	];
	return runChecks(checks, examination, () => mistake(trial, found, examination));
}

function mistake(trial: LayerTrial, found: Found, examination: Examination): HintId | undefined {
	if (found.result !== undefined) return layerMistake(trial, found, examination);
	const layer = layerOf(examination);
	// What was thrown or returned says which tensors the layer was given.
	let text = "";
	try {
		const result = trial.run();
		const weights = Array.isArray(result) ? (result[1] as tf.Tensor).shape : undefined;
		if (weights?.at(-1) === T && weights.at(-2) === T) return "cross-not-self";
		if (weights?.at(-1) === T && weights.at(-2) === S) return "query-first";
	} catch (error) {
		text = (error as Failure).detail;
	}
	// With as many queries as keys every mask fits, and the layer is built for the widths that it is given.
	const [query, value] = [batch(examination.random, S, Dq), batch(examination.random, S, Dv)];
	const mask = lengths.map(() => new Array<boolean>(S).fill(true));
	try {
		examination.call("run", tf.tensor3d(query), tf.tensor3d(value), maskTensor(mask));
	} catch {
		// It is built all the same, if the widths are what it can take.
	}
	const [queryKernel, , keyKernel] = layer?.getWeights() ?? [];
	if (queryKernel?.shape[0] === Dv) return "query-first";
	if (keyKernel?.shape[0] === Dq) return "cross-not-self";
	return isMaskError(text) ? "mask-argument" : undefined;
}

function batch(random: Random, length: number, width: number): Batch {
	return Array.from({ length: B }, () => normalMatrix(random, length, width));
}

/** (B, S) bool. */
function maskTensor(mask: readonly (readonly boolean[])[]): tf.Tensor2D {
	return tf.tensor2d(
		mask.map((row) => row.map(Number)),
		[mask.length, mask[0]!.length],
		"bool",
	);
}
