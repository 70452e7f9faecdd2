// Every bad input gets its clear message, in both languages, and its documented exit code.

import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runRecorded } from "./recorded-io.js";
import { temporaryFolder, tinySettings } from "./tiny-run.js";

const folder = temporaryFolder();
const file = (name: string, content: string | Uint8Array) => {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
};
const homework = (...options: string[]) => [
	"homework",
	...tinySettings,
	"--out",
	join(folder, "runs"),
	...options,
];
/** One model and one epoch: where the run has to begin and its end does not matter. */
const train = (...options: string[]) => [
	"train",
	...homework("--epochs", "1", "--attention", "none", ...options).slice(1),
];
const pairs = (count: number) =>
	Array.from({ length: count }, (_, i) => `word${i} .\tpalabra${i} .\n`).join("");

interface BadInput {
	what: string;
	argv: () => string[];
	code: number;
	says: string;
	dice: string;
}

const badInputs: BadInput[] = [
	{
		what: "a missing file",
		argv: () => homework("--data", join(folder, "nowhere.txt")),
		code: 3,
		says: "nowhere.txt: expected a file of sentence pairs, got no such file",
		dice: "no existe",
	},
	{
		what: "a folder in place of a file",
		argv: () => homework("--data", folder),
		code: 3,
		says: "got a folder",
		dice: "es una carpeta",
	},
	{
		what: "an empty file",
		argv: () => homework("--data", file("empty.txt", "")),
		code: 3,
		says: "empty.txt: expected sentence pairs, got an empty file",
		dice: "el archivo está vacío",
	},
	{
		what: "a binary file",
		argv: () =>
			homework(
				"--data",
				file(
					"binary.txt",
					Uint8Array.from({ length: 3000 }, (_, i) => (i * 37) % 256),
				),
			),
		code: 3,
		says: "binary.txt: expected UTF-8 text, got binary data",
		dice: "son datos binarios",
	},
	{
		what: "a line without a tab",
		argv: () => homework("--data", file("line.txt", `${pairs(80)}no tab in here\n${pairs(80)}`)),
		code: 3,
		says: 'got 1 line that is none: line 81 "no tab in here"',
		dice: 'línea 81 "no tab in here"',
	},
	{
		what: "a corpus that is too small",
		argv: () => homework("--data", file("small.txt", pairs(20))),
		code: 3,
		says: "small.txt: expected at least 40 distinct source sentences for these settings, got 20",
		dice: "se esperaban al menos 40 oraciones de origen distintas",
	},
	{
		what: "an unknown option",
		argv: () => homework("--epoch", "3"),
		code: 2,
		says: "expected an option that exists, got --epoch",
		dice: "¿Quería decir --epochs?",
	},
	{
		what: "an unknown command",
		argv: () => ["homwork"],
		code: 2,
		says: 'expected a command that exists, got "homwork"',
		dice: "¿Quería decir homework?",
	},
	{
		what: "an option without its value",
		argv: () => ["homework", "--epochs"],
		code: 2,
		says: "expected a value after --epochs, got nothing",
		dice: "se esperaba un valor después de --epochs",
	},
	{
		what: "a value that is no number",
		argv: () => homework("--epochs", "many"),
		code: 2,
		says: '--epochs: expected a whole number of at least 1, got "many"',
		dice: "se esperaba un número entero de al menos 1",
	},
	{
		what: "a choice that does not exist",
		argv: () => homework("--score", "cosine"),
		code: 2,
		says: '--score: expected one of luong-dot, luong-general, luong-concat, bahdanau, multi-head, got "cosine"',
		dice: "se esperaba uno de luong-dot",
	},
	{
		what: "a name that would leave the folder",
		argv: () => homework("--name", "../elsewhere"),
		code: 2,
		says: "--name: expected letters",
		dice: "--name: se esperaban letras",
	},
	{
		what: "a folder that cannot be written",
		argv: () => ["homework", ...tinySettings, "--out", file("file-not-folder", "x")],
		code: 4,
		says: "expected a place to write to",
		dice: "se esperaba un lugar donde escribir",
	},
	{
		what: "an exercise that does not exist",
		argv: () => ["exercise", "6"],
		code: 2,
		says: 'exercise: expected one of 1, 2, 3, 4, 5, got "6"',
		dice: "se esperaba uno de 1, 2, 3, 4, 5",
	},
	{
		what: "a translator that is not there",
		argv: () => ["translate", "a", "--model", join(folder, "no-model"), "--backend", "cpu"],
		code: 5,
		says: "expected a saved translator, got none",
		dice: "se esperaba un traductor guardado",
	},
	{
		what: "a translator that is damaged",
		argv: () => {
			mkdirSync(join(folder, "damaged"), { recursive: true });
			file("damaged/model.safetensors", "not a model at all");
			return ["translate", "a", "--model", join(folder, "damaged"), "--backend", "cpu"];
		},
		code: 5,
		says: "expected a whole saved translator",
		dice: "se esperaba un traductor guardado completo",
	},
	{
		what: "a set of pairs that is not known",
		argv: () => ["data", "get", "fra-eng"],
		code: 2,
		says: "expected a set that is known (spa-eng)",
		dice: "se esperaba un conjunto conocido",
	},
];

describe.each(badInputs)("$what", ({ argv, code, says, dice }) => {
	it(`ends with ${code} and says so in English and Spanish`, async () => {
		const english = await runRecorded([...argv(), "--lang", "en"]);
		expect(english.err).toContain(says);
		expect(english.err).toMatch(/^error: /);
		expect(english.code).toBe(code);
		expect(english.out).toBe("");
		const spanish = await runRecorded([...argv(), "--lang", "es"]);
		expect(spanish.err).toContain(dice);
		expect(spanish.code).toBe(code);
	});
});

describe("--lang", () => {
	it("is checked too", async () => {
		const { code, err } = await runRecorded(["doctor", "--lang", "fr"]);
		expect(code).toBe(2);
		expect(err).toContain('--lang: expected one of en, es, got "fr"');
	});
});

describe("--skip-bad-lines", () => {
	it("trains on the other lines and says how many were left out", async () => {
		const data = file("skip.txt", `${pairs(80)}no tab\n`);
		const { code, err, out } = await runRecorded(
			homework("--data", data, "--skip-bad-lines", "--name", "skip"),
		);
		expect(code, err).toBe(1);
		expect(out).toContain("1 line left out");
	}, 300_000);
});

describe.skipIf(!existsSync("/dev/full"))("a full disk", () => {
	it("ends with 4, and nothing is lost but the last lines", async () => {
		const run = join(folder, "runs", "full");
		mkdirSync(run, { recursive: true });
		// A device that has no room behind the file that grows during the run.
		symlinkSync("/dev/full", join(run, "log.jsonl"));
		const { code, err } = await runRecorded(train("--name", "full"));
		expect(err).toContain("expected room to write, got a full disk");
		expect(err).toContain("--resume");
		expect(code).toBe(4);
	}, 300_000);
});
