// The commands and options that the documents tell a reader to type, as they stand there.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../setup/repository-root.mjs";

export const documentsWithCommands = [
	"README.md",
	"README.es.md",
	"CONTRIBUTING.md",
	"bench/README.md",
	...readdirSync(join(repositoryRoot, "packages")).map((name) => `packages/${name}/README.md`),
	...["es", "en"].flatMap((language) => {
		const folder = `packages/docs/lesson/${language}`;
		return readdirSync(join(repositoryRoot, folder)).map((name) => `${folder}/${name}`);
	}),
];

const PROGRAM = /^(MIRADA_\w+=\S+ )*(npm|npx|pnpm|node|mirada) /;

/** `{ commands, options }` of a document: command lines without comments, and options named alone. */
export function readDocument(path) {
	const text = readFileSync(join(repositoryRoot, path), "utf8");
	const fence = /^```(\w*)\n([\s\S]*?)^```$/gm;
	const shellLines = [...text.matchAll(fence)]
		.filter(([, language]) => language === "" || language === "sh")
		.flatMap(([, , code]) => code.split("\n"))
		// A comment follows after "#", or after a column of spaces.
		.map((line) => line.replace(/\s+#.*|\s{3,}.*/, ""));
	const inline = [...text.replace(fence, "").matchAll(/`([^`\n]+)`/g)].map(([, code]) => code);
	const commands = [...shellLines, ...inline]
		.flatMap((line) => line.split(" && "))
		.map(withoutStreams)
		.filter((line) => PROGRAM.test(line) && !/[<>…]|\.\.\./.test(line));
	const options = inline.filter((code) => /^--[a-z]/.test(code)).map((code) => code.match(/^--[a-z-]+/)[0]);
	return { commands: [...new Set(commands)], options: [...new Set(options)] };
}

/** The command without what it reads from and writes to. */
function withoutStreams(line) {
	return line
		.replace(/ [<>] [\w./-]+/g, "")
		.replace(/ \\?\| .*/, "")
		.trim();
}

/** A command line's words, those in double quotes as one. */
export function wordsOf(line) {
	return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);
}
