import { describe, expect, it } from "vitest";
import { compareCounts, instructionsIn, UPDATE_COMMAND } from "./instruction-counts.mjs";

describe("instruction counts", () => {
	it("fail above a margin of 3 %, and say what to do", () => {
		const { failures, notes } = compareCounts(
			{ "avx2/a": 1031, "avx2/b": 1029 },
			{ "avx2/a": 1000, "avx2/b": 1000 },
			"g++",
		);
		expect(failures).toEqual([
			`avx2/a: 1031 instructions, stored 1000 (+3.1 %): slower; where that is meant, ${UPDATE_COMMAND}`,
		]);
		expect(notes).toEqual([]);
	});

	it("tell of fewer instructions without failing", () => {
		const { failures, notes } = compareCounts(
			{ "avx2/a": 969, "avx2/b": 971 },
			{ "avx2/a": 1000, "avx2/b": 1000 },
			"g++",
		);
		expect(failures).toEqual([]);
		expect(notes).toHaveLength(1);
		expect(notes[0]).toContain("avx2/a: 969 instructions, stored 1000 (-3.1 %): faster");
	});

	it("fail for a computation without a stored count and for a stored one that is gone", () => {
		const { failures } = compareCounts({ new: 5 }, { old: 5 }, "g++");
		expect(failures).toHaveLength(2);
	});

	it("name the compiler that has none", () => {
		expect(compareCounts({ a: 1 }, undefined, "g++ 14, x64").failures).toEqual([
			`no counts are stored for g++ 14, x64: ${UPDATE_COMMAND}`,
		]);
	});

	it("come from the sum of a dump", () => {
		expect(instructionsIn("version: 1\nsummary: 123\n\n")).toBe(123);
		expect(() => instructionsIn("summary: 0\n")).toThrow(/above 0/);
	});
});
