import { describe, expect, it } from "vitest";
import { resultOf, scoreNames } from "./four-scores.js";
import { gaussianFrom } from "./gaussian.js";
import { blockScores, blockValues, onlineSoftmax, wholeSoftmaxOutput } from "./online-softmax.js";
import { redCar } from "./red-car.js";
import { entropyOf, jacobianNorm, saturationAt } from "./saturation.js";
import { maskOf, outputsChangedBy, weightsUnder } from "./sentence-attention.js";

describe("the red car", () => {
	it("has the numbers that the page works out on paper", () => {
		expect(redCar.scores).toEqual([
			[4, 1, 2],
			[0, 2, 4],
			[0, 4, 2],
		]);
		const [a, b, c] = [1, Math.E ** 2, Math.E ** 4];
		const sum = a + b + c;
		expect(redCar.weights[1]![2]).toBeCloseTo(c / sum, 12);
		expect((c / sum).toFixed(3)).toBe("0.867");
		expect(sum.toFixed(2)).toBe("62.99");
		expect(redCar.contexts[1]![2]).toBeCloseTo((b * 1 + c * 2) / sum, 12);
	});
});

describe("saturation", () => {
	const at = (exponent: number, scaling: "none" | "sqrt" | "full") => saturationAt(exponent, scaling);

	it("measures a variance near d, near 1 and near 1/d", () => {
		for (const exponent of [2, 4, 6, 8, 10]) {
			const d = 2 ** exponent;
			// The variance of 1,600 scores in groups of 8 has a standard error of some 10 %.
			expect(at(exponent, "none").variance / d).toBeGreaterThan(0.75);
			expect(at(exponent, "none").variance / d).toBeLessThan(1.25);
			expect(at(exponent, "sqrt").variance).toBeCloseTo(at(exponent, "none").variance / d, 10);
			expect(at(exponent, "full").variance).toBeCloseTo(at(exponent, "none").variance / d ** 2, 10);
		}
	});

	it("first has a mean largest weight above 0.9 at d = 128, as the page says", () => {
		const first = Array.from({ length: 11 }, (_, exponent) => exponent).find(
			(exponent) => at(exponent, "none").largestWeight > 0.9,
		);
		expect(2 ** first!).toBe(128);
		const scaled = Array.from({ length: 11 }, (_, exponent) => at(exponent, "sqrt").largestWeight);
		expect(Math.max(...scaled) - Math.min(...scaled)).toBeLessThan(0.1);
	});

	it("loses the gradient without scaling, and keeps it with √d", () => {
		expect(at(10, "none").gradient).toBeLessThan(0.2 * at(0, "none").gradient);
		expect(at(10, "sqrt").gradient).toBeGreaterThan(0.9 * at(0, "none").gradient);
		expect(at(10, "full").entropy).toBeGreaterThan(2.99);
	});

	it("has the Jacobian of finite differences, and the entropy of known cases", () => {
		const scores = [0.3, -1, 2, 0.5];
		const softmax = (x: number[]) => {
			const e = x.map(Math.exp);
			const sum = e.reduce((a, b) => a + b);
			return e.map((value) => value / sum);
		};
		const h = 1e-6;
		let squares = 0;
		for (let j = 0; j < 4; j++) {
			const up = softmax(scores.map((s, i) => (i === j ? s + h : s)));
			const down = softmax(scores.map((s, i) => (i === j ? s - h : s)));
			for (let i = 0; i < 4; i++) squares += ((up[i]! - down[i]!) / (2 * h)) ** 2;
		}
		expect(jacobianNorm(softmax(scores))).toBeCloseTo(Math.sqrt(squares), 8);
		expect(entropyOf([0.5, 0.25, 0.25])).toBe(1.5);
		expect(entropyOf([1, 0, 0])).toBe(0);
	});
});

describe("normal numbers", () => {
	it("have mean 0, variance 1, and come again with their seed", () => {
		const next = gaussianFrom(1);
		const values = Array.from({ length: 20_000 }, next);
		const mean = values.reduce((a, b) => a + b) / values.length;
		const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
		expect(Math.abs(mean)).toBeLessThan(0.03);
		expect(Math.abs(variance - 1)).toBeLessThan(0.04);
		expect(gaussianFrom(1)()).toBe(values[0]);
	});
});

describe("the online softmax", () => {
	it("ends where the whole softmax does", () => {
		const { output, sum, max } = onlineSoftmax(blockScores, blockValues).at(-1)!;
		expect(max).toBe(5);
		expect(output / sum).toBeCloseTo(wholeSoftmaxOutput(), 12);
	});

	it("does so for scores in rising order and for huge ones", () => {
		const scores = [[-2000, 0], [500], [1000, 1000.5]];
		const values = [[1, 2], [3], [4, 5]];
		const { output, sum } = onlineSoftmax(scores, values).at(-1)!;
		const p = 1 / (1 + Math.exp(0.5));
		expect(output / sum).toBeCloseTo(4 * p + 5 * (1 - p), 12);
	});
});

describe("masks on a sentence", () => {
	it("put no weight on padding and none on the future where they should not", () => {
		for (const row of weightsUnder(maskOf("padding"))) expect(row.slice(4)).toEqual([0, 0]);
		weightsUnder(maskOf("causal")).forEach((row, t) => {
			expect(row.slice(t + 1).every((weight) => weight === 0)).toBe(true);
		});
	});

	it("leave a row that may look at nothing at 0, not NaN", () => {
		expect(weightsUnder(maskOf("reversed"))[5]).toEqual([0, 0, 0, 0, 0, 0]);
	});

	it("leak exactly where they let a word look at the future", () => {
		const leaks = (name: Parameters<typeof maskOf>[0]) =>
			[0, 1, 2, 3].some((changed) =>
				outputsChangedBy(changed, maskOf(name)).some((is, t) => is && t < changed),
			);
		expect(["none", "padding", "reversed", "window"].map((name) => leaks(name as "none"))).toEqual([
			true,
			true,
			true,
			true,
		]);
		expect([leaks("causal"), leaks("both")]).toEqual([false, false]);
	});
});

describe("the scores", () => {
	it("all let “coche” look mostly at “car”, but for the head that cannot see the third feature", () => {
		for (const name of scoreNames.filter((name) => name !== "multiHead")) {
			const row = resultOf(name).weights[0]![1]!;
			expect(row.indexOf(Math.max(...row)), name).toBe(2);
		}
		const [first, second] = resultOf("multiHead").weights;
		expect(first![1]![1]).toBe(first![1]![2]);
		expect(second![1]![2]).toBeGreaterThan(second![1]![1]!);
	});

	it("agree by hand: general counts the third feature twice, concat is additive", () => {
		expect(resultOf("general").scores[1]).toEqual([0, 4, 8]);
		expect(resultOf("concat").scores).toEqual(resultOf("additive").scores);
		expect(resultOf("additive").scores[1]![2]).toBeCloseTo(5 * Math.tanh(1) + 5 * Math.tanh(-4 + 0.5), 12);
	});

	it("give each row of each map a sum of 1", () => {
		for (const name of scoreNames)
			for (const row of resultOf(name).weights.flat()) expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
	});
});
