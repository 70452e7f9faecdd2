import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { exampleReport } from "../../test/example-report.js";

const schema = JSON.parse(readFileSync(new URL("../../schema/report.schema.json", import.meta.url), "utf8"));
const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

describe("the schema of report.json", () => {
	it("accepts a report", () => {
		expect(validate(exampleReport()), JSON.stringify(validate.errors)).toBe(true);
	});

	it("wants every field and knows no others", () => {
		const report = exampleReport() as unknown as Record<string, unknown>;
		for (const field of Object.keys(report)) {
			const { [field]: _, ...rest } = report;
			expect([field, validate(rest)]).toEqual([field, false]);
		}
		expect(validate({ ...report, more: 1 })).toBe(false);
	});

	it("accepts one without beam search, and none that has half of it", () => {
		const report = exampleReport();
		report.beamComparison = null;
		for (const model of ["none", "attention"] as const) report.models[model].beam = null;
		expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
		for (const field of ["lengthPenalty", "coveragePenalty", "validationBleu", "decodeSeconds", "outputs"]) {
			const half = exampleReport();
			delete (half.models.none.beam as unknown as Record<string, unknown>)[field];
			expect([field, validate(half)]).toEqual([field, false]);
		}
	});

	it("refuses a number that JSON cannot hold", () => {
		const report = exampleReport();
		report.comparison.bleuGain = Number.NaN;
		expect(validate(JSON.parse(JSON.stringify(report)))).toBe(false);
	});
});
