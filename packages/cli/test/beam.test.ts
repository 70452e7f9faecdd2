// Beam search in the homework: beside greedy search by default, in its place for the verdict if asked, changed on resume.

import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { choosePenalties } from "@mirada/seq2seq";
import { loadTranslator } from "@mirada/seq2seq/node";
import { englishIn } from "@mirada/test-kit";
import { Ajv } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import type { CommandContext } from "../src/command-context.js";
import { loadCorpus } from "../src/homework/corpus.js";
import type { Report } from "../src/results/report.js";
import { type RecordedRun, runRecorded } from "./recorded-io.js";
import { backend, temporaryFolder, tinySettings } from "./tiny-run.js";

const out = temporaryFolder();
const file = (run: string, name: string) => join(out, run, name);
const reportOf = (run: string) => JSON.parse(readFileSync(file(run, "report.json"), "utf8")) as Report;
const settingsOf = (run: string) => JSON.parse(readFileSync(file(run, "config.json"), "utf8")).settings;
const bleuEvidence = ({ criteria }: Report) => criteria.find(({ name }) => name === "bleuGain")!.evidence;
const homework = (...more: string[]) => runRecorded(["homework", "--out", out, ...more]);
const beamFiles = ["none", "attention"].map((model) => `hypotheses.${model}.beam.txt`);

let run: RecordedRun;
beforeAll(async () => {
	run = await homework(...tinySettings, "--name", "tiny");
}, 300_000);

/** The finished run again, measured anew in a folder of its own. */
async function again(name: string, ...more: string[]): Promise<RecordedRun> {
	cpSync(join(out, "tiny"), join(out, name), { recursive: true });
	return homework("--name", name, "--resume", ...more);
}

describe("the homework's beam search", () => {
	it("translates the test sentences of both models by a beam of 5 as well", () => {
		expect(run.code, run.err).toBe(1);
		const report = reportOf("tiny");
		expect(report.settings).toMatchObject({ beam: 5, judge: "greedy" });
		for (const name of ["none", "attention"] as const) {
			const beam = report.models[name].beam!;
			expect(beam).toMatchObject({ beamSize: 5, validationSentences: 2 });
			expect([0, 0.3, 0.6, 1, 1.4]).toContain(beam.lengthPenalty);
			expect(name === "none" ? [0] : [0, 0.1, 0.2, 0.4]).toContain(beam.coveragePenalty);
			expect(beam.outputs.sentences).toBe(6);
			expect(beam.decodeSeconds).toBeGreaterThan(0);
		}
		for (const name of beamFiles) {
			expect(readFileSync(file("tiny", name), "utf8").split("\n")).toHaveLength(7);
		}
		const { none, attention } = report.models;
		const gain = attention.beam!.bleuMulti - none.beam!.bleuMulti;
		expect(report.beamComparison!.bleuGain).toBeCloseTo(gain, 9);
	});

	it("chooses its penalties on validation sentences and on no others", async () => {
		const { split } = await loadCorpus(settingsOf("tiny"), false, undefined as unknown as CommandContext);
		for (const name of ["none", "attention"] as const) {
			const translator = await loadTranslator(file("tiny", `models/${name}`));
			const { model, sourceVocabulary: source, targetVocabulary: target } = translator;
			const input = { model, vocabularies: { source, target }, sentences: split.validation };
			const chosen = choosePenalties(input);
			const { lengthPenalty, coveragePenalty, validationBleu } = reportOf("tiny").models[name].beam!;
			expect([lengthPenalty, coveragePenalty, validationBleu]).toEqual([
				chosen.lengthPenalty.alpha,
				chosen.coveragePenalty,
				chosen.bleu,
			]);
			translator.dispose();
		}
	});

	it("prints a row for each of its scores, and the verdict's, which is on greedy translations", () => {
		expect(run.out).toMatch(/BLEU, all references, beam 5 +\d/);
		expect(run.out).toMatch(/translation time, beam 5 +\d/);
		expect(run.out).toContain("Paired bootstrap of the difference, beam 5: ");
		expect(bleuEvidence(reportOf("tiny"))).toMatchObject({
			search: "greedy",
			none: reportOf("tiny").models.none.bleuMulti,
		});
		expect(run.out).not.toContain("judged on translations by beam search");
	});

	it("is what mirada evaluate finds again, with the penalties that the run chose", async () => {
		const model = join(out, "tiny", "models", "attention");
		const evaluate = (...more: string[]) =>
			runRecorded(["evaluate", "--model", model, "--backend", backend, ...more]);
		const { beam } = reportOf("tiny").models.attention;
		const found = JSON.parse((await evaluate("--beam", "5", "--json")).out);
		const { lengthPenalty, coveragePenalty, bleuMulti, chrf } = beam!;
		expect(found).toMatchObject({ beam: 5, lengthPenalty, coveragePenalty, bleuMulti, chrf });
		const shown = await evaluate("--beam", "5");
		expect(shown.out).toContain("(chosen by the run)");
		const greedy = JSON.parse((await evaluate("--json")).out);
		expect(greedy).not.toHaveProperty("lengthPenalty");
		// Without the report nothing was chosen.
		cpSync(join(out, "tiny", "models"), join(out, "alone", "models"), { recursive: true });
		cpSync(file("tiny", "config.json"), file("alone", "config.json"));
		for (const damaged of [
			undefined,
			"{",
			'{"models":{"attention":{"beam":{"lengthPenalty":"1"}}}}',
			"null",
		]) {
			if (damaged !== undefined) writeFileSync(file("alone", "report.json"), damaged);
			const alone = await runRecorded([
				...["evaluate", "--model", join(out, "alone", "models", "attention"), "--backend", backend],
				...["--beam", "5", "--json"],
			]);
			expect(alone.code, alone.err).toBe(0);
			expect(JSON.parse(alone.out)).toMatchObject({ lengthPenalty: 0.6, coveragePenalty: 0 });
		}
	}, 300_000);

	it("decides the verdict with --judge beam, also of a run that is finished", async () => {
		const judged = await again("judged", "--judge", "beam");
		expect(judged.code, judged.err).toBe(1);
		expect(judged.err).toContain("with attention: already trained");
		expect(settingsOf("judged")).toMatchObject({ beam: 5, judge: "beam" });
		const report = reportOf("judged");
		const { none, attention } = report.models;
		expect(bleuEvidence(report)).toMatchObject({
			search: "beam",
			none: none.beam!.bleuMulti,
			attention: attention.beam!.bleuMulti,
			bleuGain: report.beamComparison!.bleuGain,
			intervalLow: report.beamComparison!.bootstrap.low,
		});
		expect(judged.out).toContain("judged on translations by beam search, beam size 5");
		// What is stored counts when it is resumed again.
		const refused = await homework("--name", "judged", "--resume", "--beam", "1");
		expect(refused.code).toBe(2);
		expect(refused.err).toContain("--judge beam: expected a beam size of 2 or more, got 1 (--beam 1)");
		expect(settingsOf("judged")).toMatchObject({ beam: 5, judge: "beam" });
	}, 300_000);

	it("is left out with --beam 1, and what it wrote before is gone", async () => {
		const greedy = await again("greedy", "--beam", "1");
		expect(greedy.code, greedy.err).toBe(1);
		const report = reportOf("greedy");
		expect(report.beamComparison).toBeNull();
		expect([report.models.none.beam, report.models.attention.beam]).toEqual([null, null]);
		expect(beamFiles.filter((name) => existsSync(file("greedy", name)))).toEqual([]);
		expect(greedy.out + greedy.err).not.toMatch(/beam \d/);
		expect(readFileSync(file("greedy", "report.html"), "utf8")).not.toMatch(/beam \d/);
		const schema = JSON.parse(readFileSync(new URL("../schema/report.schema.json", import.meta.url), "utf8"));
		const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
		for (const one of [report, reportOf("tiny")]) {
			expect(validate(one), JSON.stringify(validate.errors)).toBe(true);
		}
	}, 300_000);

	it("gives greedy translations, weights and models that do not depend on it", async () => {
		await again("wide", "--beam", "12");
		expect(settingsOf("wide").beam).toBe(12);
		expect(reportOf("wide").models.none.beam!.beamSize).toBe(12);
		for (const name of ["hypotheses.attention.txt", "models/none/model.safetensors", "maps/1.svg"]) {
			expect([name, readFileSync(file("wide", name), "utf8")]).toEqual([
				name,
				readFileSync(file("tiny", name), "utf8"),
			]);
		}
	}, 300_000);

	it("belongs to a resumed run of an earlier version too, which stored nothing of it", async () => {
		cpSync(join(out, "tiny"), join(out, "earlier"), { recursive: true });
		const config = JSON.parse(readFileSync(file("earlier", "config.json"), "utf8"));
		delete config.settings.beam;
		delete config.settings.judge;
		writeFileSync(file("earlier", "config.json"), JSON.stringify(config));
		const { code, err } = await homework("--name", "earlier", "--resume");
		expect(code, err).toBe(1);
		expect(reportOf("earlier").models.attention.beam!.beamSize).toBe(5);
	}, 300_000);

	it("cannot decide the verdict where there is none", async () => {
		const argv = ["--name", "never", "--judge", "beam", "--beam", "1"];
		const { code, err } = await homework(...argv);
		expect(code).toBe(2);
		expect(err).toContain("--judge beam: expected a beam size of 2 or more, got 1 (--beam 1)");
		expect(err).toMatch(/hint: .*--judge greedy/);
		expect(existsSync(join(out, "never"))).toBe(false);
		const spanish = await homework(...argv, "--lang", "es");
		expect(spanish.err).toContain("--judge beam: se esperaba una anchura");
		expect(englishIn(spanish.err.replace(/greedy|beam/g, ""))).toEqual([]);
	});

	it.each([
		["homework", "--beam", "5000", '--beam: expected a whole number from 1 to 256, got "5000"'],
		["evaluate", "--beam", "5000", '--beam: expected a whole number from 1 to 256, got "5000"'],
		["homework", "--beam", "0", "--beam: expected a whole number from 1 to 256"],
		["homework", "--judge", "both", '--judge: expected one of greedy, beam, got "both"'],
	])("refuses what no search has: %s %s %s", async (command, option, value, says) => {
		const { code, err } = await runRecorded([command, option, value, "--out", out]);
		expect([code, err.includes(says), err]).toEqual([2, true, err]);
	});
});
