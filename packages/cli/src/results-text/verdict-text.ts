// The verdict in words: what each criterion asks, whether it is met, and the numbers that decided.

import { scientific } from "@mirada/lesson/language";
import type { Messages } from "../messages/index.js";
import { type AlignmentNull, alignmentNulls, type CriterionName, type Report } from "../results/report.js";
import { judgedResults, requiredBleuGain } from "../results/verdict.js";
import { adviceFor } from "./advice.js";
import { points, shape, signedPoints } from "./numbers.js";

export interface CriterionText {
	passed: boolean;
	mark: string;
	title: string;
	evidence: string;
	/** What the numbers suggest where it is not met. */
	hint?: string;
}

export function describeCriteria(report: Report, messages: Messages): CriterionText[] {
	const { homework } = messages;
	return report.criteria.map(({ name, passed, judged }) => {
		const hint = passed ? "" : adviceFor(name, report, messages).join(" ");
		return {
			passed,
			mark: passed ? homework.pass : judged ? homework.fail : homework.notJudged,
			title: homework.criteria[name],
			evidence: evidenceText(name, report, messages),
			...(hint && { hint }),
		};
	});
}

function evidenceText(name: CriterionName, report: Report, messages: Messages): string {
	const { homework, numbers } = messages;
	const { evidence } = homework;
	const { probes, maps, settings } = report;
	switch (name) {
		case "encoderSequences":
			return evidence.encoderSequences(shape(probes.encoderOutputs), shape(probes.expectedOutputs));
		case "attendsToAll":
			return evidence.attendsToAll(
				scientific(probes.largestRowError, numbers),
				probes.paddingMass === 0 ? "0" : scientific(probes.paddingMass, numbers),
				probes.positionsWithGradient,
				probes.sourcePositions,
			);
		case "bleuGain": {
			const { none, attention, comparison } = judgedResults(report);
			const { low, high } = comparison.bootstrap;
			const interval =
				low >= requiredBleuGain
					? evidence.bleuIntervalAbove
					: high < requiredBleuGain
						? evidence.bleuIntervalBelow
						: evidence.bleuIntervalAcross;
			const difference = evidence.bleuGain(
				points(attention.bleuMulti, numbers),
				points(none.bleuMulti, numbers),
				signedPoints(comparison.bleuGain, numbers),
			);
			const search = settings.judge === "beam" ? [evidence.judgedOnBeam(settings.beam)] : [];
			return [difference, interval, ...search].join("; ");
		}
		case "maps":
			return evidence.maps(maps.length);
		case "alignment":
			return alignmentEvidence(report, messages);
		default:
			return name satisfies never;
	}
}

/** Which nulls are beaten, by which measures; for the others, by how much not. */
function alignmentEvidence(report: Report, messages: Messages): string {
	const { homework } = messages;
	const { alignment, criteria } = report;
	if (alignment.links === 0) return homework.evidence.nothingLinked(homework.linksFrom[alignment.linksFrom]);
	const found = criteria.find((criterion) => criterion.name === "alignment")?.evidence ?? {};
	const isBeaten = (other: AlignmentNull) => found[`beats_${other}`] === true;
	const measures = alignment.decidedBy.map((measure) => homework.measures[measure]);
	const beaten = homework.evidence.alignment(
		alignmentNulls.filter(isBeaten).length,
		measures.join(homework.and),
		homework.linksFrom[alignment.linksFrom],
	);
	const reasons = alignmentNulls
		.filter((other) => !isBeaten(other))
		.flatMap((other) => closeCalls(other, report, messages));
	return [beaten, ...reasons].join("; ");
}

/** The measures by which a null is not beaten, with their intervals. */
function closeCalls(other: AlignmentNull, { alignment }: Report, { homework, numbers }: Messages): string[] {
	return alignment.improvements[other]
		.filter(({ measure, isBetter }) => alignment.decidedBy.includes(measure) && !isBetter)
		.map(({ measure, improvement, low, high }) => {
			const [value, from, to] = [improvement, low, high].map((share) => signedPoints(100 * share, numbers));
			return homework.evidence.notBeaten(
				homework.nulls[other],
				homework.measures[measure],
				value!,
				from!,
				to!,
			);
		});
}
