import { describe, expect, test } from "vitest";
import { compareAll, finiteDifference } from "./index.js";

describe("toBeAllClose", () => {
	test("passes within the tolerance", () => {
		expect([1, 2, [3]]).toBeAllClose(Float32Array.of(1, 2.000001, 3));
		expect([1, 2]).not.toBeAllClose([1, 2.1]);
		expect([100]).toBeAllClose([101], { atol: 0, rtol: 0.01 });
	});

	test("names the worst index", () => {
		expect(compareAll([1, 2, 5], [1, 2.1, 3]).message).toContain("worst at index 2: expected 3, got 5");
		expect(compareAll([1], [1, 2]).message).toBe("expected 2 numbers, got 1");
	});

	test("takes NaN for equal to NaN only, and infinities to themselves", () => {
		expect([Number.NaN, Number.POSITIVE_INFINITY]).toBeAllClose([Number.NaN, Number.POSITIVE_INFINITY]);
		expect([Number.NaN]).not.toBeAllClose([0]);
		expect([Number.POSITIVE_INFINITY]).not.toBeAllClose([Number.NEGATIVE_INFINITY], { rtol: 1 });
		expect([1]).not.toBeAllClose([Number.POSITIVE_INFINITY], { rtol: 1 });
	});
});

test("finiteDifference is the derivative of a cubic up to h²", () => {
	const gradient = finiteDifference(([x, y]) => x! ** 3 + 2 * y!, [2, 7], 1e-3);
	expect(gradient).toBeAllClose([12, 2], { atol: 2e-6 });
});
