// The lesson's criteria, each judged on measured numbers.

import {
	type AlignmentComparison,
	alignmentNulls,
	type CriterionResult,
	type MapReport,
	type ProbeReport,
	type Report,
} from "./report.js";

export const requiredBleuGain = 5;
export const requiredMaps = 2;
/** Float32 sums of a few dozen weights stay well within it. */
export const rowSumTolerance = 1e-4;

type Measured = Pick<Report, "comparison" | "models" | "alignment" | "probes" | "maps">;

export function judge(measured: Measured): { criteria: CriterionResult[]; passed: boolean } {
	const criteria = [
		judgeEncoder(measured.probes),
		judgeAttention(measured.probes),
		judgeBleu(measured),
		judgeMaps(measured.maps),
		judgeAlignment(measured.alignment),
	];
	return { criteria, passed: criteria.every((criterion) => criterion.passed) };
}

/** The encoder hands on an output per source word, not the last state alone. */
function judgeEncoder(probes: ProbeReport): CriterionResult {
	const { encoderOutputs, expectedOutputs } = probes;
	const passed =
		encoderOutputs.length === 3 && encoderOutputs.every((size, axis) => size === expectedOutputs[axis]);
	return { name: "encoderSequences", passed, evidence: { encoderOutputs, expectedOutputs } };
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
		evidence: { largestRowError, paddingMass, sourcePositions, positionsWithGradient },
	};
}

function judgeBleu({ comparison, models }: Measured): CriterionResult {
	const { bleuGain, bootstrap } = comparison;
	return {
		name: "bleuGain",
		passed: bleuGain >= requiredBleuGain,
		evidence: {
			none: models.none.bleuMulti,
			attention: models.attention.bleuMulti,
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
	return { name: "maps", passed: drawn >= requiredMaps, evidence: { drawn, required: requiredMaps } };
}

/** A map that is merely even, merely diagonal or merely initialised must not pass. */
function judgeAlignment(alignment: AlignmentComparison): CriterionResult {
	const { linksFrom, sentences, decidedBy, improvements } = alignment;
	const beaten = alignmentNulls.filter((name) => {
		const judged = improvements[name].filter(({ measure }) => decidedBy.includes(measure));
		return judged.length === decidedBy.length && judged.every(({ isBetter }) => isBetter);
	});
	return {
		name: "alignment",
		passed: sentences > 0 && decidedBy.length > 0 && beaten.length === alignmentNulls.length,
		evidence: {
			linksFrom,
			sentences,
			decidedBy: decidedBy.join(", "),
			...Object.fromEntries(alignmentNulls.map((name) => [`beats_${name}`, beaten.includes(name)])),
		},
	};
}
