// Axes and steps in the form that the addon reads.
import type { EncodedAxes } from "../binding/elementwise.js";

const MAX_AXES = 8;
const encoded = new Int32Array(1 + 3 * MAX_AXES);

/**
 * Encodes axes listed from the last to the first. The result is valid until the next call: it is made for one
 * call of the addon.
 */
export function encodeAxes(sizes: number[], aSteps: number[], bSteps?: number[]): EncodedAxes {
	const rank = Math.max(sizes.length, 1);
	if (rank > MAX_AXES) throw new RangeError(`encodeAxes: expected at most ${MAX_AXES} axes, got ${rank}`);
	encoded[0] = rank;
	if (sizes.length === 0) {
		encoded.set([1, 1, 1], 1);
		return encoded;
	}
	for (let i = 0; i < rank; i++) {
		encoded[rank - i] = sizes[i]!;
		encoded[2 * rank - i] = aSteps[i]!;
		if (bSteps !== undefined) encoded[3 * rank - i] = bSteps[i]!;
	}
	return encoded;
}

/** The steps of a dense array. */
export function denseSteps(shape: readonly number[]): number[] {
	const steps = new Array<number>(shape.length);
	let step = 1;
	for (let axis = shape.length - 1; axis >= 0; axis--) {
		steps[axis] = step;
		step *= shape[axis]!;
	}
	return steps;
}

/**
 * Axes of one operand, given from the first to the last, joined where a run goes on from one to the next. Null
 * where that leaves more than the addon takes.
 */
export function joinedAxes(sizes: readonly number[], steps: readonly number[]): EncodedAxes | null {
	const joinedSizes: number[] = [];
	const joinedSteps: number[] = [];
	for (let axis = sizes.length - 1; axis >= 0; axis--) {
		if (sizes[axis] === 1) continue;
		const top = joinedSizes.length - 1;
		if (top >= 0 && steps[axis] === joinedSteps[top]! * joinedSizes[top]!) joinedSizes[top]! *= sizes[axis]!;
		else {
			joinedSizes.push(sizes[axis]!);
			joinedSteps.push(steps[axis]!);
		}
	}
	return joinedSizes.length > MAX_AXES ? null : encodeAxes(joinedSizes, joinedSteps);
}
