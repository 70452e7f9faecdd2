import { expect, test } from "vitest";
import { Random } from "../data/random.js";
import { fanInNormal, glorotUniform, lstmBias, normal, orthogonalGates, uniform } from "./initializers.js";

test("orthogonalGates makes four different orthogonal blocks", () => {
	const U = 24;
	const values = orthogonalGates([U, 4 * U], new Random(1));
	const row = (gate: number, r: number) => values.slice(r * 4 * U + gate * U, r * 4 * U + (gate + 1) * U);
	for (let gate = 0; gate < 4; gate++) {
		for (let a = 0; a < U; a++) {
			for (let b = 0; b <= a; b++) {
				const product = row(gate, a).reduce((sum, value, i) => sum + value * row(gate, b)[i]!, 0);
				expect(product).toBeCloseTo(a === b ? 1 : 0, 6);
			}
		}
	}
	expect(row(0, 0)).not.toEqual(row(1, 0));
});

test("glorotUniform and uniform stay within their limits and fill them", () => {
	const limit = Math.sqrt(6 / 300);
	const values = glorotUniform([100, 200], new Random(1));
	expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(limit);
	expect(Math.max(...values)).toBeGreaterThan(0.99 * limit);
	expect(Math.min(...uniform(0.05)([1000], new Random(1)))).toBeLessThan(-0.049);
});

test("normal has its deviation", () => {
	const values = normal(2)([100, 100], new Random(3));
	const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
	expect(Math.sqrt(square)).toBeCloseTo(2, 1);
});

test("fanInNormal keeps the size of what passes through", () => {
	const [rows, columns] = [200, 300];
	const values = fanInNormal(3)([rows, columns], new Random(2));
	const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
	expect(Math.sqrt(square * rows)).toBeCloseTo(3, 1);
});

test("lstmBias is 1 for the forget gate alone", () => {
	expect([...lstmBias([8], new Random(1))]).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
});
