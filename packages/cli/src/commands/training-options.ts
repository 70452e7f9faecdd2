// The options that `homework` and `train` share.

import { type Command, Option } from "commander";
import { CliError } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import { backendNames, type HomeworkSettings, presets } from "../settings.js";
import { choiceOption, wholeNumberOption } from "./localised-command.js";

export const defaultOut = "runs";

export function addTrainingOptions(command: Command, context: CommandContext): Command {
	const { help } = context.messages;
	const number = (flag: string, text: string, setting: keyof HomeworkSettings, least: number) =>
		wholeNumberOption(context, flag, text, least).default(undefined, presetValues(setting));
	return command
		.addOption(new Option("--data <path>", help.dataPath).default(undefined, "builtin"))
		.option("--quick", help.quick)
		.addOption(new Option("--name <name>", help.name).argParser((text: string) => runName(text, context)))
		.addOption(number("--seed", help.seed, "seed", 0))
		.addOption(number("--epochs", help.epochs, "epochs", 1))
		.addOption(number("--units", help.units, "units", 1))
		.addOption(number("--vocabulary", help.vocabulary, "vocabulary", 5))
		.addOption(number("--batch", help.batch, "batch", 1))
		.addOption(number("--pairs", help.pairs, "pairs", 0))
		.addOption(number("--test-sources", help.testSources, "testSources", 1))
		.addOption(number("--validation-sources", help.validationSources, "validationSources", 1))
		.addOption(choiceOption(context, "--backend", help.backend, backendNames).default(undefined, "native"))
		.addOption(wholeNumberOption(context, "--threads", help.threads, 1))
		.option("--resume", help.resume)
		.option("--skip-bad-lines", help.skipBadLines)
		.option("--out <folder>", help.out, defaultOut)
		.option("--json", help.json);
}

/** One value, or those of the built-in corpus, of real pairs and of `--quick` on real pairs. */
function presetValues(setting: keyof HomeworkSettings): string {
	const values = [presets.builtin[setting], presets.real[setting], presets.quick[setting]];
	return new Set(values).size === 1
		? String(values[0])
		: `${values[0]} builtin, ${values[1]} --data, ${values[2]} --data --quick`;
}

function runName(text: string, { messages }: CommandContext): string {
	if (!/^[\p{L}\p{N}_-][\p{L}\p{N}._-]*$/u.test(text)) {
		throw new CliError("usage", messages.errors.runName(text));
	}
	return text;
}
