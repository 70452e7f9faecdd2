import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { dotProduct } from "../numbers/by-hand.js";
import { heatCss } from "./heat-css.js";
import { foldAccents } from "./interface-texts.js";
import { languageOfPage } from "./markdown-plugins.js";
import { Results } from "./results.js";

const folder = fileURLToPath(new URL("../../../../bench/results", import.meta.url));
const results = new Results(folder);
const stored = (name: string) => JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));

describe("measured numbers", () => {
	it("are those of the files", () => {
		const { models, comparison, alignment } = stored("homework-builtin");
		expect(results.text("bleu-none", "en")).toBe(models.none.bleuMulti.toFixed(1));
		expect(results.text("bleu-attention", "es")).toBe(
			models.attention.bleuMulti.toFixed(1).replace(".", ","),
		);
		expect(results.text("bleu-gain-low", "en")).toBe(comparison.bootstrap.low.toFixed(1));
		expect(results.text("aer-diagonal", "en")).toBe(alignment.diagonal.alignmentErrorRate.toFixed(2));
		expect(results.text("real-bleu-attention", "en")).toBe(
			stored("homework-real").models.attention.bleuMulti.toFixed(1),
		);
	});

	it.each(["es", "en"] as const)("exist for every name, in %s", (language) => {
		for (const name of results.names) expect(results.text(name, language), name).toMatch(/\S/);
		expect(results.text("table-length", language).split("\n")).toHaveLength(
			2 + stored("homework-builtin").models.none.byLength.length,
		);
	});

	it("stop the build where a name is unknown", () => {
		expect(() => results.text("bleu-gian", "es")).toThrow('unknown name "bleu-gian"');
	});
});

describe("the page of errors", () => {
	it("quotes the message that two widths really give", () => {
		let message = "";
		try {
			dotProduct([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6]);
		} catch (error) {
			message = (error as Error).message;
		}
		for (const language of ["es", "en"]) {
			const page = fileURLToPath(new URL(`../../lesson/${language}/errores.md`, import.meta.url));
			const [, quoted] = /`(byHand\.[^`]+)`/.exec(readFileSync(page, "utf8"))!;
			expect(message).toContain(quoted);
		}
	});
});

describe("the site", () => {
	it("knows the language of a page by its folder", () => {
		expect([
			languageOfPage("en/escala.md"),
			languageOfPage("es/escala.md"),
			languageOfPage("escala.md"),
		]).toEqual(["en", "es", "es"]);
	});

	it("finds words without their accents", () => {
		expect(foldAccents("Atención, Ñandú")).toBe("atencion, nandu");
	});

	it("has a colour for every step of the scale, light and dark", () => {
		expect(heatCss().match(/\.dark \.heat \.w\d+\{/g)).toHaveLength(26);
	});
});
