// Problems of attention on typed arrays for tests, and how exact their results must be.
import { expect } from "vitest";
import type { AttentionProblem } from "../src/binding/attention.js";

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
export const randomMask = (count: number) => Uint8Array.from(random(count, 4), (x) => (x > -0.3 ? 1 : 0));
export const upstreams = (p: AttentionProblem) => ({
	dOutput: random(p.batchSize * p.targetLength * p.numHeads * (p.valueDim ?? p.keyDim), 5),
	dWeights: random(p.batchSize * p.numHeads * p.targetLength * p.sourceLength, 6),
});

/** |got - truth| <= factor |plain - truth| + two units in the last place of the largest value and of `magnitude`. */
export function expectClose(
	got: ArrayLike<number>,
	truth: ArrayLike<number>,
	plain: ArrayLike<number>,
	factor: number,
	magnitude = 0,
) {
	expect(got.length).toBe(truth.length);
	let error = 0;
	let plainError = 0;
	let largest = magnitude;
	for (let i = 0; i < truth.length; i++) {
		if (!Number.isFinite(truth[i]!)) {
			expect(got[i]).toBe(truth[i]);
			continue;
		}
		error = Math.max(error, Math.abs(got[i]! - truth[i]!));
		plainError = Math.max(plainError, Math.abs(plain[i]! - truth[i]!));
		largest = Math.max(largest, Math.abs(truth[i]!));
	}
	expect(error).toBeLessThanOrEqual(factor * plainError + 2.4e-7 * largest);
}
