// Every bad input gets its clear message, in both languages, and its documented exit code.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { runRecorded } from "./recorded-io.js";
import { itIsRefused, type RefusedInput } from "./refused-input.js";
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
const pairs = (count: number) =>
	Array.from({ length: count }, (_, i) => `word${i} .\tpalabra${i} .\n`).join("");

const noFolders = process.platform === "linux" ? ["/proc/runs", "/proc/runs/mine"] : [];

const badInputs: (RefusedInput & { what: string })[] = [
	{
		what: "an empty path as an argument",
		argv: () => ["data", "info", ""],
		code: 2,
		says: "file: expected a path, got an empty one",
		dice: "se esperaba una ruta y se recibió un texto vacío",
	},
	{
		what: "an empty path as an option",
		argv: () => ["doctor", "--out", ""],
		code: 2,
		says: "--out: expected a path, got an empty one",
		dice: "--out: se esperaba una ruta y se recibió un texto vacío",
	},
	{
		what: "a missing file",
		argv: () => homework("--data", join(folder, "nowhere.txt")),
		code: 3,
		says: "nowhere.txt: no such file",
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
		says: "empty.txt: the file is empty",
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
		says: '1 of 161 lines is not a sentence pair: line 81 (no tab) "no tab in here"',
		dice: '1 de 161 líneas no es un par de oraciones: línea 81 (sin tabulador) "no tab in here"',
	},
	{
		what: "a text without tabs",
		argv: () =>
			homework("--data", file("prose.md", "A text.\nWithout any tab.\n\nOf four lines.\nThe end.\n")),
		code: 3,
		says: 'the file has no sentence pairs. It begins: line 1 (no tab) "A text."',
		dice: "ninguna línea de este archivo es un par de oraciones",
	},
	{
		what: "a text without tabs, for data info",
		argv: () => ["data", "info", file("prose.md", "A text.\nWithout any tab.\n")],
		code: 3,
		says: "hint: One pair per line: a sentence, a tab, its translation",
		dice: "ninguna línea de este archivo es un par de oraciones",
	},
	{
		what: "a table of four columns",
		argv: () => ["data", "info", file("table.tsv", "a\tb\tc\td\n".repeat(9))],
		code: 3,
		says: 'line 1 (more than 3 columns) "a\tb',
		dice: "línea 1 (más de 3 columnas)",
	},
	{
		what: "a file most of whose lines are bad, where skipping them would not help",
		argv: () => homework("--data", file("most.txt", `no tab\n`.repeat(90) + pairs(60))),
		code: 3,
		says: "hint: One pair per line",
		dice: "90 de 150 líneas no son pares de oraciones",
	},
	{
		what: "an archive that is cut",
		argv: () => homework("--data", file("cut.zip", "PK\u0003\u0004 and so on")),
		code: 3,
		says: "cut.zip: the zip archive is incomplete: its end is missing",
		dice: "el archivo zip está incompleto",
	},
	{
		what: "an archive whose directory is damaged",
		argv: () => {
			// Its end record promises one entry at byte 255, where there is none.
			const end = Buffer.alloc(22);
			end.write("PK\u0005\u0006", "latin1");
			end.writeUInt16LE(1, 10);
			end.writeUInt32LE(255, 16);
			return homework("--data", file("directory.zip", end));
		},
		code: 3,
		says: "directory.zip: the zip archive is damaged",
		dice: "directory.zip: el archivo zip está dañado",
	},
	{
		what: "a text in UTF-16",
		argv: () => homework("--data", file("wide.txt", Buffer.from(`\ufeff${pairs(50)}`, "utf16le"))),
		code: 3,
		says: "wide.txt: expected UTF-8 text, got UTF-16",
		dice: "se esperaba texto UTF-8, pero es UTF-16",
	},
	{
		what: "a text in Latin-1",
		argv: () => homework("--data", file("latin.txt", Buffer.from("Yes.\tSí.\n".repeat(50), "latin1"))),
		code: 3,
		says: "got another encoding, such as Latin-1 or Windows-1252 (line 1)",
		dice: "tiene otra codificación, como Latin-1 o Windows-1252 (línea 1)",
	},
	{
		what: "one wrong byte",
		argv: () =>
			homework(
				"--data",
				file("byte.txt", Buffer.concat([Buffer.from(pairs(50)), Buffer.of(0xe9, 9, 97, 10)])),
			),
		code: 3,
		says: "1 of 51 lines is not a sentence pair: line 51 (not UTF-8)",
		dice: "línea 51 (no es UTF-8)",
	},
	{
		what: "a packed file",
		argv: () => homework("--data", file("pairs.gz", gzipSync(pairs(50)))),
		code: 3,
		says: "got gzip data",
		dice: "son datos en formato gzip",
	},
	{
		what: "a byte that is not UTF-8",
		argv: () =>
			homework(
				"--data",
				file("byte.txt", Buffer.concat([Buffer.from(pairs(80)), Buffer.from("Go.\tV\xe9.\n", "latin1")])),
			),
		code: 3,
		says: 'line 81 (not UTF-8) "Go.',
		dice: 'línea 81 (no es UTF-8) "Go.',
	},
	{
		what: "a language that does not exist",
		argv: () => homework("--data", file("language.txt", pairs(80)), "--target-language", "klingonish"),
		code: 2,
		says: '--target-language: expected a language code, got "klingonish"',
		dice: '--target-language: se esperaba un código de idioma y se recibió "klingonish"',
	},
	{
		what: "a language for the built-in corpus, which has its own",
		argv: () => homework("--target-language", "fr"),
		code: 2,
		says: "--target-language: expected es, the language of the built-in corpus, got fr",
		dice: "--target-language: se esperaba es, el idioma del corpus incluido, y se recibió fr",
	},
	{
		what: "a corpus that is too small",
		argv: () => homework("--data", file("small.txt", pairs(20))),
		code: 3,
		says: "small.txt: these settings need at least 40 distinct source sentences, but there are only 20",
		dice: "hacen falta al menos 40 oraciones de origen distintas",
	},
	{
		what: "an unknown option",
		argv: () => homework("--epoch", "3"),
		code: 2,
		says: "unknown option --epoch",
		dice: "¿Querías decir --epochs?",
	},
	{
		what: "an unknown command",
		argv: () => ["homwork"],
		code: 2,
		says: 'unknown command "homwork"',
		dice: "¿Querías decir homework?",
	},
	{
		what: "an option without its value",
		argv: () => ["homework", "--epochs"],
		code: 2,
		says: "--epochs needs a value",
		dice: "--epochs necesita un valor",
	},
	{
		what: "a value that is no number",
		argv: () => homework("--epochs", "many"),
		code: 2,
		says: '--epochs: expected a whole number from 1 to 10000, got "many"',
		dice: "se esperaba un número entero de 1 a 10000",
	},
	{
		what: "more threads than the core has",
		argv: () => homework("--threads", "1000"),
		code: 2,
		says: '--threads: expected a whole number from 1 to 256, got "1000"',
		dice: "se esperaba un número entero de 1 a 256",
	},
	{
		what: "more units than any memory has",
		argv: () => homework("--units", "99999999"),
		code: 2,
		says: '--units: expected a whole number from 1 to 4096, got "99999999"',
		dice: "se esperaba un número entero de 1 a 4096",
	},
	{
		what: "units that do not fit four heads",
		argv: () => homework("--score", "multi-head", "--units", "30"),
		code: 2,
		says: "--units: expected a multiple of 4 for --score multi-head, got 30",
		dice: "se esperaba un múltiplo de 4",
	},
	{
		what: "more sentences than the grammar gives in time",
		argv: () => homework("--test-sources", "999999"),
		code: 2,
		says: "expected at most 100000 sentences from the built-in corpus in all, got 2000034",
		dice: "como máximo 100000 oraciones",
	},
	{
		what: "a beam without end",
		argv: () => ["translate", "a", "--beam", "100000"],
		code: 2,
		says: '--beam: expected a whole number from 1 to 256, got "100000"',
		dice: "se esperaba un número entero de 1 a 256",
	},
	{
		what: "an empty path",
		argv: () => ["attend", "a", "--svg", ""],
		code: 2,
		says: "--svg: expected a path, got an empty one",
		dice: "--svg: se esperaba una ruta y se recibió un texto vacío",
	},
	{
		what: "a sentence without words, to translate",
		argv: () => ["translate", ""],
		code: 2,
		says: "translate: the sentence has no words",
		dice: "translate: la oración no tiene ninguna palabra",
	},
	{
		what: "a sentence without words, to attend to",
		argv: () => ["attend", " \t "],
		code: 2,
		says: "attend: the sentence has no words",
		dice: "attend: la oración no tiene ninguna palabra",
	},
	{
		what: "a target without words",
		argv: () => ["attend", "a", "--target", ""],
		code: 2,
		says: "--target: the sentence has no words",
		dice: "--target: la oración no tiene ninguna palabra",
	},
	{
		what: "a sentence of a thousand words and more",
		argv: () => ["attend", "a ".repeat(1001)],
		code: 3,
		says: "attend: expected a sentence of at most 1000 tokens, got 1001",
		dice: "se esperaba una oración de 1000 tokens como máximo, pero tiene 1001",
	},
	{
		what: "a path with control characters",
		argv: () => homework("--data", "un\u001b]0;texto\u0007\u009bcualquiera"),
		code: 3,
		says: "un␛]0;texto␇\ufffdcualquiera: no such file",
		dice: "un␛]0;texto␇\ufffdcualquiera: el archivo no existe",
	},
	{
		what: "a choice that does not exist",
		argv: () => homework("--score", "cosine"),
		code: 2,
		says: '--score: expected one of luong-dot, luong-general, luong-concat, bahdanau, multi-head, got "cosine"',
		dice: "se esperaba uno de estos valores: luong-dot",
	},
	{
		what: "a name that would leave the folder",
		argv: () => homework("--name", "../elsewhere"),
		code: 2,
		says: "--name: expected at most 200 letters",
		dice: "--name: se esperaban como máximo 200 letras",
	},
	{
		what: "a folder that cannot be written",
		argv: () => ["homework", ...tinySettings, "--out", file("file-not-folder", "x")],
		code: 4,
		says: "cannot be written",
		dice: "no se puede escribir",
	},
	...noFolders.map((path) => ({
		what: `${path}, where the system makes no folders`,
		argv: () => ["homework", ...tinySettings, "--out", path],
		code: 4,
		says: "cannot be written: no such file",
		dice: "no se puede escribir",
	})),
	{
		what: "a translator that is not there",
		argv: () => ["translate", "a", "--model", join(folder, "no-model"), "--backend", "cpu"],
		code: 5,
		says: "there is no saved translator",
		dice: "no hay ningún traductor guardado",
	},
	{
		what: "a translator that is damaged",
		argv: () => {
			mkdirSync(join(folder, "damaged"), { recursive: true });
			file("damaged/model.safetensors", "not a model at all");
			return ["translate", "a", "--model", join(folder, "damaged"), "--backend", "cpu"];
		},
		code: 5,
		says: "the saved translator cannot be read",
		dice: "no se puede leer el traductor guardado",
	},
	{
		what: "a set of pairs that is not known",
		argv: () => ["data", "get", "fra-eng"],
		code: 2,
		says: "expected spa-eng, the only available set",
		dice: "solo existe el conjunto spa-eng",
	},
];

describe.each(badInputs)("$what", itIsRefused);

describe("--lang", () => {
	it("is checked too", async () => {
		const { code, err } = await runRecorded(["doctor", "--lang", "fr"]);
		expect(code).toBe(2);
		expect(err).toContain('--lang: expected one of en, es, got "fr"');
	});
});
