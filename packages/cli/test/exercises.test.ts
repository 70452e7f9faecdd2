// `mirada exercise` in a terminal and as JSON. That the exercises are right is tested in @mirada/lesson.

import { type Exercise, exercises, type Step } from "@mirada/lesson";
import { describe, expect, it } from "vitest";
import { languages } from "../src/messages/index.js";
import { runRecorded } from "./recorded-io.js";

describe("mirada exercise", () => {
	it.each(languages)(
		"goes through every exercise in %s, as text and as JSON",
		async (language) => {
			// The one on layers trains a model, for seconds.
			for (const { number, slug, task } of exercises.filter((exercise) => exercise.slug !== "capas")) {
				const argv = ["exercise", String(number ?? slug), "--lang", language];
				const { code, out, err } = await runRecorded([...argv, "--json"]);
				expect(code, err).toBe(0);
				const parsed = JSON.parse(out) as { slug: string; steps: Step[]; task: { text: string } };
				expect(parsed.slug).toBe(slug);
				expect(parsed.steps.filter((step) => step.kind === "check" && !step.passed)).toEqual([]);
				expect(parsed.task.text).toBe(task!.text[language]);
				const text = await runRecorded(argv);
				expect(text.code).toBe(0);
				expect(text.out).not.toContain("\u001b");
				expect(text.out).toContain(`exercise ${number ?? slug} --stub > `);
			}
		},
		60_000,
	);

	it("reads well without colour: no line of exercise 1 is wider than the terminal", async () => {
		const { out } = await runRecorded(["exercise", "1"]);
		expect(out).toContain("Exercise 1: attention by hand");
		expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
	});

	it("writes the numbers of tables with the decimal mark of the language", async () => {
		const [english, spanish] = await Promise.all(
			languages.map((language) => runRecorded(["exercise", "1", "--lang", language])),
		);
		expect(english!.out).toMatch(/coche +0\.0159 +0\.1173 +0\.8668/);
		expect(spanish!.out).toMatch(/coche +0,0159 +0,1173 +0,8668/);
	});

	it("lists the lesson's five by number and the others by name", async () => {
		const { out } = await runRecorded(["exercise", "--lang", "es"]);
		expect(out.match(/^ {2}[1-5] {2}\S/gm)).toHaveLength(5);
		for (const { slug } of exercises) expect(out).toContain(slug);
		const { out: json } = await runRecorded(["exercise", "--json"]);
		const listed = (JSON.parse(json) as Pick<Exercise, "slug">[]).map(({ slug }) => slug);
		expect(listed).toEqual(exercises.map(({ slug }) => slug));
	});

	it.each(["auto-atencion", "autoatención", "self-attention", "4"])(
		"knows exercise 4 as %s",
		async (name) => {
			const { out } = await runRecorded(["exercise", name, "--stub", "--lang", "es"]);
			expect(out).toMatch(/^\/\/ Ejercicio 4: autoatención\.\n/);
		},
	);

	it("prints the stub and the solution as they are, to be written to a file", async () => {
		const task = exercises[0]!.task!;
		for (const language of languages) {
			const printed = async (...options: string[]) =>
				(await runRecorded(["exercise", "1", "--lang", language, ...options])).out;
			expect(await printed("--stub")).toBe(task.stub[language]);
			expect(await printed("--solution")).toBe(task.solution[language]);
			expect(JSON.parse(await printed("--stub", "--json"))).toMatchObject({ stub: task.stub[language] });
		}
	});
});
