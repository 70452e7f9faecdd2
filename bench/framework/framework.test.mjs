import { describe, expect, it } from "vitest";
import { bestCeilings } from "./ceilings.mjs";
import { relativeError, wrongOf } from "./comparison.mjs";
import { normalFloats, randomIntegers, randomMask } from "./seeded-inputs.mjs";
import { geometricMean, median, summary } from "./statistics.mjs";
import { evaluate, otherWorkOf } from "./targets.mjs";

describe("statistics", () => {
	it("take the middle value, or the mean of the two middle ones", () => {
		expect(median([3, 1, 2])).toBe(2);
		expect(median([4, 1, 2, 3])).toBe(2.5);
		expect(() => median([])).toThrow("expected at least one value");
	});

	it("average ratios so that twice as fast and half as fast cancel", () => {
		expect(geometricMean([2, 0.5])).toBeCloseTo(1);
		expect(geometricMean([1, 10, 100])).toBeCloseTo(10);
	});

	it("keep every round", () => {
		expect(summary([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3, rounds: [3, 1, 2] });
	});
});

describe("relativeError", () => {
	it("is the worst difference by the largest number", () => {
		expect(relativeError([1, 2, 4.5], [1, 2, 4])).toBeCloseTo(0.125);
	});

	it("lets no NaN, infinity or missing number pass", () => {
		expect(relativeError([Number.NaN, 0], [1, 0])).toBe(Number.POSITIVE_INFINITY);
		expect(relativeError([1, Number.POSITIVE_INFINITY], [1, 0])).toBe(Number.POSITIVE_INFINITY);
		expect(relativeError([1], [1, 2])).toBe(Number.POSITIVE_INFINITY);
	});
});

describe("wrongOf", () => {
	it("names what was wrong with ours or kept it out, and lets an extra variant be absent", () => {
		const ours = (more) => [
			{ name: "Mirada", ours: true, threads: 2, ...more },
			{ name: "A", wrong: "x" },
		];
		expect(wrongOf(ours({ wrong: "error 1" }))).toBe("default, 2 threads: error 1");
		expect(wrongOf(ours({ skipped: "threw" }))).toBe("default, 2 threads: threw");
		expect(wrongOf(ours({ skipped: "no avx512", extra: true }))).toBeUndefined();
	});
});

describe("seeded inputs", () => {
	it("are the same for the same seed, and normal", () => {
		const values = normalFloats(7, 20_000);
		expect(normalFloats(7, 20_000)).toEqual(values);
		expect(normalFloats(8, 20_000)).not.toEqual(values);
		const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
		const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
		expect(Math.abs(mean)).toBeLessThan(0.03);
		expect(Math.abs(variance - 1)).toBeLessThan(0.05);
	});

	it("keep to their ranges", () => {
		expect([...new Set(randomIntegers(1, 1000, 3, 5))].toSorted()).toEqual([3, 4, 5]);
		const share = randomMask(1, 10_000, 0.25).reduce((sum, x) => sum + x, 0) / 10_000;
		expect(share).toBeCloseTo(0.25, 1);
	});
});

describe("ceilings", () => {
	it("keep the better of two measurements, and null where there is none", () => {
		const before = { 1: { fma: 2, mkl: null }, 2: { fma: 3, mkl: null } };
		const after = { 1: { fma: 1, mkl: null }, 2: { fma: 5, mkl: 4 } };
		expect(bestCeilings(before, after)).toEqual({ 1: { fma: 2, mkl: null }, 2: { fma: 5, mkl: 4 } });
	});
});

describe("targets", () => {
	const timed = (name, threads, seconds, more = {}) => ({
		name,
		threads,
		seconds: { median: seconds },
		...more,
	});
	const result = {
		threads: [1, 2],
		ceilings: { 2: { fmaGflops: 100 } },
		rows: [
			{
				case: "small",
				axes: { n: 64 },
				amount: 10,
				unit: "GFLOP/s",
				identical: true,
				contenders: [
					timed("Mirada", 2, 1, { ours: true }),
					timed("Mirada", 1, 1.5, { ours: true }),
					timed("Mirada", 2, 0.1, { ours: true, extra: true, variant: "avx2" }),
					timed("A", 2, 2),
					timed("B", 2, 4),
					timed("B", 1, 4.5),
				],
			},
			{
				case: "large",
				axes: { n: 512 },
				amount: 90,
				unit: "GFLOP/s",
				identical: true,
				contenders: [timed("Mirada", 2, 1, { ours: true }), { name: "A", threads: 2, skipped: "cannot" }],
			},
		],
	};

	it("compares our default with the best peer of as many threads or fewer, where there is one", () => {
		const rule = { what: "x", measure: "ratio", over: "min", atLeast: 1.5 };
		expect(evaluate(rule, result)).toMatchObject({
			value: 2,
			met: true,
			worst: "small",
			rows: 1,
			missing: 1,
		});
		expect(evaluate({ ...rule, against: ["B"] }, result).value).toBe(4);
		expect(evaluate({ ...rule, variant: "avx2" }, result).value).toBe(20);
	});

	it("says a target in words", () => {
		const target = (rule) => evaluate({ what: "x", over: "min", ...rule }, result).target;
		expect(target({ measure: "ratio", atLeast: 1.5 })).toBe(
			"at least 1.5 times as fast as the best peer, in every case",
		);
		expect(target({ measure: "ratio", atLeast: 1, against: ["A", "B"] })).toBe(
			"at least as fast as A or B, in every case",
		);
		expect(target({ measure: "peak", over: "geometricMean", atLeast: 0.8 })).toBe(
			"at least 80 % of the FMA peak, as geometric mean",
		);
		expect(target({ measure: "value", over: "max", atMost: 5, unit: "%" })).toBe(
			"at most 5 %, in every case",
		);
	});

	it("compares with a peer's single thread where that is its fastest, as on a busy machine", () => {
		const contenders = [
			timed("Mirada", 2, 1, { ours: true }),
			timed("PyTorch", 2, 95),
			timed("PyTorch", 1, 1.2),
			timed("Mirada", 1, 0.1, { ours: true }),
		];
		const rule = { what: "x", measure: "ratio", over: "min", atLeast: 2 };
		expect(evaluate(rule, { threads: [1, 2], rows: [{ case: "x", contenders }] })).toMatchObject({
			value: 1.2,
			met: false,
		});
		expect(
			evaluate({ ...rule, threads: 1 }, { threads: [1, 2], rows: [{ case: "x", contenders }] }).value,
		).toBeCloseTo(12);
	});

	it("names the cases that were measured on a busy machine", () => {
		const contenders = [
			timed("Mirada", 2, 1, { ours: true }),
			timed("A", 2, 2, { otherWorkPercent: 12 }),
			timed("B", 2, 3, { otherWorkPercent: 12 }),
		];
		const rows = [{ case: "busy", contenders }, ...result.rows];
		const rule = { what: "x", measure: "ratio", over: "min", atLeast: 1.5 };
		expect(evaluate(rule, { ...result, rows }).disturbed).toEqual(["busy"]);
		expect(rows.map(otherWorkOf)).toEqual([12, undefined, undefined]);
		expect(otherWorkOf({ case: "value", value: 3, otherWorkPercent: 5 })).toBe(5);
	});

	it("takes the rows that the rule means", () => {
		const rule = { what: "x", where: { n: { atLeast: 512 } }, measure: "peak", over: "min", atLeast: 0.8 };
		expect(evaluate(rule, result)).toMatchObject({ value: 0.9, met: true, rows: 1 });
	});

	it("compares exactness with the peers' median", () => {
		const row = { case: "x", contenders: [timed("Mirada", 2, 1, { ours: true, error: 3e-7 })] };
		for (const error of [1e-7, 2e-7, 9e-7]) row.contenders.push({ name: "A", threads: 2, error });
		const rule = { what: "x", measure: "error", over: "max", atMost: 2 };
		expect(evaluate(rule, { threads: [2], rows: [row] })).toMatchObject({ met: true, worst: "x" });
		expect(evaluate(rule, { threads: [2], rows: [row] }).value).toBeCloseTo(1.5);
	});

	it("measures scaling and identity", () => {
		expect(evaluate({ what: "x", measure: "scaling", over: "min", atLeast: 1.8 }, result)).toMatchObject({
			value: 1.5,
			met: false,
		});
		expect(evaluate({ what: "x", measure: "identical", over: "min", atLeast: 1 }, result).met).toBe(true);
	});

	it("is not met where a result was wrong, and says nothing where nothing was measured", () => {
		const rule = { what: "x", measure: "ratio", over: "min", atLeast: 1.5 };
		const wrong = { ...result, rows: result.rows.map((row) => ({ ...row, failed: "wrong" })) };
		expect(evaluate(rule, wrong).met).toBe(false);
		expect(evaluate(rule, { ...result, rows: [] })).toMatchObject({ value: null, met: null });
		const nothing = { ...result, rows: [{ case: "x", failed: "threw", contenders: [] }] };
		expect(evaluate(rule, nothing)).toMatchObject({ value: null, met: false, wrong: ["x"] });
	});
});
