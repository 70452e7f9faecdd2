// `mirada help [command...]`, and a command that only groups others, typed alone: both print a help. Commander would
// print it on stderr, where help that was not asked for belongs, and take a name that it does not know for none.

import type { Command } from "commander";
import { CliError } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import { seeHelp } from "./localised-command.js";

/**
 * The command whose help these words ask for; undefined where they ask for none.
 * @throws CliError for a command that does not exist
 */
export function helpTopic(
	main: Command,
	words: readonly string[],
	context: CommandContext,
): Command | undefined {
	let command = main;
	for (const [index, word] of words.entries()) {
		// In `mirada attend help`, "help" is a sentence.
		if (command.commands.length === 0) return undefined;
		if (word === "help") return topicNamed(command, words.slice(index + 1), context);
		const next = subcommandOf(command, word);
		if (next === undefined) return undefined;
		command = next;
	}
	return command.commands.length > 0 ? command : undefined;
}

function topicNamed(from: Command, words: readonly string[], context: CommandContext): Command {
	let command = from;
	for (const word of words) {
		if (word === "-h" || word === "--help") continue;
		const { errors } = context.messages;
		if (word.startsWith("-")) throw new CliError("usage", errors.unknownOption(word), seeHelp(context));
		const next = subcommandOf(command, word);
		if (next === undefined) throw new CliError("usage", errors.unknownCommand(word), seeHelp(context));
		command = next;
	}
	return command;
}

function subcommandOf(command: Command, word: string): Command | undefined {
	return command.commands.find((candidate) => candidate.name() === word);
}
