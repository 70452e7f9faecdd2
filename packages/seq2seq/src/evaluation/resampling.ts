// Bootstrap over sentences (Efron, 1979): scores of many corpora drawn, with replacement, from the sentences
// of one. Works on sums of per-sentence statistics, so no sentence is scored twice.
import { describeValue, type OptionNames, requireInteger, requireKind } from "@mirada/core-native/contract";
import { Random } from "../data/random.js";

export interface ResamplingOptions {
	/** How many corpora to draw. Default 1,000. */
	resamples?: number;
	/** Default 1. */
	seed?: number;
	/** Share of the resamples inside the interval. Default 0.95. */
	confidence?: number;
}

export const RESAMPLING_NAMES: OptionNames<ResamplingOptions> = {
	resamples: true,
	seed: true,
	confidence: true,
};

/** @throws TypeError, RangeError for a value that resampling cannot have. */
export function requireResampling(where: string, { resamples, seed, confidence }: ResamplingOptions): void {
	if (resamples !== undefined) requireInteger(where, "resamples", resamples, 1, 1e7);
	if (seed !== undefined) requireKind(where, "seed", seed, "number");
	if (confidence === undefined || (typeof confidence === "number" && confidence > 0 && confidence < 1))
		return;
	throw new RangeError(`${where}: expected confidence between 0 and 1, got ${describeValue(confidence)}`);
}

export interface Interval {
	readonly lower: number;
	readonly upper: number;
}

/**
 * `score(sum)` for each resample, where `sum` adds up the rows of n sentences drawn from the n given.
 * What is to be compared on the same draws goes in one row, side by side.
 * `nextIndex` gives the index of the next sentence drawn; by default from `seed`.
 */
export function resampleScores<Score>(
	rows: readonly Float64Array[],
	score: (sum: Float64Array) => Score,
	{ resamples = 1000, seed = 1 }: ResamplingOptions = {},
	nextIndex: () => number = drawFrom(rows.length, seed),
): Score[] {
	const size = rows[0]?.length ?? 0;
	const flat = new Float64Array(rows.length * size);
	rows.forEach((row, i) => {
		flat.set(row, i * size);
	});
	const sum = new Float64Array(size);
	return Array.from({ length: resamples }, () => {
		sum.fill(0);
		for (let draw = 0; draw < rows.length; draw++) {
			const start = nextIndex() * size;
			for (let k = 0; k < size; k++) sum[k]! += flat[start + k]!;
		}
		return score(sum);
	});
}

function drawFrom(count: number, seed: number): () => number {
	const random = new Random(seed);
	return () => random.below(count);
}

/** The percentile interval: with 1,000 values and 0.95 the 26th smallest and the 26th largest, as sacreBLEU. */
export function percentileInterval(values: readonly number[], confidence = 0.95): Interval {
	const sorted = Float64Array.from(values).sort();
	// The tolerance keeps 1 - 0.95 = 0.05000000000000004 from moving a whole number.
	const cut = Math.floor((sorted.length * (1 - confidence)) / 2 + 1e-9);
	return { lower: sorted[cut]!, upper: sorted[sorted.length - 1 - cut]! };
}

export function mean(values: readonly number[]): number {
	let sum = 0;
	for (const value of values) sum += value;
	return sum / values.length;
}
