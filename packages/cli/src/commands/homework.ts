// `mirada homework`: both models, measured, drawn and judged.

import type { Command } from "commander";
import type { CommandContext } from "../command-context.js";
import { limits } from "../homework/limits.js";
import type { RunOptions } from "../homework/request.js";
import { attentionScores, presets, searchNames } from "../settings.js";
import { choiceOption, localisedCommand, wholeNumberOption } from "./localised-command.js";
import { addTrainingOptions } from "./training-options.js";

export function homeworkCommand(context: CommandContext): Command {
	const { help } = context.messages;
	const command = addTrainingOptions(localisedCommand(context, "homework", help.homework), context);
	command.addHelpText("after", () =>
		["", context.style.bold(help.alignmentTitle), ...help.alignment.map((line) => `  ${line}`)].join("\n"),
	);
	return command
		.addOption(
			choiceOption(context, "--score", help.score, attentionScores).default(undefined, "luong-general"),
		)
		.addOption(
			wholeNumberOption(context, "--beam", help.homeworkBeam, limits.beam).default(
				undefined,
				String(presets.builtin.beam),
			),
		)
		.addOption(
			choiceOption(context, "--judge", help.judge, searchNames).default(undefined, presets.builtin.judge),
		)
		.action(async (options: RunOptions) => {
			// TensorFlow.js takes a second to load: help and errors of usage do not wait for it.
			const { withRun } = await import("../homework/request.js");
			context.exitCode = await withRun(options, "homework", context, async (request) => {
				const { runHomework } = await import("../homework/run.js");
				return runHomework(request, context);
			});
		});
}
