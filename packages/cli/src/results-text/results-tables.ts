// The tables of results, as cells: the terminal and the report draw the same ones.

import { decimal, percent } from "@mirada/lesson/language";
import type { Messages } from "../messages/index.js";
import { alignmentNulls, type BeamReport, type Comparison, type Report } from "../results/report.js";
import { formatDuration } from "../terminal/duration.js";
import { count, points, signedPoints } from "./numbers.js";

export interface Cells {
	head: string[];
	rows: string[][];
}

type Measured = Pick<Report, "models" | "alignment" | "comparison" | "beamComparison">;

export function modelTable({ models }: Measured, { homework, numbers }: Messages): Cells {
	const { none, attention } = models;
	const { rows } = homework;
	type Scores = Pick<BeamReport, "bleuMulti" | "bleuSingle" | "chrf">;
	const scored = (label: string, key: keyof Scores, without: Scores, withAttention: Scores) => [
		label,
		points(without[key], numbers),
		points(withAttention[key], numbers),
		signedPoints(withAttention[key] - without[key], numbers),
	];
	const beams = none.beam && attention.beam ? { none: none.beam, attention: attention.beam } : undefined;
	const withBeam = (
		rowsOf: (none: BeamReport, attention: BeamReport, suffix: (label: string) => string) => string[][],
	) =>
		beams === undefined
			? []
			: rowsOf(beams.none, beams.attention, (label) => homework.byBeam(label, beams.attention.beamSize));
	const penalties = ({ lengthPenalty, coveragePenalty }: BeamReport) =>
		homework.penalties(decimal(lengthPenalty, numbers), decimal(coveragePenalty, numbers));
	return {
		head: homework.tableHead,
		rows: [
			scored(rows.bleuMulti, "bleuMulti", none, attention),
			scored(rows.bleuSingle, "bleuSingle", none, attention),
			scored(rows.chrf, "chrf", none, attention),
			...withBeam((without, withAttention, byBeam) => [
				scored(byBeam(rows.bleuMulti), "bleuMulti", without, withAttention),
				scored(byBeam(rows.bleuSingle), "bleuSingle", without, withAttention),
				scored(byBeam(rows.chrf), "chrf", without, withAttention),
				[rows.penalties, penalties(without), penalties(withAttention), ""],
			]),
			[rows.parameters, count(none.parameters), count(attention.parameters), ""],
			[rows.trainTime, formatDuration(none.trainSeconds), formatDuration(attention.trainSeconds), ""],
			[rows.rate, count(none.targetTokensPerSecond), count(attention.targetTokensPerSecond), ""],
			[rows.decodeTime, formatDuration(none.decodeSeconds), formatDuration(attention.decodeSeconds), ""],
			...withBeam((without, withAttention, byBeam) => [
				[
					byBeam(rows.decodeTime),
					formatDuration(without.decodeSeconds),
					formatDuration(withAttention.decodeSeconds),
					"",
				],
			]),
		],
	};
}

export function lengthTable({ models }: Measured, { homework, numbers }: Messages): Cells {
	return {
		head: homework.bucketHead,
		rows: models.attention.byLength.map((bucket, index) => {
			const without = models.none.byLength[index]?.bleu ?? Number.NaN;
			return [
				homework.bucket(bucket.from, bucket.to),
				count(bucket.sentences),
				points(without, numbers),
				points(bucket.bleu, numbers),
				signedPoints(bucket.bleu - without, numbers),
			];
		}),
	};
}

export function alignmentTable({ alignment }: Measured, { homework, numbers }: Messages): Cells {
	return {
		head: homework.alignmentHead,
		rows: (["attention", ...alignmentNulls] as const).map((name) => {
			const scores = alignment[name];
			return [
				homework.alignmentRows[name],
				percent(scores.matchScore, numbers),
				percent(scores.probabilityMass, numbers),
				percent(scores.alignmentErrorRate, numbers),
			];
		}),
	};
}

/** One line for greedy translations, and one for those of beam search where there are any. */
export function bootstrapLines(
	{ comparison, beamComparison, models }: Measured,
	{ homework, numbers }: Messages,
): string[] {
	const line = ({ bootstrap: { low, high, confidence, resamples } }: Comparison, beamSize: number) =>
		homework.bootstrap(
			signedPoints(low, numbers),
			signedPoints(high, numbers),
			Math.round(confidence * 100),
			resamples,
			beamSize,
		);
	const { beam } = models.attention;
	return [line(comparison, 1), ...(beamComparison && beam ? [line(beamComparison, beam.beamSize)] : [])];
}

/** On what the alignment is judged, and how the marks that are left out fare. */
export function alignmentNote({ alignment }: Measured, { homework, numbers }: Messages): string {
	const { links, sentences, linksFrom, punctuation } = alignment;
	const judged = homework.alignmentNote(count(links), count(sentences), homework.linksFrom[linksFrom]);
	if (punctuation.links === 0) return judged;
	const { attention, diagonal } = punctuation;
	return `${judged} ${homework.punctuationNote(count(punctuation.links), percent(attention, numbers), percent(diagonal, numbers))}`;
}

/** Where attention helps most, by length; nothing where there is but one length or no gain. */
export function largestGain({ models }: Measured, { homework, numbers }: Messages): string | undefined {
	const gains = models.attention.byLength.map(({ from, to, bleu }, index) => ({
		bucket: homework.bucket(from, to),
		gain: bleu - (models.none.byLength[index]?.bleu ?? Number.NaN),
	}));
	const best = gains.reduce((one, other) => (other.gain > one.gain ? other : one), gains[0]!);
	if (gains.length < 2 || !(best.gain > 0)) return undefined;
	return homework.largestGain(best.bucket, signedPoints(best.gain, numbers));
}
