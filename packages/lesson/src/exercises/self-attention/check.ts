// The checks of exercise 4: self-attention over a padded batch.

import * as tf from "@tensorflow/tfjs";
import { type Examination, examine } from "../../checking/examination.js";
import { Failure } from "../../checking/failure.js";
import type { HintId } from "../../checking/hints.js";
import { type Batch, type LayerResult, layerByHand, layerOf, readLayerResult } from "../../checking/layer.js";
import {
	disposingTensors,
	type Found,
	forEachHead,
	LAYER_TOLERANCE,
	type LayerTrial,
	layerChecks,
	layerMistake,
	paddingCheck,
} from "../../checking/layer-checks.js";
import { normalMatrix, otherOrder } from "../../checking/random-inputs.js";
import { isClose, requireClose } from "../../checking/read-values.js";
import { type Check, runChecks } from "../../checking/run-checks.js";
import type { CheckOptions, Verdict } from "../../checking/verdict.js";
import { selfAttentionCheckTexts } from "./check-texts.js";

const heads = { numHeads: 4, keyDim: 16 };
const [B, T, D] = [2, 6, 16];
const lengths = [T, 4];

export function checkSelfAttention(solution: unknown, options: CheckOptions): Verdict[] {
	return disposingTensors(() => check(solution, options));
}

function check(solution: unknown, options: CheckOptions): Verdict[] {
	const examination = examine(solution, options);
	const { random, texts } = examination;
	const says = selfAttentionCheckTexts[options.language];
	const x: Batch = Array.from({ length: B }, () => normalMatrix(random, T, D));
	const run = (words: Batch) => examination.call("run", tf.tensor3d(words), [...lengths]);
	const square = (rule: (t: number, s: number, length: number) => boolean) => (b: number) =>
		Array.from({ length: T }, (_, t) => Array.from({ length: T }, (__, s) => rule(t, s, lengths[b]!)));
	const trial: LayerTrial = {
		heads,
		query: x,
		value: x,
		mask: square((_, s, length) => s < length),
		rows: (b) => lengths[b]!,
		run: () => run(x),
		wrongMasks: [
			["padding-mask-missing", square(() => true)],
			["padding-mask-inverted", square((_, s, length) => s >= length)],
			["mask-off-by-one", square((_, s, length) => s <= length)],
			["mask-off-by-one", square((_, s, length) => s < length - 1)],
			["causal-not-asked", square((t, s, length) => s <= t && s < length)],
			["causal-not-asked", square((t, s) => s <= t)],
		],
	};
	const found: Found = {};
	const read = (result: unknown) =>
		readLayerResult(result, { output: [B, T, D], weights: [B, heads.numHeads, T, T] }, examination);
	const expectRows = (got: LayerResult, wanted: Batch, sentences: readonly number[]) => {
		for (const b of sentences) {
			const rows = wanted[b]!.slice(0, lengths[b]);
			requireClose(got.output[b]!, rows, `output[${b}]`, examination, LAYER_TOLERANCE);
		}
	};
	const checks: Check[] = [
		...layerChecks(trial, found, examination, says),
		paddingCheck(trial, found, examination, says.padding),
		{
			id: "both-ways",
			text: says.bothWays,
			hint: "causal-not-asked",
			run: () => {
				forEachHead(found.result!.weights, trial, (rows, where, b) => {
					const last = rows[0]![lengths[b]! - 1]!;
					if (!(last > 0))
						throw new Failure(texts.value(`${where}[0][${lengths[b]! - 1}]`, "> 0", String(last)));
				});
			},
		},
		{
			id: "permuted-words",
			text: says.permuted,
			run: () => {
				const order = otherOrder(random, T);
				// Only the first sentence has no padding to keep at its end.
				const moved = [order.map((t) => x[0]![t]!), x[1]!];
				const wanted = [order.map((t) => found.result!.output[0]![t]!), found.result!.output[1]!];
				expectRows(read(run(moved)), wanted, [0]);
			},
		},
		{
			id: "nan-in-padding",
			text: says.nan,
			hint: "padding-mask-missing",
			run: () => {
				const spoilt = x.map((rows, b) =>
					rows.map((row, t) => (t < lengths[b]! ? row : row.map(() => Number.NaN))),
				);
				expectRows(read(run(spoilt)), found.result!.output, [0, 1]);
			},
		},
	];
	return runChecks(checks, examination, () => mistake(trial, found, examination));
}

function mistake(trial: LayerTrial, found: Found, examination: Examination): HintId | undefined {
	const known = layerMistake(trial, found, examination);
	const { result } = found;
	const layer = layerOf(examination);
	if (known !== undefined || result === undefined || layer === undefined) return known;
	const isSum = trial.query.every((rows, b) => {
		const { output } = layerByHand(layer, rows, rows, trial.mask(b));
		const sum = output.map((row, t) => row.map((value, i) => value + rows[t]![i]!));
		return isClose(result.output[b]!.slice(0, trial.rows(b)), sum.slice(0, trial.rows(b)), LAYER_TOLERANCE);
	});
	return isSum ? "residual-added" : undefined;
}
