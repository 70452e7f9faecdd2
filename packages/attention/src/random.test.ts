import { describe, expect, it } from "vitest";
import { Random, type RandomState } from "./random.js";

// The outputs were computed by a transcription of the published algorithm to Python's whole numbers.
describe("Random", () => {
	it("equals a plain big-integer xoshiro128** from the state 1, 2, 3, 4", () => {
		const random = Random.fromState([1, 2, 3, 4]);
		const expected = [
			11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
		];
		expect(expected.map(() => random.uint32())).toEqual(expected);
	});

	it("repeats itself for the same keys and differs for others", () => {
		const draw = (...keys: number[]) => {
			const random = new Random(...keys);
			return Array.from({ length: 5 }, () => random.uint32());
		};
		expect(draw(1, 2)).toEqual(draw(1, 2));
		for (const other of [draw(2, 1), draw(1), draw(1, 3), draw(1, 2, 0), draw(1.5, 2), draw(-1, 2)]) {
			expect(other).not.toEqual(draw(1, 2));
		}
	});

	it("goes on from a saved state", () => {
		const random = new Random(7);
		random.float();
		const saved = JSON.parse(JSON.stringify(random.state())) as RandomState;
		const next = random.uint32();
		expect(Random.fromState(saved).uint32()).toBe(next);
	});

	it("draws uniformly below a limit", () => {
		const random = new Random(3);
		const counts = new Array<number>(7).fill(0);
		for (let i = 0; i < 70_000; i++) counts[random.below(7)]!++;
		// Six degrees of freedom: chi-square above 22.5 has a chance of 0.1 %.
		const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
		expect(chiSquare).toBeLessThan(22.5);
	});

	it("draws floats in [0, 1) with mean one half", () => {
		const random = new Random(11);
		let sum = 0;
		let isInside = true;
		for (let i = 0; i < 10_000; i++) {
			const value = random.float();
			isInside &&= value >= 0 && value < 1;
			sum += value;
		}
		expect(isInside).toBe(true);
		expect(Math.abs(sum / 10_000 - 0.5)).toBeLessThan(0.01);
	});

	it("shuffles without losing anything", () => {
		const items = Array.from({ length: 50 }, (_, i) => i);
		const shuffled = new Random(5).shuffle([...items]);
		expect(shuffled).not.toEqual(items);
		expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
	});

	it("refuses limits and states it cannot serve", () => {
		expect(() => new Random(1).below(0)).toThrow(/expected a whole limit/);
		expect(() => new Random(1).pick([])).toThrow(/at least one item/);
		expect(() => Random.fromState([0, 0, 0, 0])).toThrow(/not all zero/);
	});
});
