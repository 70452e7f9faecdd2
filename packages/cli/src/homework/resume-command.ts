// The line that continues a stopped run: the command as it was given, with the run's name and --resume.

import type { CommandContext } from "../command-context.js";
import type { RunRequest } from "./request.js";

export function resumeCommand({ folder }: RunRequest, { commandLine, io }: CommandContext): string {
	const [program = "mirada", command = "", ...given] = commandLine;
	const options = [...given];
	if (!options.some((option) => option === "--name" || option.startsWith("--name="))) {
		options.push("--name", folder.name);
	}
	if (!options.includes("--resume")) options.push("--resume");
	const start = io.env.npm_lifecycle_event === command ? ["npm", "run", command, "--"] : [program, command];
	return [...start, ...options].map(quoted).join(" ");
}

/** As a POSIX shell reads it. */
function quoted(word: string): string {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
