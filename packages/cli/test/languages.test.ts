// The homework on small corpora of several languages: what is said names the right languages and is scored right.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadTranslator, saveTranslator } from "@mirada/seq2seq/node";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { languageName } from "../src/languages/language-code.js";
import { runRecorded } from "./recorded-io.js";
import { smallCorpus, smallCorpusLanguages } from "./small-corpora.js";
import { backend, temporaryFolder } from "./tiny-run.js";

const out = temporaryFolder();
const settings = [
	...["--backend", backend, "--out", out, "--test-sources", "20", "--validation-sources", "10"],
	...["--units", "12", "--vocabulary", "200", "--epochs", "1", "--batch", "32"],
];
const schema = JSON.parse(readFileSync(new URL("../schema/report.schema.json", import.meta.url), "utf8"));
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

const tokenizers: Readonly<Record<string, string>> = { zh: "tok:zh", ja: "tok:char", th: "tok:char" };

describe.each(smallCorpusLanguages)("homework from English to %s", (code) => {
	const data = join(out, `sentences-${code}.txt`);
	writeFileSync(data, smallCorpus(code, 120));

	it("names both languages, scores by the script, and says nothing of another language", async () => {
		const {
			code: exit,
			out: text,
			err,
		} = await runRecorded(["homework", "--data", data, "--name", code, ...settings]);
		expect(exit, err).toBe(1);
		const name = languageName(code, "en")!;
		expect(text).toContain(`English to ${name}`);
		const report = JSON.parse(readFileSync(join(out, code, "report.json"), "utf8"));
		expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
		expect([report.data.sourceLanguage, report.data.targetLanguage]).toEqual(["en", code]);
		expect(report.models.attention.bleuSignature).toContain(tokenizers[code] ?? "tok:none");
		expect(report.data.segmentedBy).toBe(
			tokenizers[code] === undefined ? null : `Intl.Segmenter, ICU ${process.versions.icu}`,
		);
		const page = readFileSync(join(out, code, "report.html"), "utf8");
		expect(page).toContain(`from English to ${name}`);
		if (code !== "es") expect(page + text + err).not.toMatch(/Spanish|español/);
		// One epoch on 90 pairs teaches nothing: nothing may sound as if it did.
		expect(text).not.toContain("default settings");
		const { alignment, bleuGain } = Object.fromEntries(
			report.criteria.map((criterion: { name: string }) => [criterion.name, criterion]),
		);
		if (report.models.attention.outputs.degenerate !== null) {
			expect([alignment.judged, bleuGain.judged]).toEqual([false, false]);
			expect(text).toContain("NOT JUDGED");
		}
	}, 120_000);
});

it("warns where another version of ICU separated the words that a saved translator was trained on", async () => {
	const same = join(out, "zh", "models", "attention");
	const old = join(out, "old-segmenter");
	const translator = await loadTranslator(same);
	await saveTranslator(old, translator, { ...translator.info, segmentedBy: "Intl.Segmenter, ICU 1.0" });
	const translated = (model: string, lang: string) =>
		runRecorded(["translate", "I see the house .", "--model", model, "--backend", backend, "--lang", lang]);
	const here = `ICU ${process.versions.icu}`;
	const english = (await translated(old, "en")).err.split("\n").filter((line) => line.includes("ICU"));
	expect(english).toEqual([expect.stringMatching(/^warning: .*Intl\.Segmenter, ICU 1\.0/)]);
	expect(english[0]).toContain(here);
	const spanish = (await translated(old, "es")).err;
	expect(spanish).toMatch(/^aviso: .*Intl\.Segmenter, ICU 1\.0.*$/m);
	expect((await translated(same, "en")).err).not.toContain("ICU");
	const evaluated = await runRecorded(["evaluate", "--model", old, "--out", out, "--backend", backend]);
	expect(evaluated.err).toContain("ICU 1.0");
}, 120_000);

it("takes the languages that are asked for, in Spanish too", async () => {
	const data = join(out, "asked.txt");
	writeFileSync(data, smallCorpus("fr", 120));
	const asked = ["--source-language", "eng", "--target-language", "fr-CA", "--lang", "es"];
	const { out: text } = await runRecorded([
		"homework",
		"--data",
		data,
		"--name",
		"asked",
		...asked,
		...settings,
	]);
	expect(text).toContain("inglés → francés canadiense");
	expect(readFileSync(join(out, "asked", "report.html"), "utf8")).toContain("de inglés a francés canadiense");
	const { settings: stored } = JSON.parse(readFileSync(join(out, "asked", "config.json"), "utf8"));
	expect([stored.sourceLanguage, stored.targetLanguage]).toEqual(["en", "fr-CA"]);
}, 120_000);

it("shows held-out sentences where the source is not English", async () => {
	const data = join(out, "reversed.txt");
	const lines = smallCorpus("ar", 120).trim().split("\n");
	writeFileSync(data, lines.map((line) => `${line.split("\t").reverse().join("\t")}\n`).join(""));
	await runRecorded(["homework", "--data", data, "--name", "reversed", ...settings]);
	const report = JSON.parse(readFileSync(join(out, "reversed", "report.json"), "utf8"));
	expect([report.data.sourceLanguage, report.data.targetLanguage]).toEqual(["ar", "en"]);
	expect(report.shownSentences).toBe("corpus");
	for (const { source } of report.samples) expect(source).toMatch(/[\u0621-\u064a]/);
	const page = readFileSync(join(out, "reversed", "report.html"), "utf8");
	expect(page).toContain("held-out sentences of the corpus");
	expect(page).toContain('dir="rtl"');
}, 120_000);

it("tells in the help of homework how the alignment is judged, in both languages", async () => {
	for (const [language, words] of [
		["en", ["Only links between words count", "1 - 2 |A* ∩ S| / (|A*| + |S|)", "not judged"]],
		["es", ["Solo cuentan los enlaces entre palabras", "1 - 2 |A* ∩ S| / (|A*| + |S|)", "no se juzga"]],
	] as const) {
		const { out: help } = await runRecorded(["homework", "--help", "--lang", language]);
		for (const word of words) expect(help).toContain(word);
	}
});
