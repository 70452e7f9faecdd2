// The lesson's criteria, each judged on measured numbers.

import type { HomeworkSettings } from "../settings.js";
import {
	alignmentNulls,
	type BeamReport,
	type Comparison,
	type CriterionResult,
	type MapReport,
	type ProbeReport,
	type Report,
} from "./report.js";

export const requiredBleuGain = 5;
export const requiredMaps = 2;
/** Float32 sums of a few dozen weights stay well within it. */
export const rowSumTolerance = 1e-4;

type Measured = Pick<Report, "comparison" | "beamComparison" | "models" | "alignment" | "probes" | "maps"> & {
	settings: Pick<HomeworkSettings, "judge">;
};

type JudgedScores = Pick<BeamReport, "bleuMulti" | "outputs">;

/** What the criterion on BLEU is decided by: greedy translations, or those found by beam search. */
export function judgedResults({
	settings: { judge },
	models,
	comparison,
	beamComparison,
}: Omit<Measured, "alignment" | "probes" | "maps">): {
	none: JudgedScores;
	attention: JudgedScores;
	comparison: Comparison;
} {
	if (judge === "greedy") return { ...models, comparison };
	const [none, attention] = [models.none.beam, models.attention.beam];
	if (!none || !attention || !beamComparison) {
		throw new Error("judge: expected results of beam search to judge by, got none");
	}
	return { none, attention, comparison: beamComparison };
}

export function judge(measured: Measured): { criteria: CriterionResult[]; passed: boolean } {
	const criteria = [
		judgeEncoder(measured.probes),
		judgeAttention(measured.probes),
		judgeBleu(measured),
		judgeMaps(measured.maps),
		judgeAlignment(measured),
	];
	return { criteria, passed: criteria.every((criterion) => criterion.passed) };
}

/** The encoder hands on an output per source word, not the last state alone. */
function judgeEncoder(probes: ProbeReport): CriterionResult {
	const { encoderOutputs, expectedOutputs } = probes;
	const passed =
		encoderOutputs.length === 3 && encoderOutputs.every((size, axis) => size === expectedOutputs[axis]);
	return { name: "encoderSequences", passed, judged: true, evidence: { encoderOutputs, expectedOutputs } };
}

/** Every decoder step weighs all real encoder outputs and nothing else, and learns through all of them. */
function judgeAttention(probes: ProbeReport): CriterionResult {
	const { largestRowError, paddingMass, sourcePositions, positionsWithGradient } = probes;
	const passed =
		largestRowError <= rowSumTolerance &&
		paddingMass === 0 &&
		sourcePositions > 0 &&
		positionsWithGradient === sourcePositions;
	return {
		name: "attendsToAll",
		passed,
		judged: true,
		evidence: { largestRowError, paddingMass, sourcePositions, positionsWithGradient },
	};
}

function judgeBleu(measured: Measured): CriterionResult {
	const { none, attention, comparison } = judgedResults(measured);
	const { bleuGain, bootstrap } = comparison;
	const degenerate = { none: none.outputs.degenerate, attention: attention.outputs.degenerate };
	const judged = !degenerate.none && !degenerate.attention;
	return {
		name: "bleuGain",
		passed: judged && bleuGain >= requiredBleuGain,
		judged,
		evidence: {
			search: measured.settings.judge,
			degenerateNone: degenerate.none,
			degenerateAttention: degenerate.attention,
			none: none.bleuMulti,
			attention: attention.bleuMulti,
			bleuGain,
			required: requiredBleuGain,
			intervalLow: bootstrap.low,
			intervalHigh: bootstrap.high,
			intervalAboveRequired: bootstrap.low >= requiredBleuGain,
		},
	};
}

function judgeMaps(maps: readonly MapReport[]): CriterionResult {
	const drawn = maps.filter((map) => map.source.length > 0 && map.target.length > 0).length;
	return {
		name: "maps",
		passed: drawn >= requiredMaps,
		judged: true,
		evidence: { drawn, required: requiredMaps },
	};
}

/**
 * A map that is merely even, merely diagonal or merely initialised must not pass; nor one of a model that writes no
 * translations: its attention is only seen on references that it would never write. Greedy translations tell whether it
 * does, whichever ones the BLEU is judged by.
 */
function judgeAlignment({ alignment, models }: Measured): CriterionResult {
	const { linksFrom, sentences, links, decidedBy, improvements } = alignment;
	const { degenerate } = models.attention.outputs;
	const judged = degenerate === null && links > 0;
	const beaten = alignmentNulls.filter((name) => {
		const judged = improvements[name].filter(({ measure }) => decidedBy.includes(measure));
		return judged.length === decidedBy.length && judged.every(({ isBetter }) => isBetter);
	});
	return {
		name: "alignment",
		passed: judged && sentences > 0 && decidedBy.length > 0 && beaten.length === alignmentNulls.length,
		judged,
		evidence: {
			degenerateAttention: degenerate,
			linksFrom,
			sentences,
			links,
			decidedBy: decidedBy.join(", "),
			...Object.fromEntries(alignmentNulls.map((name) => [`beats_${name}`, beaten.includes(name)])),
		},
	};
}
