// Shapes with an empty axis: every function returns at once, and writes what a reduction over nothing gives.
import { beforeAll, describe, expect, it } from "vitest";
import { attentionBackward, attentionForward } from "../src/attention.js";
import { loadBinding } from "../src/load-binding.js";
import { bundle, report } from "./own-process.js";

const binding = loadBinding();
const { unary, reduction } = binding.elementwiseOperations;
const LONGEST = 2 ** 31 - 1;
const none = new Float32Array(0);

let script: string;
beforeAll(() => {
	script = bundle("empty-axes");
});

it("every function with an options object takes every axis empty, the others as long as can be", () => {
	const { cases, wrong } = report<{ cases: number; wrong: string[] }>(script, { timeout: 100_000 });
	console.log(`${cases} cases`);
	expect(wrong).toEqual([]);
	expect(cases).toBeGreaterThan(500);
}, 110_000);

describe("functions whose arguments come one by one", () => {
	it.each([
		[0, 3, 4],
		[3, 0, 4],
		[0, LONGEST, 0],
		[LONGEST, 0, 0],
		[0, 0, LONGEST],
	])("matmul of m %i, n %i, k %i writes nothing", (m, n, k) => {
		const elements = (rows: number, columns: number) =>
			new Float32Array(rows === 0 || columns === 0 ? 0 : rows * columns);
		for (const batch of [1, LONGEST]) {
			const [a, b] = [elements(m, k), elements(k, n)];
			expect(() => binding.matmul(a, b, none, m, n, k, false, false, undefined, batch, 0, 0)).not.toThrow();
		}
	});

	it("matmul over nothing is the bias", () => {
		const c = new Float32Array(6).fill(7);
		binding.matmul(none, none, c, 2, 3, 0, false, false, Float32Array.of(1, 2, 3));
		expect([...c]).toEqual([1, 2, 3, 1, 2, 3]);
	});

	it.each([
		["sum", 0],
		["max", Number.NEGATIVE_INFINITY],
		["min", Number.POSITIVE_INFINITY],
	])("%s of nothing is %d", (name, neutral) => {
		for (const inner of [1, 3]) {
			const out = new Float32Array(2 * inner).fill(7);
			binding.reduce(reduction.indexOf(name), none, out, 2, 0, inner, 1);
			expect([...out]).toEqual(Array(2 * inner).fill(neutral));
		}
		binding.reduce(reduction.indexOf(name), none, none, 0, LONGEST, LONGEST, 1);
		binding.reduce(reduction.indexOf(name), none, none, LONGEST, LONGEST, 0, 1);
		binding.reduce(reduction.indexOf(name), none, none, LONGEST, 0, 0, 1);
	});

	it("the others write nothing", () => {
		const axes = Int32Array.of(3, LONGEST, 0, LONGEST, 1, 1, 1, 1, 1, 1);
		const bytes = new Uint8Array(0);
		binding.unary(unary.indexOf("exp"), none, none, 0, 0);
		binding.binary(0, axes, none, none, none);
		binding.comparison(0, axes, none, none, bytes);
		binding.select(bytes, none, none, none);
		binding.softmax(none, none, LONGEST, false);
		binding.softmax(none, none, 0, false);
		binding.permute(axes, none, 0, none);
		binding.copyRows(none, 0, LONGEST, none, 0, LONGEST, LONGEST, 0);
		binding.copyRows(none, 0, LONGEST, none, 0, LONGEST, 0, LONGEST);
		binding.dropout(none, none, LONGEST, 0, 0.5, 1);
		binding.dropout(none, none, 0, LONGEST, 0.5, 1);
		binding.adamStep({
			variables: [none],
			gradients: [none],
			m: [none],
			v: [none],
			learningRate: 1,
			beta1: 0.9,
			beta2: 0.999,
			epsilon: 1e-8,
			step: 1,
			clipNorm: 0,
		});
		expect(none).toHaveLength(0);
	});
});

describe("attention of heads without size", () => {
	const sizes = { batchSize: 1, targetLength: 3, numHeads: 1, keyDim: 0, valueDim: 0 };
	const problem = { ...sizes, query: none, key: none, value: none };

	it("counts the keys: every score is 0", () => {
		const { logSumExp, rowMax, rowSum } = attentionForward({ ...problem, sourceLength: LONGEST });
		for (const value of logSumExp) expect(value).toBe(Math.fround(Math.log(LONGEST)));
		for (const value of rowMax) expect(value).toBe(0);
		for (const value of rowSum) expect(value).toBe(Math.fround(LONGEST));
	});

	it("counts those that a causal mask, a window and lengths leave", () => {
		const given = { ...problem, sourceLength: LONGEST, keyLengths: Int32Array.of(2) };
		expect([...attentionForward({ ...given, isCausal: true }).logSumExp]).toEqual(
			[0, Math.log(2), Math.log(2)].map(Math.fround),
		);
		expect([...attentionForward({ ...given, slidingWindow: 1 }).logSumExp]).toEqual([
			0,
			0,
			Number.POSITIVE_INFINITY,
		]);
	});

	it("and those of a mask, a bias and weights, as with heads of any size", () => {
		const mask = Uint8Array.of(1, 0, 1, 0);
		const bias = Float32Array.of(0, 5, Math.log(3), 7);
		const given = {
			...problem,
			sourceLength: 4,
			mask,
			maskShape: [1, 1, 1, 4] as const,
			bias,
			biasShape: [1, 1, 1, 4] as const,
		};
		const { logSumExp, weights } = attentionForward({ ...given, returnWeights: true });
		for (const value of logSumExp) expect(value).toBeCloseTo(Math.log(4), 6);
		expect([...weights!.subarray(0, 4)].map((x) => Math.round(x * 1e6) / 1e6)).toEqual([0.25, 0, 0.75, 0]);
	});

	it("has no gradient of its bias", () => {
		const { dBias } = attentionBackward({
			...problem,
			sourceLength: LONGEST,
			bias: Float32Array.of(2),
			biasShape: [1, 1, 1, 1],
			biasGradient: true,
			output: none,
			rowMax: new Float32Array(3),
			rowSum: new Float32Array(3),
			dOutput: none,
		});
		expect([...dBias!]).toEqual([0]);
	});
});
