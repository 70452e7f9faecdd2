// How well attention aligns words. With A[t,s] the weights (T x S, rows add up to 1), S sure and P possible
// links (S within P), k_t the number of sure links of target word t, and A* the hard alignment, which links
// each target word to its highest weight (Luong et al., 2015, section 5.4):
//
//   alignmentErrorRate  1 - (|A* n S| + |A* n P|) / (|A*| + |S|)                        (Och & Ney, 2003, section 5)
//   f1                  2 p r / (p + r), p = |A* n P| / |A*|, r = |A* n S| / |S|
//   matchScore          mean over linked t of the share of its links among the k_t highest A[t,.]
//   probabilityMass     mean over linked t of sum of A[t,s] over its links      (both: Koehn & Knowles, 2017, 3.5)
//   rowEntropy          mean over t of -sum_s A[t,s] ln A[t,s] / ln S, rows with S > 1: 1 uniform, 0 one word
//   coverage            mean over s of min(1, sum_t A[t,s])                    (the sum in GNMT's penalty, eq. 14)
//   diagonality         mean over t of sum_s A[t,s] (1 - |(t + 1/2)/T - (s + 1/2)/S|)   (after fast_align's feature)
//   focusRate           mean over t of max_s A[t,s]                                  (Ren et al., 2019, FastSpeech)
//
// Koehn & Knowles ask whether the linked word has the highest weight; the share is our reading of it for several.
// Of equally high weights each counts by its share, as if one were drawn: ties help nobody, least of all a
// uniform map. Corpus values are ratios of sums over sentences, so resampling sentences only adds up rows.
// Where some rows alone are counted, means over t, |A*|, S and P run over those; T and S stay the whole lengths.
import { requireKind, requireList, wrongArgument } from "@mirada/core-native/contract";
import type { AlignmentLink } from "../../data/corpus.js";
import { type AttentionMap, requireFiniteMap, requireMap } from "./attention-map.js";
import { type GoldLinks, requireLinks } from "./pharaoh.js";

interface Sentence {
	weights: AttentionMap["weights"];
	/** Whether target word t counts. */
	counted: readonly boolean[];
	/** For each target word the source words of its sure links. */
	sure: readonly ReadonlySet<number>[];
	/** The same for possible links, sure ones included. */
	possible: readonly ReadonlySet<number>[];
}

interface Metric {
	/** Which way is better; null for what merely describes the map. */
	better: "higher" | "lower" | null;
	/** How many sums it takes. */
	size: number;
	/** What this sentence adds to the sums. */
	statistics(sentence: Sentence): number[];
	/** The value for a corpus from the sums. */
	value(sums: Float64Array): number;
}

export const ALIGNMENT_METRICS = {
	alignmentErrorRate: {
		better: "lower",
		size: 4,
		statistics: linkCounts,
		value: ([inSure = 0, inPossible = 0, proposed = 0, sure = 0]: Float64Array) =>
			1 - ratio(inSure + inPossible, proposed + sure),
	},
	f1: {
		better: "higher",
		size: 4,
		statistics: linkCounts,
		value: ([inSure = 0, inPossible = 0, proposed = 0, sure = 0]: Float64Array) => {
			const precision = ratio(inPossible, proposed);
			const recall = ratio(inSure, sure);
			return ratio(2 * precision * recall, precision + recall);
		},
	},
	matchScore: meanOverRows("higher", (row, links) => {
		if (links.size === 0) return null;
		let matched = 0;
		for (const s of links) matched += chanceAmongHighest(row, s, links.size);
		return matched / links.size;
	}),
	probabilityMass: meanOverRows("higher", (row, links) => {
		if (links.size === 0) return null;
		let mass = 0;
		for (const s of links) mass += row[s]!;
		return mass;
	}),
	rowEntropy: meanOverRows(null, (row) => {
		if (row.length < 2) return null;
		let entropy = 0;
		for (const weight of row) if (weight > 0) entropy -= weight * Math.log(weight);
		return entropy / Math.log(row.length);
	}),
	coverage: {
		better: null,
		size: 2,
		statistics({ weights, counted }) {
			const rows = weights.filter((_, t) => counted[t]);
			const columns = (rows[0] ?? []).map((_, s) => rows.reduce((sum, row) => sum + row[s]!, 0));
			return [columns.reduce((sum, column) => sum + Math.min(1, column), 0), columns.length];
		},
		value: (sums) => ratio(sums[0]!, sums[1]!),
	},
	diagonality: meanOverRows(null, (row, _, t, T) => {
		let sum = 0;
		row.forEach((weight, s) => {
			sum += weight * (1 - Math.abs((t + 0.5) / T - (s + 0.5) / row.length));
		});
		return sum;
	}),
	focusRate: meanOverRows(null, (row) => Math.max(...row)),
} satisfies Record<string, Metric>;

export type AlignmentMetric = keyof typeof ALIGNMENT_METRICS;
export type AlignmentScores = Record<AlignmentMetric, number>;
export const ALIGNMENT_METRIC_NAMES = Object.keys(ALIGNMENT_METRICS) as AlignmentMetric[];

/**
 * The sums of all metrics, side by side, that one sentence adds. `counted[t]` says whether target word t counts;
 * links of those that do not must be left out of `links`. Default: all count.
 */
export function alignmentStatistics(
	map: AttentionMap,
	links: GoldLinks,
	counted?: readonly boolean[],
): Float64Array {
	requireMap("alignmentStatistics", map);
	requireLinks("alignmentStatistics", links);
	const { weights } = map;
	const T = weights.length;
	if (counted !== undefined) {
		requireList("alignmentStatistics", "counted", counted, "booleans", (one) => typeof one === "boolean");
		if (counted.length !== T) {
			throw new RangeError(
				`alignmentStatistics: expected counted of ${T} target words, got ${counted.length}`,
			);
		}
	}
	const sure = linksByTarget(weights, links.sure);
	const possible = linksByTarget(weights, [...links.sure, ...(links.possible ?? [])]);
	const sentence = { weights, counted: counted ?? weights.map(() => true), sure, possible };
	return Float64Array.from(
		ALIGNMENT_METRIC_NAMES.flatMap((name) => ALIGNMENT_METRICS[name].statistics(sentence)),
	);
}

/** The value of every metric from the sums of `alignmentStatistics`. */
export function alignmentScores(sums: Float64Array): AlignmentScores {
	const size = ALIGNMENT_METRIC_NAMES.reduce((sum, name) => sum + ALIGNMENT_METRICS[name].size, 0);
	if (!(sums instanceof Float64Array) || sums.length !== size) {
		throw wrongArgument("alignmentScores", "sums", `the ${size} sums of alignmentStatistics`, sums);
	}
	let start = 0;
	const entries = ALIGNMENT_METRIC_NAMES.map((name) => {
		const metric: Metric = ALIGNMENT_METRICS[name];
		const own = sums.subarray(start, start + metric.size);
		start += metric.size;
		return [name, metric.value(own)] as const;
	});
	return Object.fromEntries(entries) as AlignmentScores;
}

/**
 * The likeliest source word of each target word, as links; the first of equally likely ones.
 * @throws RangeError for weights that are negative or not finite.
 */
export function hardAlignment(map: AttentionMap): AlignmentLink[] {
	requireFiniteMap("hardAlignment", map);
	return map.weights.flatMap((row, t): AlignmentLink[] =>
		row.length === 0 ? [] : [[row.indexOf(Math.max(...row)), t]],
	);
}

/** Links whose weight reaches `threshold`, any number per target word. */
export function linksAbove(map: AttentionMap, threshold: number): AlignmentLink[] {
	requireMap("linksAbove", map);
	requireKind("linksAbove", "threshold", threshold, "number");
	return map.weights.flatMap((row, t) =>
		row.flatMap((weight, s): AlignmentLink[] => (weight >= threshold ? [[s, t]] : [])),
	);
}

function linksByTarget(weights: AttentionMap["weights"], links: readonly AlignmentLink[]): Set<number>[] {
	const byTarget = weights.map(() => new Set<number>());
	for (const [source, target] of links) {
		const row = weights[target];
		if (row?.[source] === undefined) {
			throw new RangeError(
				`alignmentStatistics: expected links within ${weights.length} target and ${weights[0]?.length ?? 0} source words, got ${source}-${target}`,
			);
		}
		byTarget[target]!.add(source);
	}
	return byTarget;
}

/** |A* n S|, |A* n P|, |A*|, |S|. */
function linkCounts({ weights, counted, sure, possible }: Sentence): number[] {
	const counts = [0, 0, 0, 0] as [number, number, number, number];
	weights.forEach((row, t) => {
		if (!counted[t]) return;
		const highest = Math.max(...row);
		const winners = row.flatMap((weight, s) => (weight === highest ? [s] : []));
		for (const s of winners) {
			if (sure[t]!.has(s)) counts[0] += 1 / winners.length;
			if (possible[t]!.has(s)) counts[1] += 1 / winners.length;
			counts[2] += 1 / winners.length;
		}
		counts[3] += sure[t]!.size;
	});
	return counts;
}

/** P(s is among the k highest of the row), ties drawn at random. */
function chanceAmongHighest(row: readonly number[], s: number, k: number): number {
	let higher = 0;
	let equal = 0;
	for (const weight of row) {
		if (weight > row[s]!) higher++;
		else if (weight === row[s]) equal++;
	}
	return Math.min(1, Math.max(0, (k - higher) / equal));
}

/** The mean of `ofRow` over the rows for which it is not null. */
function meanOverRows(
	better: Metric["better"],
	ofRow: (row: readonly number[], sure: ReadonlySet<number>, t: number, T: number) => number | null,
): Metric {
	return {
		better,
		size: 2,
		statistics({ weights, counted, sure }) {
			const values = weights.flatMap((row, t) => {
				const value = counted[t] ? ofRow(row, sure[t]!, t, weights.length) : null;
				return value === null ? [] : [value];
			});
			return [values.reduce((sum, value) => sum + value, 0), values.length];
		},
		value: (sums) => ratio(sums[0]!, sums[1]!),
	};
}

function ratio(numerator: number, denominator: number): number {
	return denominator === 0 ? 0 : numerator / denominator;
}
