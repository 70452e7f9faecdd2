// The verdict in words: what each criterion asks, whether it is met, and the numbers that decided.

import type { Messages } from "../messages/index.js";
import { type AlignmentNull, alignmentNulls, type CriterionName, type Report } from "../results/report.js";
import { points, shape, signedPoints } from "./numbers.js";

export interface CriterionText {
	passed: boolean;
	mark: string;
	title: string;
	evidence: string;
	/** What helps where it is not met. */
	hint?: string;
}

export function describeCriteria(report: Report, { homework }: Messages): CriterionText[] {
	return report.criteria.map(({ name, passed }) => ({
		passed,
		mark: passed ? homework.pass : homework.fail,
		title: homework.criteria[name],
		evidence: evidenceText(name, report, homework),
		...(passed ? {} : { hint: homework.failedHints[name] }),
	}));
}

function evidenceText(
	name: CriterionName,
	report: Report,
	{ evidence, ...homework }: Messages["homework"],
): string {
	const { probes, models, comparison, maps, alignment, criteria } = report;
	switch (name) {
		case "encoderSequences":
			return evidence.encoderSequences(shape(probes.encoderOutputs), shape(probes.expectedOutputs));
		case "attendsToAll":
			return evidence.attendsToAll(
				probes.largestRowError.toExponential(1),
				String(probes.paddingMass),
				probes.positionsWithGradient,
				probes.sourcePositions,
			);
		case "bleuGain": {
			const numbers = evidence.bleuGain(
				points(models.attention.bleuMulti),
				points(models.none.bleuMulti),
				points(comparison.bleuGain),
			);
			const certain = criteria.find((criterion) => criterion.name === name)?.evidence.intervalAboveRequired;
			return `${numbers}; ${certain ? evidence.bleuIntervalAbove : evidence.bleuIntervalAcross}`;
		}
		case "maps":
			return evidence.maps(maps.length);
		case "alignment": {
			const found = criteria.find((criterion) => criterion.name === name)?.evidence ?? {};
			const isBeaten = (other: AlignmentNull) => found[`beats_${other}`] === true;
			const beaten = evidence.alignment(alignmentNulls.filter(isBeaten).length);
			const unbeaten = alignmentNulls.filter((other) => !isBeaten(other));
			const reasons = unbeaten.flatMap((other) => closeCalls(other, report, homework));
			return [`${beaten} (${homework.linksFrom[alignment.linksFrom]})`, ...reasons].join("; ");
		}
		default:
			return name satisfies never;
	}
}

/** The measures by which a null is not beaten, with their intervals. */
function closeCalls(
	other: AlignmentNull,
	{ alignment }: Report,
	homework: Pick<Messages["homework"], "alignmentRows" | "measures">,
): string[] {
	return alignment.improvements[other]
		.filter(({ measure, isBetter }) => alignment.decidedBy.includes(measure) && !isBetter)
		.map(({ measure, improvement, low, high }) => {
			const [value, from, to] = [improvement, low, high].map((share) => signedPoints(100 * share));
			return `${homework.alignmentRows[other]}: ${homework.measures[measure]} ${value} (${from} … ${to})`;
		});
}
