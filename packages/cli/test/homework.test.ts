// The homework from the command line to the last file, small.

import { lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
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
		expect(run.err).toContain("La tarea no cumple todos los criterios.");
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
			"hypotheses.none.beam.txt",
			"hypotheses.attention.beam.txt",
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
				.flatMap((model) => [`epoch ${model}`, `epoch ${model}`, `measured ${model}`, `beam ${model}`])
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

	const translated = (stdin: string, ...options: string[]) =>
		runRecorded(["translate", ...cpu, ...options], { stdin });

	it("translates a sentence", async () => {
		const one = await runRecorded(["translate", "the", "cat", "sleeps", ".", ...cpu]);
		expect(one.code, one.err).toBe(0);
		expect(one.out.split("\n")).toHaveLength(2);
	});

	it("gives a line for every line, whatever ends them, and an empty one for an empty one", async () => {
		const alone = await translated("the cat .\n");
		for (const stdin of [
			"the cat .\n\nthe cat .\n",
			"the cat .\r\n\r\nthe cat .\r\n",
			"the cat .\r\rthe cat .\r",
			"\ufeffthe cat .\n \t \nthe cat .",
		]) {
			const { code, out, err } = await translated(stdin);
			expect(code, err).toBe(0);
			expect(out).toBe(`${alone.out}\n${alone.out}`);
		}
		const empty = await translated("\n\n\n");
		expect([empty.code, empty.out]).toEqual([0, "\n\n\n"]);
	});

	it("numbers the lines of several hypotheses, and of alignments the columns stay", async () => {
		const options = ["--num-hypotheses", "2", "--alignments"];
		const { out, err } = await translated("the cat .\n\nthe dog .\n", ...options);
		const rows = out
			.trimEnd()
			.split("\n")
			.map((line) => line.split("\t"));
		expect(
			rows.map(([number]) => number),
			err,
		).toEqual(["1", "1", "2", "3", "3"]);
		for (const row of rows) expect(row).toHaveLength(4);
		expect(rows[2]).toEqual(["2", "0.000", "", ""]);
	});

	it("says what is no text, by its line, before it translates any", async () => {
		for (const [stdin, says] of [
			[Buffer.from([0x61, 0x0a, 0x62, 0xff, 0x0a]), "standard input, line 2: expected UTF-8 text"],
			[Buffer.from("a\nb\nc\0\n"), "standard input, line 3: expected text, got a NUL character"],
			[Buffer.from("\ufeffa\n", "utf16le"), "standard input: expected UTF-8 text, got UTF-16"],
			[
				Buffer.from(`a\n${"b ".repeat(1001)}\n`),
				"line 2: expected a sentence of at most 1000 tokens, got 1001",
			],
		] as const) {
			const { code, out, err } = await runRecorded(["translate", ...cpu], { stdin });
			expect(err).toContain(says);
			expect([code, out]).toEqual([3, ""]);
		}
		const none = await translated("");
		expect(none.code).toBe(2);
		expect(none.err).toContain("nothing to translate");
	});

	it("names the words that it does not know, on stderr and as JSON, and says what it knows", async () => {
		const { code, out, err } = await translated("the .\nthe xyzzy and the plugh .\n");
		expect(code).toBe(0);
		expect(out.split("\n")).toHaveLength(3);
		expect(err).toContain("warning: line 2: words not in the model's vocabulary: xyzzy, ");
		expect(err).toContain("plugh");
		expect(err).not.toContain("line 1: words");
		const words = lines("models/attention/vocabulary.source.txt").length - 4;
		expect(err).toContain(`trained on the built-in corpus and knows ${words} source words`);
		expect(err).toContain(join(model, "vocabulary.source.txt"));
		const json = JSON.parse((await translated("the cat .\nxyzzy xyzzy plugh .\n", "--json")).out);
		expect(json[0]).toMatchObject({ line: 1, source: "the cat ." });
		expect(json[1].unknownWords).toEqual(["xyzzy", "plugh"]);
		const map = await runRecorded(["attend", "the xyzzy .", "--target", "el plugh .", ...cpu, "--json"]);
		expect(JSON.parse(map.out).unknownWords).toContain("xyzzy");
		expect(map.err).toContain("words not in the model's vocabulary: xyzzy");
		expect(map.err).toContain("--target: words not in the model's vocabulary: ");
	});

	it("says which translations were cut", async () => {
		// The little model never ends a sentence that it cannot read.
		const { out, err } = await translated(`${"the cat ".repeat(30)}.\n`, "--json");
		const [{ translations }] = JSON.parse(out);
		expect(err.includes("line 1: the translation was cut after 40 tokens")).toBe(!translations[0].finished);
		const map = await runRecorded(["attend", "the cat ".repeat(30), ...cpu, "--json"]);
		const { finished, target } = JSON.parse(map.out);
		expect([finished, target.length]).toEqual([false, 40]);
		expect(map.err).toContain("warning: the translation was cut after 40 tokens");
		const whole = await runRecorded(["attend", "the cat .", ...cpu, "--target", "el gato ."]);
		expect(whole.err).not.toContain("was cut");
	});

	it("gives n-best translations as JSON", async () => {
		const options = ["--beam", "3", "--num-hypotheses", "2", "--json"];
		const { out } = await runRecorded(["translate", "the cat .", ...cpu, ...options]);
		const [{ translations }] = JSON.parse(out);
		expect(translations).toHaveLength(2);
		expect(translations[0].score).toBeGreaterThanOrEqual(translations[1].score);
	});

	it("lets no control character of a sentence reach the terminal", async () => {
		const sentence = "the \u001b]0;title\u0007 \u009b31m cat .";
		const map = await runRecorded(["attend", sentence, ...cpu]);
		expect(map.code, map.err).toBe(0);
		expect(map.out).toContain("title");
		// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
		expect(map.out + map.err).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
		const coloured = await runRecorded(["attend", sentence, ...cpu], { isTTY: true });
		// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
		const left = (coloured.out + coloured.err).replace(/\x1b\[[0-9;]*m/g, "");
		// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
		expect(left).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
		const json = await runRecorded(["attend", sentence, ...cpu, "--json"]);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
		expect(json.out).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
		expect(JSON.parse(json.out).source.join("")).toBe("the]0;title31mcat.");
	});

	it("writes a map into a device without a file beside it, and where a link leads", async () => {
		const device = await runRecorded(["attend", "the cat .", ...cpu, "--svg", "/dev/null"]);
		expect(device.code, device.err).toBe(0);
		const [link, real] = [join(out, "link.svg"), join(out, "real.svg")];
		writeFileSync(real, "old");
		symlinkSync(real, link);
		await runRecorded(["attend", "the cat .", ...cpu, "--svg", link]);
		expect(readFileSync(real, "utf8")).toMatch(/^<svg /);
		expect(lstatSync(link).isSymbolicLink()).toBe(true);
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
		expect(err).toContain("this translator has no attention");
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
