// Attention problems of typed arrays, the same in every run.
import type { AttentionProblem } from "../src/attention.js";

/** Numbers in [-1, 1), the same in every run. */
export function random(count: number, seed: number): Float32Array {
	let state = seed * 2654435761 + 12345;
	return Float32Array.from({ length: count }, () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 31 - 1;
	});
}

export function problem(options: Partial<AttentionProblem> = {}): AttentionProblem {
	const sizes = { batchSize: 2, targetLength: 5, sourceLength: 7, numHeads: 2, keyDim: 9, ...options };
	const keyHeads = sizes.numKeyHeads ?? sizes.numHeads;
	const keys = sizes.batchSize * sizes.sourceLength * keyHeads;
	return {
		query: random(sizes.batchSize * sizes.targetLength * sizes.numHeads * sizes.keyDim, 1),
		key: random(keys * sizes.keyDim, 2),
		value: random(keys * (sizes.valueDim ?? sizes.keyDim), 3),
		...sizes,
	};
}

/** Gradients of the outputs. */
export const upstreams = (p: AttentionProblem) => ({
	dOutput: random(p.batchSize * p.targetLength * p.numHeads * (p.valueDim ?? p.keyDim), 5),
	dWeights: random(p.batchSize * p.numHeads * p.targetLength * p.sourceLength, 6),
});
