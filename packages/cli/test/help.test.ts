// What `--help` prints, of every command, in both languages.

import { englishIn } from "@mirada/test-kit";
import { describe, expect, it } from "vitest";
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

describe("a help that is asked for by name", () => {
	const printed = async (...argv: string[]) => {
		const { code, out, err } = await runRecorded(argv);
		expect([code, err]).toEqual([0, ""]);
		return out;
	};

	it.each([
		[[], ["--help"]],
		[["help"], ["--help"]],
		[
			["--lang", "es"],
			["--help", "--lang", "es"],
		],
		[["data"], ["data", "--help"]],
		[
			["data", "--lang=es"],
			["data", "--help", "--lang=es"],
		],
		[
			["help", "data"],
			["data", "--help"],
		],
		[
			["data", "help"],
			["data", "--help"],
		],
		[
			["help", "data", "get"],
			["data", "get", "--help"],
		],
		[
			["data", "help", "get"],
			["data", "get", "--help"],
		],
		[
			["help", "attend", "--help"],
			["attend", "--help"],
		],
	])("%j prints what %j does", async (argv, same) => {
		expect(await printed(...argv)).toBe(await printed(...same));
	});

	it.each([
		[["help", "nothing"], 'unknown command "nothing"'],
		[["help", "data", "nothing"], 'unknown command "nothing"'],
		[["data", "help", "nothing"], 'unknown command "nothing"'],
		[["help", "attend", "a"], 'unknown command "a"'],
		[["data", "nothing"], 'unknown command "nothing"'],
		[["help", "--json"], "unknown option --json"],
	])("%j is an error", async (argv, message) => {
		const { code, out, err } = await runRecorded(argv);
		expect([code, out]).toEqual([2, ""]);
		expect(err).toContain(message);
		expect(err).toMatch(/^hint: .*--help/m);
	});
});
