// The five exercises: what they claim about numbers holds, in both languages.

import { describe, expect, it } from "vitest";
import type { Step } from "../src/exercises/exercise.js";
import { languages } from "../src/messages/index.js";
import { runRecorded } from "./recorded-io.js";

/** The fourth trains a model: once is enough. */
const cases = languages.flatMap((language) =>
	[1, 2, 3, 4, 5]
		.filter((number) => number !== 4 || language === "es")
		.map((number) => ({ language, number })),
);

function stringsOf(value: unknown): string[] {
	if (typeof value === "string") return [value];
	return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

describe("mirada exercise", () => {
	it.each(cases)(
		"$number in $language: every check holds",
		async ({ language, number }) => {
			const argv = ["exercise", String(number), "--lang", language];
			const { code, out, err } = await runRecorded([...argv, "--json"]);
			expect(code, err).toBe(0);
			const { steps } = JSON.parse(out) as { steps: Step[] };
			const checks = steps.filter((step) => step.kind === "check");
			expect(checks.length).toBeGreaterThanOrEqual(2);
			expect(checks.filter(({ passed }) => !passed)).toEqual([]);
			expect(steps.some(({ kind }) => kind === "question")).toBe(true);
			// The numbers of `values` are for machines; those in texts are for people.
			const otherMark = language === "es" ? /\d\.\d/ : /\d,\d(?!\d\d)/;
			expect(stringsOf(steps).filter((text) => otherMark.test(text))).toEqual([]);
			for (const step of steps) {
				if (step.kind !== "matrix") continue;
				expect(step.values.map((row) => row.length)).toEqual(step.rows.map(() => step.columns.length));
			}
		},
		300_000,
	);

	it("reads well without colour: no line is wider than the terminal", async () => {
		const { out } = await runRecorded(["exercise", "1"]);
		expect(out).toContain("Exercise 1: attention by hand");
		expect(out).not.toContain("\u001b");
		expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
	});

	it("writes the numbers of tables with the decimal mark of the language", async () => {
		const [english, spanish] = await Promise.all(
			languages.map((language) => runRecorded(["exercise", "1", "--lang", language])),
		);
		expect(english!.out).toMatch(/coche +0\.0159 +0\.1173 +0\.8668/);
		expect(spanish!.out).toMatch(/coche +0,0159 +0,1173 +0,8668/);
	});

	it("lists the five", async () => {
		const { out } = await runRecorded(["exercise", "--lang", "es"]);
		expect(out.match(/^ {2}[1-5] {2}\S/gm)).toHaveLength(5);
	});
});
