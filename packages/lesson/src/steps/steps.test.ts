// The exercises worked through: what they claim about numbers holds, in both languages.

import { wrongDecimals } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { exercises, findExercise, type Language, languages, type Step } from "../index.js";
import { diagonalLinks, shareOfLinks, uniformShare } from "./attention-map.js";

beforeAll(async () => {
	tf.enableProdMode();
	await tf.setBackend("cpu");
});

/** The one on layers trains a model: once is enough. */
const cases = languages.flatMap((language) =>
	exercises
		.filter(({ slug }) => slug !== "capas" || language === "es")
		.map(({ slug }) => ({ language, slug })),
);

function stringsOf(value: unknown): string[] {
	if (typeof value === "string") return [value];
	return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

const stepsOf = (name: string, language: Language) => findExercise(name)!.steps(language);
const checksIn = (steps: readonly Step[]) => steps.filter((step) => step.kind === "check");

describe.each(cases)("$slug in $language", ({ slug, language }) => {
	it("has checks that hold, a question, and numbers as the language writes them", async () => {
		const before = tf.memory().numTensors;
		const steps = await stepsOf(slug, language);
		expect(checksIn(steps).length).toBeGreaterThanOrEqual(2);
		expect(checksIn(steps).filter(({ passed }) => !passed)).toEqual([]);
		expect(steps.some(({ kind }) => kind === "question")).toBe(true);
		// The numbers of `values` are for machines; those in texts are for people.
		expect(stringsOf(steps).filter((text) => wrongDecimals(text, language))).toEqual([]);
		for (const step of steps) {
			if (step.kind === "matrix")
				expect(step.values.map((row) => row.length)).toEqual(step.rows.map(() => step.columns.length));
			if (step.kind === "map")
				expect(step.weights.map((row) => row.length)).toEqual(step.target.map(() => step.source.length));
		}
		if (slug !== "capas") expect(tf.memory().numTensors).toBe(before);
	}, 300_000);
});

describe("the exercise on maps", () => {
	it("reads a map that it is given, with and without gold links", async () => {
		const map = {
			source: ["a", "b"],
			target: ["x", "y"],
			weights: [
				[0.2, 0.8],
				[0.9, 0.1],
			],
		};
		const without = await findExercise("mapa")!.steps("en", { map });
		const tables = without.filter((step) => step.kind === "table");
		expect(tables.map(({ rows }) => rows)).toEqual([
			[
				["x", "b", "0.800"],
				["y", "a", "0.900"],
			],
		]);
		const judged = await findExercise("mapa")!.steps("en", { map: { ...map, gold: [[0], [1]] } });
		expect(checksIn(judged).map(({ passed }) => passed)).toEqual([true, false]);
		// What is said of the map that this package contains is not said of another.
		expect(JSON.stringify(judged)).not.toMatch(/20 steps|hermano/);
	});

	it("counts the nulls as worked by hand", () => {
		expect(diagonalLinks(3, 6)).toEqual([1, 3, 5]);
		expect(diagonalLinks(4, 2)).toEqual([0, 0, 1, 1]);
		expect(uniformShare(4, [[0], [], [1, 2]])).toBe((1 / 4 + 2 / 4) / 2);
		expect(shareOfLinks([0, 3, 3], [[0], [], [1, 2]])).toBe(1 / 2);
	});
});

describe("findExercise", () => {
	it.each([
		["1", "a-mano"],
		["2", "mapa"],
		["3", "multi-head"],
		["4", "auto-atencion"],
		["5", "causal"],
		["Auto-Atención", "auto-atencion"],
		["self-attention", "auto-atencion"],
		["máscaras", "mascaras"],
		["scores", "puntuaciones"],
	])("knows %s as %s", (name, slug) => {
		expect(findExercise(name)?.slug).toBe(slug);
	});

	it("knows nothing else, and no name twice", () => {
		for (const name of ["", "0", "6", "undefined", "exercise"]) expect(findExercise(name)).toBeUndefined();
		const names = exercises.flatMap(({ slug, aliases }) => [slug, ...aliases]);
		expect(new Set(names).size).toBe(names.length);
	});
});
