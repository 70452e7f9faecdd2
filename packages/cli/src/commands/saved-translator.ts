// The saved translator that a command works with: the one that is named, or the newest run's with attention.

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Translator } from "@mirada/seq2seq";
import type { Command } from "commander";
import { CliError, systemCode } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import { limits } from "../homework/limits.js";
import { latestModel } from "../homework/run-folder.js";
import { reasonText } from "../reason-text.js";
import { type BackendName, backendNames } from "../settings.js";
import { choiceOption, pathOption, wholeNumberOption } from "./localised-command.js";
import { defaultOut } from "./training-options.js";
import { warnOfOtherSegmenter } from "./translation-warnings.js";

export interface TranslatorOptions {
	model?: string;
	out: string;
	backend?: BackendName;
	threads?: number;
	json?: boolean;
}

export function addTranslatorOptions(command: Command, context: CommandContext): Command {
	const { help } = context.messages;
	return command
		.addOption(pathOption(context, "--model <folder>", help.model))
		.addOption(pathOption(context, "--out <folder>", help.out).default(defaultOut))
		.addOption(choiceOption(context, "--backend", help.backend, backendNames).default(undefined, "native"))
		.addOption(wholeNumberOption(context, "--threads", help.threads, limits.threads))
		.option("--json", help.json);
}

export async function openTranslator(
	options: TranslatorOptions,
	context: CommandContext,
): Promise<{ translator: Translator; folder: string }> {
	const { errors } = context.messages;
	const folder = options.model ?? latestModel(options.out);
	if (folder === undefined || !existsSync(folder) || !existsSync(join(folder, "model.safetensors"))) {
		throw new CliError(
			"checkpoint",
			errors.modelMissing(folder ?? options.out),
			errors.modelMissingHint(context.program),
		);
	}
	const { chooseBackend } = await import("../backend/choose-backend.js");
	const { loadTranslator } = await import("@mirada/seq2seq/node");
	const { isUnreadableTranslator } = await import("../homework/checkpoint-errors.js");
	await chooseBackend(options.backend ?? "native", context, options.threads);
	try {
		const translator = await loadTranslator(folder);
		warnOfOtherSegmenter(translator, context);
		return { translator, folder };
	} catch (error) {
		const isUnreadable = isUnreadableTranslator(error) || systemCode(error) !== undefined;
		if (!isUnreadable) throw error;
		throw new CliError(
			"checkpoint",
			errors.modelDamaged(folder, reasonText(error, context.messages)),
			errors.modelMissingHint(context.program),
			{ cause: error },
		);
	}
}

export function requireAttention(translator: Translator, folder: string, { messages }: CommandContext): void {
	if (translator.model.config.attention !== "none") return;
	const { errors } = messages;
	throw new CliError("usage", errors.modelWithoutAttention(folder), errors.modelWithoutAttentionHint);
}
