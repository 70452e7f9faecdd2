import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exitCodes, readerLeftExitCode, signalExitCodes } from "./exit-codes.js";
import { messagesIn } from "./messages/index.js";

/** Set-up's own, which stands in front of the command in a clone. */
const setUpFailed = 7;
const codes = [
	...Object.values(exitCodes),
	setUpFailed,
	...Object.values(signalExitCodes),
	readerLeftExitCode,
].sort((one, other) => one - other);

describe("the table of exit codes", () => {
	it("has every code in the README", () => {
		const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
		const [, table = ""] = /\| code \| meaning \|\n\|---\|---\|\n((?:\|.*\n)+)/.exec(readme) ?? [];
		const found = table
			.trimEnd()
			.split("\n")
			.flatMap((row) => (row.split("|")[1] ?? "").split(",").map(Number));
		expect(found.sort((one, other) => one - other)).toEqual(codes);
	});

	it.each(["en", "es"] as const)("has every code in the help (%s)", (language) => {
		const text = messagesIn(language).help.exitCodes.join("\n");
		expect(codes.filter((code) => !new RegExp(`\\b${code}\\b`).test(text))).toEqual([]);
	});
});
