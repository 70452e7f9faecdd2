import { describe, expect, it } from "vitest";
import { summarizeOutputs } from "./output-summary.js";

/** Outputs beside references; words apart by spaces. */
const summary = (pairs: readonly [output: string, reference: string][]) =>
	summarizeOutputs(
		pairs.map(([output, reference]) => ({
			translation: output.split(" ").filter(Boolean),
			references: [reference.split(" ")],
		})),
	);
const references = ["el gato .", "la casa .", "un perro .", "dos libros ."];
const all = (output: (i: number) => string) =>
	summary(references.map((reference, i) => [output(i), reference]));

describe("summarizeOutputs", () => {
	it("names outputs that are empty, bare marks, or one sentence for all", () => {
		expect(all(() => "")).toMatchObject({ empty: 4, degenerate: "empty" });
		expect(all(() => "。")).toMatchObject({ wordless: 4, degenerate: "wordless" });
		expect(all((i) => (i < 2 ? "" : i < 3 ? ". ." : "dos"))).toMatchObject({ degenerate: "empty" });
		expect(all((i) => (i < 1 ? "" : i < 2 ? ". ." : `x${i}`))).toMatchObject({ degenerate: "wordless" });
		expect(all(() => "no sé .")).toEqual({
			sentences: 4,
			empty: 0,
			wordless: 0,
			mostFrequent: { text: "no sé .", count: 4 },
			degenerate: "constant",
		});
	});

	it("takes outputs that differ for translations, however bad", () => {
		expect(all((i) => `palabra${i} .`).degenerate).toBeNull();
		expect(all((i) => (i === 0 ? "" : `palabra${i} .`)).degenerate).toBeNull();
	});

	it("leaves out those that are right", () => {
		const same: [string, string][] = [
			["sí .", "sí ."],
			["sí .", "sí ."],
			["sí .", "sí ."],
			["a", "b"],
		];
		expect(summary(same).degenerate).toBeNull();
		expect(
			summary([
				["!", "!"],
				["!", "!"],
			]).degenerate,
		).toBeNull();
	});

	it("does not call a single output constant", () => {
		expect(summary([["no .", "sí ."]]).degenerate).toBeNull();
		expect(summary([]).degenerate).toBeNull();
	});
});
