// The homework from the command line to the last file, small.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { loadTranslator } from "@mirada/seq2seq/node";
import { Ajv } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../src/results/report.js";
import { type RecordedRun, runRecorded } from "./recorded-io.js";
import { backend, temporaryFolder, tinySettings } from "./tiny-run.js";

const out = temporaryFolder();
const folder = join(out, "whole");
const text = (file: string) => readFileSync(join(folder, file), "utf8");
const lines = (file: string) => text(file).trimEnd().split("\n");
let run: RecordedRun;

beforeAll(async () => {
	run = await runRecorded([
		"homework",
		...tinySettings,
		"--out",
		out,
		"--name",
		"whole",
		"--json",
		"--lang",
		"es",
	]);
}, 300_000);

describe("mirada homework", () => {
	it("ends with 1 where a criterion is not met, and says which", () => {
		// Two epochs on 32 pairs teach nothing.
		expect(run.code, run.err).toBe(1);
		expect(run.err).toContain("Veredicto");
		expect(run.err).toContain("La tarea no cumple.");
	});

	it("prints the report alone on stdout with --json, as it is in the file, and valid by the schema", () => {
		const report = JSON.parse(run.out) as Report;
		expect(report).toEqual(JSON.parse(text("report.json")));
		const schema = JSON.parse(readFileSync(new URL("../schema/report.schema.json", import.meta.url), "utf8"));
		const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
		expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
	});

	it("proves that the decoder attends to all encoder outputs and to nothing else", () => {
		const { criteria, probes } = JSON.parse(run.out) as Report;
		const passed = criteria.filter((criterion) => criterion.passed).map(({ name }) => name);
		expect(passed).toEqual(expect.arrayContaining(["encoderSequences", "attendsToAll"]));
		expect(probes.paddingMass).toBe(0);
		expect(probes.positionsWithGradient).toBe(probes.sourcePositions);
		expect(probes.sourcePositions).toBeGreaterThan(6);
	});

	it("writes a line per held-out sentence into every text file", () => {
		for (const file of [
			"test.source.txt",
			"test.references.txt",
			"hypotheses.none.txt",
			"hypotheses.attention.txt",
			"alignments.hypotheses.pharaoh",
			"alignments.references.pharaoh",
		]) {
			expect([file, text(file).split("\n").length - 1]).toEqual([file, 6]);
		}
		for (const line of lines("alignments.references.pharaoh")) expect(line).toMatch(/^(\d+-\d+ ?)+$/);
	});

	it("logs every epoch, the measurements and the verdict", () => {
		const events = lines("log.jsonl").map((line) => JSON.parse(line) as { event: string; model?: string });
		const names = events.map(({ event, model }) => [event, model].filter(Boolean).join(" "));
		expect(names).toEqual(
			["none", "attention"]
				.flatMap((model) => [`epoch ${model}`, `epoch ${model}`, `measured ${model}`])
				.concat("verdict"),
		);
	});

	it("draws two maps as SVG and PNG", () => {
		for (const number of [1, 2]) {
			expect(text(`maps/${number}.svg`)).toMatch(/^<svg /);
			const png = readFileSync(join(folder, `maps/${number}.png`));
			expect(png.subarray(1, 4).toString()).toBe("PNG");
			expect(png.length).toBeGreaterThan(2000);
		}
	});

	it("writes a page in the language that was asked for", () => {
		expect(text("report.html")).toContain('<html lang="es">');
		expect(text("report.html").match(/attention-[0-9a-f]+-title"/g)?.length).toBeGreaterThanOrEqual(2);
	});

	it("saves both translators whole", async () => {
		for (const [name, attention] of [
			["none", "none"],
			["attention", "luong-general"],
		] as const) {
			const translator = await loadTranslator(join(folder, "models", name));
			expect(translator.model.config.attention).toBe(attention);
			translator.dispose();
		}
	});

	it("trains both models with equal settings", () => {
		const [none, attention] = ["none", "attention"].map((name) => {
			const { attention: _, info, ...rest } = JSON.parse(text(`models/${name}/config.json`));
			return rest;
		});
		expect(none).toEqual(attention);
	});

	it("leaves no checkpoint behind", () => {
		for (const name of ["none", "attention"]) {
			const path = join(folder, "checkpoints", name, "checkpoint.safetensors");
			expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
		}
	});
});

describe("the commands that use a saved translator", () => {
	const model = join(folder, "models", "attention");
	const cpu = ["--model", model, "--backend", backend];

	it("translates a sentence, or lines of standard input", async () => {
		const one = await runRecorded(["translate", "the", "cat", "sleeps", ".", ...cpu]);
		expect(one.code, one.err).toBe(0);
		expect(one.out.trimEnd().split("\n")).toHaveLength(1);
		const two = await runRecorded(["translate", ...cpu, "--alignments"], {
			stdin: "the cat .\n\nthe dog .\n",
		});
		expect(two.out.trimEnd().split("\n")).toHaveLength(2);
	});

	it("gives n-best translations as JSON", async () => {
		const { out } = await runRecorded([
			"translate",
			"the cat .",
			...cpu,
			"--beam",
			"3",
			"--num-hypotheses",
			"2",
			"--json",
		]);
		const [{ translations }] = JSON.parse(out);
		expect(translations).toHaveLength(2);
		expect(translations[0].score).toBeGreaterThanOrEqual(translations[1].score);
	});

	it("draws a map in the terminal and into files", async () => {
		const [svg, png] = [join(out, "map.svg"), join(out, "map.png")];
		const argv = [
			"attend",
			"the red car .",
			...cpu,
			"--target",
			"el coche rojo .",
			"--svg",
			svg,
			"--png",
			png,
		];
		const plain = await runRecorded(argv);
		expect(plain.code, plain.err).toBe(0);
		expect(plain.out).toMatch(/coche {2}[\d·∎]/);
		expect(readFileSync(svg, "utf8")).toContain("rojo");
		expect(statSync(png).size).toBeGreaterThan(2000);
		const coloured = await runRecorded(["attend", "the red car .", ...cpu, "--target", "el coche"], {
			isTTY: true,
		});
		expect(coloured.out).toContain("\u001b[38;2;");
		const forbidden = await runRecorded(["attend", "the red car .", ...cpu, "--target", "el coche"], {
			isTTY: true,
			env: { NO_COLOR: "1" },
		});
		expect(forbidden.out).not.toContain("\u001b");
	});

	it("refuses to draw a model without attention", async () => {
		const none = join(folder, "models", "none");
		const { code, err } = await runRecorded(["attend", "the car .", "--model", none, "--backend", backend]);
		expect(code).toBe(2);
		expect(err).toContain("expected a translator with attention");
	});

	it("measures it again on the sentences that its run held out", async () => {
		const { out: json, code, err } = await runRecorded(["evaluate", ...cpu, "--json"]);
		expect(code, err).toBe(0);
		const measured = JSON.parse(json);
		const { models } = JSON.parse(run.out) as Report;
		expect(measured.sentences).toBe(6);
		expect(measured.bleuMulti).toBe(models.attention.bleuMulti);
	});

	it("finds the newest run by itself", async () => {
		const { code, err } = await runRecorded(["translate", "the cat .", "--out", out, "--backend", backend]);
		expect(code, err).toBe(0);
	});
});
