// `mirada train`: one model, saved.

import type { Command } from "commander";
import type { CommandContext } from "../command-context.js";
import type { RunOptions } from "../homework/request.js";
import { type AttentionScore, attentionScores } from "../settings.js";
import { choiceOption, localisedCommand } from "./localised-command.js";
import { addTrainingOptions } from "./training-options.js";

type TrainOptions = RunOptions & { attention?: AttentionScore | "none" };

export function trainCommand(context: CommandContext): Command {
	const { help } = context.messages;
	const choices = ["none", ...attentionScores] as const;
	return addTrainingOptions(localisedCommand(context, "train", help.train), context)
		.addOption(
			choiceOption(context, "--attention", help.attention, choices).default(undefined, "luong-general"),
		)
		.action(async ({ attention, ...options }: TrainOptions) => {
			const score = attention === "none" ? undefined : attention;
			const model = attention === "none" ? "none" : "attention";
			const { withRun } = await import("../homework/request.js");
			const asked = { ...options, ...(score && { score }), ...(attention && ({ model } as const)) };
			context.exitCode = await withRun(asked, "train", context, async (request) => {
				const { runTraining } = await import("../homework/run-training.js");
				return runTraining(request, context);
			});
		});
}
