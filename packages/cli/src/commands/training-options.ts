// The options that `homework` and `train` share.

import { decimal } from "@mirada/lesson/language";
import { type Command, Option } from "commander";
import { CliError } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import { limits } from "../homework/limits.js";
import { languageCode, languageName } from "../languages/language-code.js";
import { backendNames, type HomeworkSettings, presets, scheduleNames } from "../settings.js";
import { choiceOption, numberOption, pathOption, wholeNumberOption } from "./localised-command.js";

export const defaultOut = "runs";

export function addTrainingOptions(command: Command, context: CommandContext): Command {
	const { help } = context.messages;
	const number = (flag: string, text: string, setting: keyof HomeworkSettings & keyof typeof limits) =>
		wholeNumberOption(context, flag, text, limits[setting]).default(
			undefined,
			presetValues(setting, context),
		);
	return command
		.addOption(pathOption(context, "--data <path>", help.dataPath).default(undefined, "builtin"))
		.addOption(languageOption("--source-language", help.sourceLanguage, context))
		.addOption(languageOption("--target-language", help.targetLanguage, context))
		.option("--quick", help.quick)
		.addOption(new Option("--name <name>", help.name).argParser((text: string) => runName(text, context)))
		.addOption(number("--seed", help.seed, "seed"))
		.addOption(number("--epochs", help.epochs, "epochs"))
		.addOption(
			numberOption(context, "--learning-rate", help.learningRate, limits.learningRate).default(
				undefined,
				presetValues("learningRate", context),
			),
		)
		.addOption(
			choiceOption(context, "--schedule", help.schedule, scheduleNames).default(
				undefined,
				presetValues("schedule", context),
			),
		)
		.addOption(number("--units", help.units, "units"))
		.addOption(number("--vocabulary", help.vocabulary, "vocabulary"))
		.addOption(number("--batch", help.batch, "batch"))
		.addOption(number("--pairs", help.pairs, "pairs"))
		.addOption(number("--test-sources", help.testSources, "testSources"))
		.addOption(number("--validation-sources", help.validationSources, "validationSources"))
		.addOption(choiceOption(context, "--backend", help.backend, backendNames).default(undefined, "native"))
		.addOption(wholeNumberOption(context, "--threads", help.threads, limits.threads))
		.option("--resume", help.resume)
		.option("--skip-bad-lines", help.skipBadLines)
		.addOption(pathOption(context, "--out <folder>", help.out).default(defaultOut))
		.option("--json", help.json);
}

/** One value, or those of the built-in corpus, of real pairs and of `--quick` on real pairs. */
function presetValues(
	setting: (keyof HomeworkSettings & keyof typeof limits) | "schedule",
	{ messages: { help, numbers } }: CommandContext,
): string {
	const text = ({ [setting]: value }: HomeworkSettings) =>
		typeof value === "number" ? decimal(value, numbers) : value;
	const values = [text(presets.builtin), text(presets.real), text(presets.quick)] as const;
	return new Set(values).size === 1 ? values[0] : help.presetValues(...values);
}

function languageOption(flag: string, description: string, { messages, language }: CommandContext): Option {
	return new Option(`${flag} <code>`, description).argParser((text: string) => {
		const code = languageCode(text);
		if (code !== undefined && languageName(code, language) !== undefined) return code;
		throw new CliError("usage", messages.errors.languageCode(flag, text), messages.errors.languageCodeHint);
	});
}

function runName(text: string, { messages }: CommandContext): string {
	if (!/^[\p{L}\p{N}_][\p{L}\p{N}._-]{0,199}$/u.test(text)) {
		throw new CliError("usage", messages.errors.runName(text));
	}
	return text;
}
