// What `--help` prints, of every command, in both languages.

import { describe, expect, it } from "vitest";
import { englishIn } from "./english-words.js";
import { runRecorded } from "./recorded-io.js";

const commands = [
	[],
	...["homework", "train", "evaluate", "translate", "attend", "exercise", "data", "doctor", "bench"].map(
		(name) => [name],
	),
	["data", "get"],
	["data", "info"],
];

const helpOf = async (command: string[], language: string) => {
	const { code, out, err } = await runRecorded([...command, "--help", "--lang", language]);
	expect(code, err).toBe(0);
	return out;
};

describe.each(commands.map((command) => ({ command, name: ["mirada", ...command].join(" ") })))(
	"$name --help",
	({ command }) => {
		it("names the values of its options in the user's language", async () => {
			const english = await helpOf(command, "en");
			const spanish = await helpOf(command, "es");
			const placeholders = (text: string) => [...text.matchAll(/<([^>]+)>/g)].map(([, name]) => name);
			expect(placeholders(spanish)).toHaveLength(placeholders(english).length);
			const words = ["path", "folder", "file", "name", "code", "sentence", "number", "set", "command"];
			expect(placeholders(spanish).filter((name) => words.includes(name!))).toEqual([]);
		});

		it("has no English in Spanish", async () => {
			// The examples translate an English sentence.
			const spanish = (await helpOf(command, "es")).replace(/attend "[^"]*"/, "");
			expect(englishIn(spanish)).toEqual([]);
		});
	},
);

it("describes what is held out for validation and for testing as that", async () => {
	expect(await helpOf(["homework"], "en")).toMatch(/held out for validation/);
	expect(await helpOf(["homework"], "es")).toMatch(/reservadas para la\s+validación/);
});
