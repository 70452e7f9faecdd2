// Paired bootstrap (Koehn, "Statistical Significance Tests for Machine Translation Evaluation", 2004): is
// the difference in BLEU between two systems more than the luck of the test sentences?
import { isString, type OptionNames, requireList, requireOptions } from "@mirada/core-native/contract";
import {
	BLEU_STATISTICS_SIZE,
	type BleuOptions,
	type BleuStatistics,
	bleuFromStatistics,
	bleuStatistics,
} from "./bleu.js";
import {
	type Interval,
	mean,
	percentileInterval,
	RESAMPLING_NAMES,
	type ResamplingOptions,
	requireResampling,
	resampleScores,
} from "./resampling.js";

export interface PairedBootstrapInput extends ResamplingOptions {
	/** Translations by the system to improve on. */
	baseline: readonly string[];
	/** Translations by the system that should be better. */
	candidate: readonly string[];
	/** `references[i]`: the references of sentence i. */
	references: readonly (readonly string[])[];
	/** How BLEU is computed. */
	bleu?: BleuOptions;
}

const NAMES: OptionNames<PairedBootstrapInput> = {
	...RESAMPLING_NAMES,
	baseline: true,
	candidate: true,
	references: true,
	bleu: true,
};

export interface ResampledScore {
	/** On the whole test set. */
	score: number;
	/** Mean over the resamples. */
	mean: number;
	interval: Interval;
}

export interface PairedBootstrap {
	baseline: ResampledScore;
	candidate: ResampledScore;
	/** candidate - baseline, on the same resamples. */
	difference: ResampledScore;
	/** Share of the resamples in which the candidate scores higher (Koehn 2004). */
	winShare: number;
	/**
	 * p = (1 + #{ |D*| - mean|D*| > |D| }) / (1 + resamples), D the difference on the whole set, D* on a
	 * resample: two-sided, the definition of sacreBLEU and Moses.
	 */
	pValue: number;
	resamples: number;
	seed: number;
	confidence: number;
}

export function pairedBootstrap(input: PairedBootstrapInput): PairedBootstrap {
	const where = "pairedBootstrap";
	requireOptions(where, input, NAMES);
	requireResampling(where, input);
	const { baseline, candidate, references, bleu } = input;
	requireList(where, "candidate", candidate, "strings", isString);
	requireList(where, "baseline", baseline, "strings", isString);
	if (candidate.length !== baseline.length) {
		throw new RangeError(
			`${where}: expected as many translations of the candidate as of the baseline (${baseline.length}), got ${candidate.length}`,
		);
	}
	return pairedBootstrapFromStatistics(
		bleuStatistics(baseline, references, bleu, where),
		bleuStatistics(candidate, references, bleu, where),
		input,
	);
}

/** The same from per-sentence statistics; `nextIndex` overrides the draws. */
export function pairedBootstrapFromStatistics(
	baseline: readonly BleuStatistics[],
	candidate: readonly BleuStatistics[],
	{ bleu, resamples = 1000, seed = 1, confidence = 0.95 }: ResamplingOptions & { bleu?: BleuOptions } = {},
	nextIndex?: () => number,
): PairedBootstrap {
	const rows = baseline.map((statistics, i) => Float64Array.of(...statistics, ...candidate[i]!));
	const scoreBoth = (sum: Float64Array) => ({
		baseline: bleuFromStatistics(sum.subarray(0, BLEU_STATISTICS_SIZE), bleu).score,
		candidate: bleuFromStatistics(sum.subarray(BLEU_STATISTICS_SIZE), bleu).score,
	});
	let inOrder = 0;
	const [whole] = resampleScores(rows, scoreBoth, { resamples: 1 }, () => inOrder++);
	const drawn = resampleScores(rows, scoreBoth, { resamples, seed }, nextIndex);

	const summary = (score: number, values: readonly number[]): ResampledScore => ({
		score,
		mean: mean(values),
		interval: percentileInterval(values, confidence),
	});
	const difference = whole!.candidate - whole!.baseline;
	const differences = drawn.map((scores) => scores.candidate - scores.baseline);
	const distances = differences.map(Math.abs);
	const meanDistance = mean(distances);
	const extreme = distances.filter((distance) => distance - meanDistance > Math.abs(difference)).length;
	return {
		baseline: summary(
			whole!.baseline,
			drawn.map((scores) => scores.baseline),
		),
		candidate: summary(
			whole!.candidate,
			drawn.map((scores) => scores.candidate),
		),
		difference: summary(difference, differences),
		winShare: differences.filter((value) => value > 0).length / resamples,
		pValue: (1 + extreme) / (1 + resamples),
		resamples,
		seed,
		confidence,
	};
}
