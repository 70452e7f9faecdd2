import { describe, expect, it } from "vitest";
import { loadBinding } from "./load-binding.js";
import { measureCeilings } from "./measure.js";

describe("measureCeilings", () => {
	it("gives rates that a computer can have", () => {
		const { fmaPeak, copyBandwidth } = measureCeilings(5);
		expect(fmaPeak).toBeGreaterThan(1e8);
		expect(fmaPeak).toBeLessThan(1e14);
		expect(copyBandwidth).toBeGreaterThan(1e7);
		expect(copyBandwidth).toBeLessThan(1e13);
	});

	it("refuses to measure for an hour", () => {
		expect(() => loadBinding().measureFmaPeak({ milliseconds: 3_600_000 })).toThrow(
			/milliseconds.*expected|expected milliseconds/,
		);
	});
});
