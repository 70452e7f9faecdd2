// What every command is given: the world, the language, and how to speak.

import type { CommandIo } from "./command-io.js";
import type { Language, Messages } from "./messages/index.js";
import type { TextStyle } from "./terminal/text-style.js";

export interface CommandContext {
	io: CommandIo;
	language: Language;
	messages: Messages;
	/** Colours for stdout. */
	style: TextStyle;
	/** Colours for stderr. */
	errorStyle: TextStyle;
	/** How the user starts the program, for hints: `mirada`, or `npm run mirada --`. */
	program: string;
	/** The arguments as they were given, for the line that says how to resume. */
	argv: readonly string[];
	/** What the command ends with if it throws nothing. */
	exitCode: number;
}

/** A line for people on stdout; with `--json` stdout belongs to the machine form and the line goes to stderr. */
export function say(context: CommandContext, json: boolean, text = ""): void {
	(json ? context.io.stderr : context.io.stdout).write(`${text}\n`);
}

/** The machine form. */
export function printJson(context: CommandContext, value: unknown): void {
	// JSON.stringify leaves DEL and U+0080 to U+009F as they are, and a terminal obeys some of them.
	const text = JSON.stringify(value, null, 2).replace(
		/[\x7f-\x9f]/g,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);
	context.io.stdout.write(`${text}\n`);
}
