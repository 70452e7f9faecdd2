// The tables of results, as cells: the terminal and the report draw the same ones.

import type { Messages } from "../messages/index.js";
import { alignmentNulls, type Report } from "../results/report.js";
import { formatDuration } from "../terminal/duration.js";
import { count, percent, points, signedPoints } from "./numbers.js";

export interface Cells {
	head: string[];
	rows: string[][];
}

type Measured = Pick<Report, "models" | "alignment" | "comparison">;

export function modelTable({ models }: Measured, { homework }: Messages): Cells {
	const { none, attention } = models;
	const { rows } = homework;
	const scored = (label: string, key: "bleuMulti" | "bleuSingle" | "chrf") => [
		label,
		points(none[key]),
		points(attention[key]),
		signedPoints(attention[key] - none[key]),
	];
	return {
		head: homework.tableHead,
		rows: [
			scored(rows.bleuMulti, "bleuMulti"),
			scored(rows.bleuSingle, "bleuSingle"),
			scored(rows.chrf, "chrf"),
			[rows.parameters, count(none.parameters), count(attention.parameters), ""],
			[rows.trainTime, formatDuration(none.trainSeconds), formatDuration(attention.trainSeconds), ""],
			[rows.rate, count(none.targetTokensPerSecond), count(attention.targetTokensPerSecond), ""],
			[rows.decodeTime, formatDuration(none.decodeSeconds), formatDuration(attention.decodeSeconds), ""],
		],
	};
}

export function lengthTable({ models }: Measured, { homework }: Messages): Cells {
	return {
		head: homework.bucketHead,
		rows: models.attention.byLength.map((bucket, index) => {
			const without = models.none.byLength[index]?.bleu ?? Number.NaN;
			return [
				homework.bucket(bucket.from, bucket.to),
				count(bucket.sentences),
				points(without),
				points(bucket.bleu),
				signedPoints(bucket.bleu - without),
			];
		}),
	};
}

export function alignmentTable({ alignment }: Measured, { homework }: Messages): Cells {
	return {
		head: homework.alignmentHead,
		rows: (["attention", ...alignmentNulls] as const).map((name) => {
			const scores = alignment[name];
			return [
				homework.alignmentRows[name],
				percent(scores.matchScore),
				percent(scores.probabilityMass),
				percent(scores.alignmentErrorRate),
			];
		}),
	};
}

export function bootstrapLine({ comparison }: Measured, { homework }: Messages): string {
	const { low, high, confidence, resamples } = comparison.bootstrap;
	return homework.bootstrap(signedPoints(low), signedPoints(high), Math.round(confidence * 100), resamples);
}
