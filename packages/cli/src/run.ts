// The command line as a function: arguments and a world in, an exit code out. Every error ends here and becomes
// a message in the user's language and a documented code.

import { CommanderError } from "commander";
import { outOfMemory } from "./backend/out-of-memory.js";
import { CliError, errorText, Interrupted } from "./cli-error.js";
import type { CommandContext } from "./command-context.js";
import type { CommandIo } from "./command-io.js";
import { helpTopic } from "./commands/help-topic.js";
import { addCommands } from "./commands/index.js";
import { localisedCommand, usageError } from "./commands/localised-command.js";
import { exitCodes, signalExitCodes } from "./exit-codes.js";
import { chosenLanguage, isLanguage, languageOption, languages, messagesIn } from "./messages/index.js";
import { textStyle } from "./terminal/text-style.js";
import { safeOutput, visibleControls } from "./terminal/visible-controls.js";
import { version } from "./version.js";

/** `argv` without the interpreter and the script. */
export async function run(argv: readonly string[], world: CommandIo): Promise<number> {
	const { env } = world;
	const io = { ...world, stdout: safeOutput(world.stdout, env), stderr: safeOutput(world.stderr, env) };
	const asked = languageOption(argv);
	const language = chosenLanguage(argv, env);
	const context: CommandContext = {
		io,
		language,
		messages: messagesIn(language),
		style: textStyle(io.stdout, env),
		errorStyle: textStyle(io.stderr, env),
		program: io.program ?? "mirada",
		argv,
		exitCode: exitCodes.passed,
	};
	try {
		if (asked !== undefined && !isLanguage(asked)) {
			throw new CliError("usage", context.messages.errors.oneOf("--lang", languages, asked));
		}
		const main = mainCommand(context);
		const topic = helpTopic(main, withoutLanguage(argv), context);
		if (topic) topic.outputHelp();
		else await main.parseAsync(argv, { from: "user" });
		return context.exitCode;
	} catch (error) {
		return explain(error, context);
	}
}

function mainCommand(context: CommandContext) {
	const { help } = context.messages;
	const main = localisedCommand(context, context.program, help.program)
		.version(version, "-V, --version", help.versionOption)
		.helpCommand(`help ${help.commandWord}`, help.helpCommand)
		.usage(help.mainUsage);
	addCommands(main, context);
	const examples = help.examples.map(([words, meaning]) => [`${context.program} ${words}`, meaning] as const);
	const width = Math.max(...examples.map(([line]) => line.length));
	main.addHelpText("after", () =>
		[
			"",
			context.style.bold(help.examplesTitle),
			...examples.map(([line, meaning]) => `  ${context.style.cyan(line.padEnd(width))}  ${meaning}`),
			"",
			context.style.bold(help.exitCodesTitle),
			...help.exitCodes.map((line) => `  ${line}`),
			"",
			context.style.bold(help.environmentTitle),
			...help.environment.map((line) => `  ${line}`),
		].join("\n"),
	);
	return main;
}

function withoutLanguage(argv: readonly string[]): string[] {
	return argv.filter((argument, index) => !/^--lang(=|$)/.test(argument) && argv[index - 1] !== "--lang");
}

function explain(error: unknown, context: CommandContext): number {
	const { io, messages, errorStyle } = context;
	const { errors } = messages;
	if (error instanceof Interrupted) {
		io.stderr.write(`\n${errorStyle.yellow(errors.stopped(error.signal))}\n`);
		if (error.resumeCommand) io.stderr.write(`${errors.resumeWith(error.resumeCommand)}\n`);
		return signalExitCodes[error.signal];
	}
	const known =
		error instanceof CommanderError
			? usageError(error, context)
			: error instanceof CliError
				? error
				: (outOfMemory(error, messages) ??
					new CliError("internal", errors.internal(errorText(error)), errors.internalHint, { cause: error }));
	if (!known) return exitCodes.passed;
	// Paths, options and lines of a file are quoted here: none of them may move the cursor.
	const [message, hint] = [known.message, known.hint ?? ""].map(visibleControls);
	io.stderr.write(`${errorStyle.red(`${errors.error}:`)} ${message}\n`);
	if (hint) io.stderr.write(`${errorStyle.dim(`${errors.hint}: ${hint}`)}\n`);
	if (io.env.MIRADA_DEBUG) io.stderr.write(`${debugText(error)}\n`);
	return exitCodes[known.reason];
}

function debugText(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const cause = error.cause === undefined ? "" : `\ncaused by ${debugText(error.cause)}`;
	return `${error.stack ?? error.message}${cause}`;
}
