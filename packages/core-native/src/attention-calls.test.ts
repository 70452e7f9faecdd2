// Dropout, the asynchronous forms and the arrays that a call writes into.
import { describe, expect, test } from "vitest";
import { problem, random, upstreams } from "../test/attention-problems.js";
import {
	attentionBackward,
	attentionBackwardAsync,
	attentionForward,
	attentionForwardAsync,
} from "./attention.js";

describe("dropout", () => {
	const p = problem({ targetLength: 40, sourceLength: 50, dropoutRate: 0.25, seed: 42 });

	test("drops about its share, keeps the mean and repeats by seed", () => {
		const ones = { ...p, value: new Float32Array(p.value.length).fill(1) };
		const { output, weights } = attentionForward({ ...ones, returnWeights: true });
		const mean = output.reduce((sum, x) => sum + x, 0) / output.length;
		expect(mean).toBeGreaterThan(0.95);
		expect(mean).toBeLessThan(1.05);
		// The returned weights are those before dropout.
		expect(weights!.subarray(0, 50).reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 5);
		expect(attentionForward(ones).output).toEqual(output);
		expect(attentionForward({ ...ones, seed: 43 }).output).not.toEqual(output);
	});

	test("drops in the backward what it dropped in the forward", () => {
		// output is linear in value, so sum(output dOutput) = sum(value dValue) only for one and the same mask.
		const forward = attentionForward(p);
		const { dOutput } = upstreams(p);
		const { dValue } = attentionBackward({ ...p, ...forward, dOutput });
		const inner = (x: Float32Array, y: Float32Array) => x.reduce((sum, a, i) => sum + a * y[i]!, 0);
		expect(inner(dValue, p.value)).toBeCloseTo(inner(forward.output, dOutput), 3);
	});
});

describe("the asynchronous forms", () => {
	test("give the same bits, even when the inputs are overwritten or transferred meanwhile", async () => {
		const p = problem({ targetLength: 60, sourceLength: 90, bias: random(90, 9), biasShape: [1, 1, 1, 90] });
		const up = upstreams(p);
		const forward = attentionForward({ ...p, returnWeights: true });
		const backward = attentionBackward({ ...p, ...forward, ...up, biasGradient: true });
		const copy = { ...p, query: p.query.slice(), key: p.key.slice(), value: p.value.slice() };
		const pending = attentionForwardAsync({ ...copy, returnWeights: true });
		const pendingBackward = attentionBackwardAsync({ ...copy, ...forward, ...up, biasGradient: true });
		copy.query.fill(0);
		structuredClone(copy.key, { transfer: [copy.key.buffer as ArrayBuffer] });
		expect(await pending).toEqual(forward);
		expect(await pendingBackward).toEqual(backward);
	});

	test("may run many at a time beside the synchronous ones", async () => {
		const p = problem({ targetLength: 50, sourceLength: 50 });
		const expected = attentionForward(p);
		const pending = Array.from({ length: 12 }, () => attentionForwardAsync(p));
		for (let i = 0; i < 20; i++) expect(attentionForward(p)).toEqual(expected);
		for (const result of await Promise.all(pending)) expect(result).toEqual(expected);
	});

	test("reject what they cannot compute", async () => {
		await expect(attentionForwardAsync({ ...problem(), key: new Float32Array(3) })).rejects.toThrow(
			RangeError,
		);
		await expect(attentionForwardAsync({ ...problem(), output: new Float32Array(90) })).rejects.toThrow(
			"attentionForwardAsync: expected output to be absent",
		);
	});
});

test("writes into the arrays it is given", () => {
	const p = problem();
	const output = new Float32Array(180).fill(Number.NaN);
	const forward = attentionForward({ ...p, output });
	expect(forward.output).toBe(output);
	expect(output.every(Number.isFinite)).toBe(true);
	const dKey = new Float32Array(252).fill(Number.NaN);
	expect(attentionBackward({ ...p, ...forward, ...upstreams(p), dKey }).dKey).toBe(dKey);
	expect(dKey.every(Number.isFinite)).toBe(true);
});
