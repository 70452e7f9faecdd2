// The addon survives anything that JavaScript passes to it.
import { beforeAll, expect, test } from "vitest";
import { bundle, report } from "./own-process.js";

let hostile: string;
let workers: string;
beforeAll(() => {
	hostile = bundle("hostile-arguments");
	workers = bundle("two-workers");
});

test("hostile arguments give TypeError or RangeError that say what was expected and what came", () => {
	const { calls, others, typeErrors, rangeErrors, returned } = report<{
		calls: number;
		others: string[];
		typeErrors: number;
		rangeErrors: number;
		returned: number;
	}>(hostile);
	console.log({ calls, typeErrors, rangeErrors, returned });
	expect(others).toEqual([]);
	expect(calls).toBeGreaterThan(2000);
	expect(typeErrors).toBeGreaterThan(1000);
	expect(rangeErrors).toBeGreaterThan(100);
});

test("two worker threads load the addon and compute the same bits as the main thread", () => {
	const { digests } = report<{ digests: string[] }>(workers);
	expect(digests).toHaveLength(3);
	expect(new Set(digests).size).toBe(1);
});
