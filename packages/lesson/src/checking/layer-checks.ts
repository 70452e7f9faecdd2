// The checks that every exercise with a MultiHeadAttention layer begins with: it is exported, has the sizes that the
// task asks for, returns output and weights, and these are the numbers that its weights give by hand.

import * as tf from "@tensorflow/tfjs";
import type { Examination } from "./examination.js";
import { Failure } from "./failure.js";
import type { HintId } from "./hints.js";
import {
	type Batch,
	type HeadMaps,
	type HeadSizes,
	type LayerResult,
	layerByHand,
	layerOf,
	readLayerResult,
	requireLayer,
} from "./layer.js";
import { isClose, requireClose, requireUnitRows } from "./read-values.js";
import type { Check } from "./run-checks.js";

/** The mask of one sentence of the batch: (T, S), true = may attend. */
export type MaskOf = (sentence: number) => boolean[][];

export interface LayerTrial {
	heads: HeadSizes;
	/** (B, T, Dq). */
	query: Batch;
	/** (B, S, Dv). */
	value: Batch;
	mask: MaskOf;
	/** Query rows of a sentence that are words; nothing is asked of the others. */
	rows(sentence: number): number;
	/** Calls the student's `run` with the inputs above. */
	run(): unknown;
	/** Masks that students apply by mistake. */
	wrongMasks: readonly (readonly [HintId, MaskOf])[];
}

export interface LayerCheckTexts {
	exports: string;
	layer: string;
	returns: string;
	sameTwice: string;
	rowsSum: string;
	numbers: string;
}

/** Layers compute in single precision; of numbers near 1. */
export const LAYER_TOLERANCE = 1e-4;

/** Runs checks whose tensors nobody needs afterwards. */
export function disposingTensors<Result>(run: () => Result): Result {
	tf.engine().startScope();
	try {
		return run();
	} finally {
		tf.engine().endScope();
	}
}

/** What `run` gave, filled in by the check `returns`. */
export interface Found {
	result?: LayerResult;
}

export function layerChecks(
	trial: LayerTrial,
	found: Found,
	examination: Examination,
	says: LayerCheckTexts,
	exports: readonly string[] = ["mha", "run"],
): Check[] {
	const { texts } = examination;
	const [B, T, S] = [trial.query.length, trial.query[0]!.length, trial.value[0]!.length];
	const shapes = {
		output: [B, T, trial.query[0]![0]!.length],
		weights: [B, trial.heads.numHeads, T, S],
	};
	const read = () => readLayerResult(trial.run(), shapes, examination);
	return [
		{
			id: "exports",
			text: says.exports,
			isNeeded: true,
			run: () => {
				for (const name of exports) examination.exported(name);
			},
		},
		{ id: "layer", text: says.layer, run: () => requireLayer(examination, trial.heads) },
		{
			id: "returns",
			text: says.returns,
			isNeeded: true,
			run: () => {
				found.result = read();
				return `output (${shapes.output.join(", ")}), weights (${shapes.weights.join(", ")})`;
			},
		},
		{
			id: "same-twice",
			text: says.sameTwice,
			hint: "layer-per-call",
			run: () => {
				if (!isSame(read(), found.result!, trial)) throw new Failure(texts.twice, "layer-per-call");
			},
		},
		{
			id: "rows-sum-to-1",
			text: says.rowsSum,
			run: () => {
				forEachHead(found.result!.weights, trial, (rows, where) => requireUnitRows(rows, where, examination));
			},
		},
		{
			id: "numbers",
			text: says.numbers,
			hint: "layer-per-call",
			run: () => {
				const layer = layerOf(examination);
				if (layer === undefined)
					throw new Failure(texts.wrongKind("mha", texts.kinds.layer, "?"), "use-layer");
				for (let b = 0; b < B; b++) {
					const { output, weights } = layerByHand(layer, trial.query[b]!, trial.value[b]!, trial.mask(b));
					const rows = trial.rows(b);
					const { result } = found;
					weights.forEach((map, n) => {
						const where = `weights[${b}][${n}]`;
						requireClose(result!.weights[b]![n]!, map.slice(0, rows), where, examination, LAYER_TOLERANCE);
					});
					requireClose(
						result!.output[b]!,
						output.slice(0, rows),
						`output[${b}]`,
						examination,
						LAYER_TOLERANCE,
					);
				}
			},
		},
	];
}

/** The check that no word of padding is looked at: all that the trial's mask forbids. */
export function paddingCheck(trial: LayerTrial, found: Found, { texts }: Examination, text: string): Check {
	return {
		id: "padding",
		text,
		hint: "padding-mask-missing",
		run: () => {
			forEachHead(found.result!.weights, trial, (rows, where, b) => {
				const mask = trial.mask(b);
				rows.forEach((row, t) => {
					const s = row.findIndex((weight, place) => !mask[t]![place] && weight !== 0);
					if (s !== -1) throw new Failure(texts.value(`${where}[${t}][${s}]`, "0", row[s]!.toFixed(4)));
				});
			});
		},
	};
}

/** Whether what a layer threw says that a mask does not fit where it was given. */
export function isMaskError(text: string): boolean {
	return /(value|query|key|attention)Mask|a mask that broadcasts/.test(text);
}

/** Every head's rows that belong to words. */
export function forEachHead(
	weights: HeadMaps,
	trial: LayerTrial,
	visit: (rows: number[][], where: string, sentence: number) => void,
): void {
	weights.forEach((heads, b) => {
		heads.forEach((map, n) => {
			visit(map.slice(0, trial.rows(b)), `weights[${b}][${n}]`, b);
		});
	});
}

export function isSame(one: LayerResult, other: LayerResult, trial: LayerTrial): boolean {
	return one.output.every((rows, b) =>
		isClose(rows.slice(0, trial.rows(b)), other.output[b]!.slice(0, trial.rows(b)), LAYER_TOLERANCE),
	);
}

/** The mistake behind what `run` gave or threw: a new layer in each call, one of the wrong masks, a mask that does not fit. */
export function layerMistake(trial: LayerTrial, found: Found, examination: Examination): HintId | undefined {
	const { result } = found;
	if (result === undefined) return misplacedMask(trial);
	const layer = layerOf(examination);
	if (layer === undefined) return undefined;
	const again = readLayerResult(
		trial.run(),
		{ output: shapeOf(result.output), weights: shapeOf(result.weights) },
		examination,
	);
	if (!isSame(again, result, trial)) return "layer-per-call";
	const isMask = (mask: MaskOf) =>
		result.weights.every((maps, b) => {
			const { weights } = layerByHand(layer, trial.query[b]!, trial.value[b]!, mask(b));
			const rows = trial.rows(b);
			return maps.every((map, n) => isClose(map.slice(0, rows), weights[n]!.slice(0, rows), LAYER_TOLERANCE));
		});
	return trial.wrongMasks.find(([, mask]) => isMask(mask))?.[0];
}

function misplacedMask(trial: LayerTrial): HintId | undefined {
	try {
		trial.run();
		return undefined;
	} catch (error) {
		return isMaskError((error as Failure).detail) ? "mask-argument" : undefined;
	}
}

function shapeOf(value: unknown): number[] {
	return Array.isArray(value) ? [value.length, ...shapeOf(value[0])] : [];
}
