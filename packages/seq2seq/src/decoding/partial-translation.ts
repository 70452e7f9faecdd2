// A translation under construction: a linked list, newest token first, so that hypotheses which
// share a beginning share its memory and each keeps its own attention rows whatever the rows of the
// batch are reordered to.
import type { Hypothesis, RankedStep } from "./decoding-model.js";

export interface PartialTranslation {
	readonly parent: PartialTranslation | null;
	/** The token written at this step; `bos` at the root. */
	readonly token: number;
	/** Steps taken so far: 0 at the root. */
	readonly length: number;
	/** Sum of log probabilities up to and with this token. */
	readonly logProb: number;
	/** The attention row used while predicting `token`, at the batch's padded length. */
	readonly weights: Float32Array | null;
}

export function emptyTranslation(bosId: number): PartialTranslation {
	return { parent: null, token: bosId, length: 0, logProb: 0, weights: null };
}

/** A copy of row `row` of a step's weights. */
export function weightsRow(
	step: Pick<RankedStep<unknown>, "weights" | "sourceLength">,
	row: number,
): Float32Array | null {
	const { weights, sourceLength } = step;
	return weights === null ? null : weights.slice(row * sourceLength, (row + 1) * sourceLength);
}

/** Tokens and attention rows from first to last, cut to the source's own length. */
export function toHypothesis(
	last: PartialTranslation,
	{ eosId, sourceLength }: { eosId: number; sourceLength: number },
	score: number = last.logProb,
): Hypothesis {
	const tokens: number[] = [];
	const weights: number[][] = [];
	let eosWeights: number[] | null = null;
	let hasWeights = true;
	let paddingMass = 0;
	for (let node = last; node.parent !== null; node = node.parent) {
		let row: number[] | null = null;
		if (node.weights === null) hasWeights = false;
		else {
			row = Array.from(node.weights.subarray(0, sourceLength));
			let mass = 0;
			for (let s = sourceLength; s < node.weights.length; s++) mass += Math.abs(node.weights[s]!);
			// NaN must not hide: Math.max keeps it.
			paddingMass = Math.max(paddingMass, mass);
		}
		if (node.token === eosId) eosWeights = row;
		else {
			tokens.push(node.token);
			if (row !== null) weights.push(row);
		}
	}
	return {
		tokens: tokens.reverse(),
		finished: last.token === eosId,
		logProb: last.logProb,
		score,
		weights: hasWeights ? weights.reverse() : null,
		eosWeights,
		paddingMass,
	};
}

/** The attention row of every token written, newest first; null without attention. */
export function attentionRows(last: PartialTranslation): Float32Array[] | null {
	const rows: Float32Array[] = [];
	for (let node = last; node.parent !== null; node = node.parent) {
		if (node.weights === null) return null;
		rows.push(node.weights);
	}
	return rows;
}
