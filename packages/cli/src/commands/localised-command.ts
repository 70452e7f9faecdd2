// A commander command that speaks the user's language, writes where it is told to, and never ends the process.

import { Command, type CommanderError, Help, Option } from "commander";
import { CliError } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import type { Messages } from "../messages/index.js";
import { typed } from "../program-name.js";
import { wantsColour } from "../terminal/text-style.js";

export function localisedCommand(context: CommandContext, name: string, description: string): Command {
	const { help } = context.messages;
	const { io } = context;
	const titles: Readonly<Record<string, string>> = {
		"Usage:": help.usage,
		"Arguments:": help.arguments,
		"Options:": help.options,
		"Commands:": help.commands,
	};
	const inLanguage = (usage: string) =>
		usage.replace("[options]", help.optionsWord).replace("[command]", help.commandWord);
	const command = new Command(name)
		.description(description)
		.helpOption("-h, --help", help.helpOption)
		.exitOverride()
		.configureOutput({
			writeOut: (text) => io.stdout.write(text),
			// Errors of usage are thrown, translated and printed in one place, as all others.
			writeErr: () => {},
			getOutHelpWidth: () => io.stdout.columns ?? 100,
			getOutHasColors: () => wantsColour(io.stdout, io.env),
		})
		.configureHelp({
			styleTitle: (title) => context.style.bold(titles[title] ?? title),
			optionTerm: (option) => localisedTerm(option, help),
			optionDescription: (option) => describeOption(option, context.messages),
			styleOptionTerm: (term) => context.style.cyan(term),
			styleSubcommandTerm: (term) => context.style.cyan(term),
			styleUsage: (usage) => inLanguage(usage),
			subcommandTerm: (subcommand) => inLanguage(new Help().subcommandTerm(subcommand)),
			visibleOptions: (current) => withLanguageAndJson(current),
		});
	command.addOption(new Option("--lang <es|en>", help.lang));
	return command;
}

/** An option with the name of its value in the user's language: `--out <carpeta>`. */
function localisedTerm({ flags }: Option, help: Messages["help"]): string {
	const words: Readonly<Record<string, string>> = {
		path: help.pathWord,
		folder: help.folderWord,
		file: help.fileWord,
		name: help.nameWord,
		code: help.codeWord,
		sentence: help.sentenceWord,
	};
	return flags.replace(/<(\w+)>/, (placeholder, name) => (words[name] ? `<${words[name]}>` : placeholder));
}

/** Help and language come last: they are the same everywhere. */
function withLanguageAndJson(command: Command): Option[] {
	const everywhere = new Set(["lang", "help", "version"]);
	const options = new Help().visibleOptions(command);
	return [
		...options.filter((option) => !everywhere.has(option.attributeName())),
		...options.filter((option) => everywhere.has(option.attributeName())),
	];
}

function describeOption(option: Option, { help }: Messages): string {
	const notes: string[] = [];
	if (option.argChoices) notes.push(help.choices(option.argChoices.join(", ")));
	const shown = option.defaultValueDescription ?? option.defaultValue;
	if (shown !== undefined && typeof shown !== "boolean") notes.push(help.defaultValue(String(shown)));
	return notes.length ? `${option.description} (${notes.join("; ")})` : option.description;
}

/** An option whose value is a whole number between two limits. */
export function wholeNumberOption(
	context: CommandContext,
	flag: string,
	description: string,
	[least, most]: readonly [least: number, most: number],
): Option {
	return new Option(`${flag} <n>`, description).argParser((text: string) => {
		const value = Number(text);
		if (!/^\d+$/.test(text) || value < least || value > most) {
			throw new CliError(
				"usage",
				context.messages.errors.wholeNumber(flag, least, most, text),
				seeHelp(context),
			);
		}
		return value;
	});
}

/** An option whose value is a decimal number between two limits, such as 0.002 or 2e-3. */
export function numberOption(
	context: CommandContext,
	flag: string,
	description: string,
	[least, most]: readonly [least: number, most: number],
): Option {
	return new Option(`${flag} <x>`, description).argParser((text: string) => {
		const value = Number(text);
		if (!/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) || value < least || value > most) {
			throw new CliError("usage", context.messages.errors.number(flag, least, most, text), seeHelp(context));
		}
		return value;
	});
}

/** An option whose value is the path of a file or folder. */
export function pathOption(context: CommandContext, flags: string, description: string): Option {
	const [flag = flags] = flags.split(" ");
	return new Option(flags, description).argParser(pathParser(context, flag));
}

/** Reads the path that an option or an argument of this name gives. */
export function pathParser(context: CommandContext, name: string): (text: string) => string {
	return (text) => {
		if (text === "") throw new CliError("usage", context.messages.errors.emptyPath(name), seeHelp(context));
		return text;
	};
}

/** An option that takes one of a few words. */
export function choiceOption<Choice extends string>(
	context: CommandContext,
	flag: string,
	description: string,
	choices: readonly Choice[],
): Option {
	const option = new Option(`${flag} <name>`, description).choices(choices);
	return option.argParser((text: string) => {
		if (!(choices as readonly string[]).includes(text)) {
			throw new CliError("usage", context.messages.errors.oneOf(flag, choices, text), seeHelp(context));
		}
		return text as Choice;
	});
}

/** Points to the help of the command that is being run. */
export function seeHelp(context: CommandContext): string {
	const [command = "--help"] = context.argv;
	const words = command.startsWith("-") || command === "help" ? ["--help"] : [command, "--help"];
	return context.messages.errors.seeHelp(typed(context.io, words));
}

/** Commander's errors in the user's language; undefined where it only ended after printing help. */
export function usageError(error: CommanderError, context: CommandContext): CliError | undefined {
	if (error.exitCode === 0) return undefined;
	const { errors } = context.messages;
	const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? "";
	const suggestion = /\(Did you mean (?:one of )?([^?]+)\?\)/.exec(error.message)?.[1];
	const hint = suggestion ? errors.didYouMean(suggestion) : seeHelp(context);
	const bare = quoted.replace(/^<|>$/g, "");
	switch (error.code) {
		case "commander.unknownOption":
			return new CliError("usage", errors.unknownOption(quoted), hint);
		case "commander.unknownCommand":
			return new CliError("usage", errors.unknownCommand(quoted), hint);
		case "commander.missingArgument":
			return new CliError("usage", errors.missingArgument(bare), hint);
		case "commander.optionMissingArgument":
			return new CliError("usage", errors.missingOptionValue(quoted.split(" ")[0] ?? quoted), hint);
		case "commander.excessArguments":
			return new CliError("usage", errors.tooManyArguments(quoted), hint);
		default:
			return new CliError("usage", error.message.replace(/^error: /, ""), hint);
	}
}
