// The line that continues a stopped run: the command as it was given, with the run's name and --resume.

import type { CommandContext } from "../command-context.js";
import { typed } from "../program-name.js";
import type { RunRequest } from "./request.js";

export function resumeCommand({ folder }: RunRequest, { argv, io }: CommandContext): string {
	const words = [...argv];
	if (!words.some((option) => option === "--name" || option.startsWith("--name="))) {
		words.push("--name", folder.name);
	}
	if (!words.includes("--resume")) words.push("--resume");
	return typed(io, words);
}
