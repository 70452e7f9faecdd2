// Does the attention of a model align words, or does it only look as if? Every score of the model stands beside
// the same score of three nulls that know nothing of the words; "better" is decided by a bootstrap interval on
// the difference over the same sentences, not by eye.
//
// With the tokens at hand, links between words alone decide. Punctuation is reported apart: the mark that ends a
// sentence is the easiest link for the diagonal, which nearly always ends where the source ends, and says nothing of
// an attention, whose decoder can write the mark without looking at it. Counted together, a model that aligns words
// better than the diagonal fails when its full stops look elsewhere, and how many do depends on the language.
import {
	describeValue,
	isStringList,
	type OptionNames,
	requireList,
	requireOptions,
} from "@mirada/core-native/contract";
import type { AlignmentLink } from "../../data/corpus.js";
import { isWord } from "../../data/is-word.js";
import {
	type Interval,
	percentileInterval,
	RESAMPLING_NAMES,
	type ResamplingOptions,
	requireResampling,
	resampleScores,
} from "../resampling.js";
import {
	ALIGNMENT_METRICS,
	type AlignmentMetric,
	type AlignmentScores,
	alignmentScores,
	alignmentStatistics,
} from "./alignment-metrics.js";
import { type AttentionMap, diagonalMap, requireMap, uniformMap } from "./attention-map.js";
import { type GoldLinks, requireLinks } from "./pharaoh.js";

export interface AlignmentReportInput extends ResamplingOptions {
	/** The trained model's maps, by forced decoding of the translations that `links` belongs to. */
	model: readonly AttentionMap[];
	/** The maps of the same model before training, for the same sentences. */
	untrained: readonly AttentionMap[];
	/** What is right, sentence by sentence: gold links, or those of a word aligner. */
	links: readonly GoldLinks[];
	/** Where `links` comes from. */
	linksFrom: "gold" | "aligner";
	/** The sentences that the maps are of; default: every token is a word. */
	tokens?: readonly { source: readonly string[]; target: readonly string[] }[];
	/**
	 * The metrics that have to be better than every null's. Default `alignmentErrorRate` for gold links,
	 * `matchScore` and `probabilityMass` for an aligner's.
	 */
	decidedBy?: readonly AlignmentMetric[];
}

const NAMES: OptionNames<AlignmentReportInput> = {
	...RESAMPLING_NAMES,
	model: true,
	untrained: true,
	links: true,
	linksFrom: true,
	tokens: true,
	decidedBy: true,
};

const DEFAULT_DECISIONS = {
	gold: ["alignmentErrorRate"],
	aligner: ["matchScore", "probabilityMass"],
} satisfies Record<AlignmentReportInput["linksFrom"], AlignmentMetric[]>;

export const ALIGNMENT_NULLS = ["uniform", "diagonal", "untrained"] as const;
export type AlignmentNull = (typeof ALIGNMENT_NULLS)[number];

export interface Improvement {
	/** How much better than the null, in the metric's own unit; negative when worse. */
	improvement: number;
	interval: Interval;
	/** Whether the whole interval lies above zero. */
	isBetter: boolean;
}

export interface AlignmentReport {
	linksFrom: "gold" | "aligner";
	sentences: number;
	/** Target tokens that count, and the sure links between words. */
	targetWords: number;
	links: number;
	/** Target tokens that are no words, and how their sure links are met: by the model and by the diagonal. */
	punctuation: { targetMarks: number; links: number; model: number; diagonal: number };
	model: AlignmentScores;
	nulls: Record<AlignmentNull, AlignmentScores>;
	/** For every null and every metric with a better and a worse. */
	improvements: Record<AlignmentNull, Partial<Record<AlignmentMetric, Improvement>>>;
	decidedBy: readonly AlignmentMetric[];
	/** The decision: better than all three nulls by all of `decidedBy`. */
	beatsEveryNull: boolean;
	/** Largest attention mass on padding in any row: must be exactly 0. */
	paddingMass: number;
	/** Mean mass on the source's `eos`; null where the source has none. */
	eosMass: number | null;
	/**
	 * The match score if target word t were aligned by the row before its own, its own, and the row after. A
	 * map in which a neighbouring row wins is off by one.
	 */
	matchByRowShift: { before: number; own: number; after: number };
	resamples: number;
	seed: number;
	confidence: number;
}

export function alignmentReport(input: AlignmentReportInput): AlignmentReport {
	requireReportInput(input);
	const { model, untrained, links, linksFrom, resamples = 1000, seed = 1, confidence = 0.95 } = input;
	const { decidedBy = DEFAULT_DECISIONS[linksFrom] } = input;
	checkInput(input);
	const sizes = model.map(({ weights }) => [weights.length, weights[0]?.length ?? 0] as const);
	const systems = [
		model,
		sizes.map(([T, S]) => uniformMap(T, S)),
		sizes.map(([T, S]) => diagonalMap(T, S)),
		untrained,
	];
	// One row per sentence, all systems side by side: each resample compares them on the same sentences.
	const parts = model.map((map, i) => wordsAndMarks(map, links[i]!, input.tokens?.[i]));
	const rows = parts.map(({ words }, i) =>
		joined(systems.map((maps) => alignmentStatistics(maps[i]!, words.links, words.counted))),
	);
	const markMatch = (maps: readonly AttentionMap[]) =>
		scoresOfSums(parts.map(({ marks }, i) => alignmentStatistics(maps[i]!, marks.links, marks.counted)))
			.matchScore;
	const scoreAll = (sums: Float64Array) => {
		const size = sums.length / systems.length;
		return systems.map((_, k) => alignmentScores(sums.subarray(k * size, (k + 1) * size)));
	};
	const wordLinks = parts.map(({ words }) => words.links);
	let inOrder = 0;
	const [whole] = resampleScores(rows, scoreAll, { resamples: 1 }, () => inOrder++);
	const drawn = resampleScores(rows, scoreAll, { resamples, seed });

	const improvementOver = (k: number, metric: AlignmentMetric): Improvement => {
		const sign = ALIGNMENT_METRICS[metric].better === "lower" ? -1 : 1;
		const difference = (scores: AlignmentScores[]) => sign * (scores[0]![metric] - scores[k]![metric]);
		const interval = percentileInterval(drawn.map(difference), confidence);
		return { improvement: difference(whole!), interval, isBetter: interval.lower > 0 };
	};
	const judged = (Object.keys(ALIGNMENT_METRICS) as AlignmentMetric[]).filter(
		(metric) => ALIGNMENT_METRICS[metric].better !== null,
	);
	const forEachNull = <Value>(make: (k: number) => Value) =>
		Object.fromEntries(ALIGNMENT_NULLS.map((name, k) => [name, make(k + 1)])) as Record<AlignmentNull, Value>;
	const improvements = forEachNull((k) =>
		Object.fromEntries(judged.map((metric) => [metric, improvementOver(k, metric)])),
	) as AlignmentReport["improvements"];

	const eosMasses = model.flatMap(({ eosMass }) => (eosMass == null ? [] : [eosMass]));
	return {
		linksFrom,
		sentences: model.length,
		targetWords: countTrue(parts.map(({ words }) => words.counted)),
		links: countSure(parts.map(({ words }) => words.links)),
		punctuation: {
			targetMarks: countTrue(parts.map(({ marks }) => marks.counted)),
			links: countSure(parts.map(({ marks }) => marks.links)),
			model: markMatch(model),
			diagonal: markMatch(systems[2]!),
		},
		model: whole![0]!,
		nulls: forEachNull((k) => whole![k]!),
		improvements,
		decidedBy,
		beatsEveryNull: ALIGNMENT_NULLS.every((name) =>
			decidedBy.every((metric) => improvements[name][metric]!.isBetter),
		),
		paddingMass: model.reduce((most, { paddingMass = 0 }) => Math.max(most, paddingMass), 0),
		eosMass: eosMasses.length === 0 ? null : eosMasses.reduce((a, b) => a + b, 0) / eosMasses.length,
		matchByRowShift: {
			before: shiftedMatchScore(model, wordLinks, -1),
			own: whole![0]!.matchScore,
			after: shiftedMatchScore(model, wordLinks, 1),
		},
		resamples,
		seed,
		confidence,
	};
}

interface Part {
	/** Whether target token t belongs to this part. */
	counted: boolean[];
	links: GoldLinks;
}

/** Target tokens and links in two parts: words linked to words, and everything that has to do with a mark. */
function wordsAndMarks(
	{ weights }: AttentionMap,
	{ sure, possible = [] }: GoldLinks,
	tokens: NonNullable<AlignmentReportInput["tokens"]>[number] | undefined,
): { words: Part; marks: Part } {
	const isTargetWord = weights.map((_, t) => tokens === undefined || isWord(tokens.target[t]!));
	const isSourceWord = (s: number) => tokens === undefined || isWord(tokens.source[s]!);
	const between = ([s, t]: AlignmentLink) => isTargetWord[t] !== false && isSourceWord(s);
	const ofMark = ([, t]: AlignmentLink) => isTargetWord[t] === false;
	return {
		words: {
			counted: isTargetWord,
			links: { sure: sure.filter(between), possible: possible.filter(between) },
		},
		marks: {
			counted: isTargetWord.map((isOne) => !isOne),
			links: { sure: sure.filter(ofMark), possible: possible.filter(ofMark) },
		},
	};
}

/** The match score with row t + shift in the place of row t; words whose row falls off the map do not count. */
function shiftedMatchScore(
	maps: readonly AttentionMap[],
	links: readonly GoldLinks[],
	shift: number,
): number {
	return scoresOfSums(
		maps.map(({ weights }, i) => {
			const within = (t: number) => t + shift >= 0 && t + shift < weights.length;
			const shifted = weights.map((row, t) => (within(t) ? weights[t + shift]! : row));
			const sure = links[i]!.sure.filter(([, t]) => within(t));
			return alignmentStatistics({ weights: shifted }, { sure });
		}),
	).matchScore;
}

function scoresOfSums(statistics: readonly Float64Array[]): AlignmentScores {
	const total = new Float64Array(statistics[0]!.length);
	for (const one of statistics) {
		for (let k = 0; k < total.length; k++) total[k]! += one[k]!;
	}
	return alignmentScores(total);
}

function countTrue(rows: readonly (readonly boolean[])[]): number {
	return rows.reduce((sum, row) => sum + row.filter(Boolean).length, 0);
}

function countSure(links: readonly GoldLinks[]): number {
	return links.reduce((sum, { sure }) => sum + sure.length, 0);
}

function joined(parts: readonly Float64Array[]): Float64Array {
	const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
	let start = 0;
	for (const part of parts) {
		whole.set(part, start);
		start += part.length;
	}
	return whole;
}

function requireReportInput(input: AlignmentReportInput): void {
	const where = "alignmentReport";
	requireOptions(where, input, NAMES);
	requireResampling(where, input);
	const { model, untrained, links, linksFrom, tokens, decidedBy = [] } = input;
	requireList(where, "model", model, "attention maps");
	requireList(where, "untrained", untrained, "attention maps");
	requireList(where, "links", links, "gold links");
	if (tokens !== undefined) {
		requireList(where, "tokens", tokens, "sentence pairs as { source, target }", hasTokens);
		if (tokens.length !== model.length) {
			throw new RangeError(`${where}: expected tokens of ${model.length} sentences, got ${tokens.length}`);
		}
	}
	for (const map of [...model, ...untrained]) requireMap(where, map);
	for (const link of links) requireLinks(where, link);
	if (typeof linksFrom !== "string" || !Object.hasOwn(DEFAULT_DECISIONS, linksFrom)) {
		throw new RangeError(`${where}: expected linksFrom gold or aligner, got ${describeValue(linksFrom)}`);
	}
	requireList(
		where,
		"decidedBy",
		decidedBy,
		`metrics (${Object.keys(ALIGNMENT_METRICS).join(", ")})`,
		(metric) => typeof metric === "string" && Object.hasOwn(ALIGNMENT_METRICS, metric),
	);
}

function hasTokens(pair: unknown): boolean {
	const { source, target } = (pair ?? {}) as { source?: unknown; target?: unknown };
	return isStringList(source) && isStringList(target);
}

function checkInput({ model, untrained, links, tokens, decidedBy = [] }: AlignmentReportInput): void {
	if (untrained.length !== model.length || links.length !== model.length) {
		throw new RangeError(
			`alignmentReport: expected as many untrained maps and links as maps of the model (${model.length}), got ${untrained.length} and ${links.length}`,
		);
	}
	if (!links.some(({ sure }) => sure.length > 0)) {
		throw new RangeError("alignmentReport: expected at least one sure link, got none");
	}
	model.forEach(({ weights }, i) => {
		const other = untrained[i]!.weights;
		if (other.length !== weights.length || other[0]?.length !== weights[0]?.length) {
			throw new RangeError(
				`alignmentReport: expected maps of one size, got ${weights.length} x ${weights[0]?.length} and, untrained, ${other.length} x ${other[0]?.length} for sentence ${i}`,
			);
		}
	});
	tokens?.forEach(({ source, target }, i) => {
		const { weights } = model[i] ?? { weights: [] };
		if (target.length === weights.length && (target.length === 0 || source.length === weights[0]!.length))
			return;
		throw new RangeError(
			`alignmentReport: expected tokens for maps of ${weights.length} x ${weights[0]?.length ?? 0}, got ${target.length} and ${source.length} for sentence ${i}`,
		);
	});
	const descriptive = decidedBy.find((metric) => ALIGNMENT_METRICS[metric].better === null);
	if (descriptive !== undefined) {
		throw new RangeError(
			`alignmentReport: expected decidedBy to name metrics with a better and a worse, got ${descriptive}`,
		);
	}
}
