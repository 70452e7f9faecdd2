// `mirada exercise 1..5`: the lesson's exercises, with numbers to check.

import type { Command } from "commander";
import { CliError } from "../cli-error.js";
import { type CommandContext, printJson, say } from "../command-context.js";
import { exitCodes } from "../exit-codes.js";
import { localisedCommand } from "./localised-command.js";

export function exerciseCommand(context: CommandContext): Command {
	const { help } = context.messages;
	return localisedCommand(context, "exercise", help.exercise)
		.argument(`[${help.numberWord}]`, help.exerciseNumber)
		.option("--json", help.json)
		.action(async (number: string | undefined, options: { json?: boolean }) => {
			const { exercises } = await import("../exercises/index.js");
			const { renderExercise } = await import("../exercises/render.js");
			const { messages, language, style } = context;
			const json = options.json ?? false;
			if (number === undefined) {
				const list = exercises.map(({ number, title }) => ({ number, title: title[language] }));
				if (json) return printJson(context, list);
				say(context, false, style.bold(messages.tools.exerciseList));
				for (const { number, title } of list)
					say(context, false, `  ${style.cyan(String(number))}  ${title}`);
				say(context, false, messages.tools.exerciseRun(context.program));
				return;
			}
			const exercise = exercises.find((candidate) => String(candidate.number) === number);
			if (!exercise) {
				const numbers = exercises.map((candidate) => String(candidate.number));
				throw new CliError("usage", messages.errors.oneOf("exercise", numbers, number));
			}
			const { chooseBackend } = await import("../backend/choose-backend.js");
			// The exercises are small: plain TensorFlow.js does them anywhere.
			await chooseBackend("cpu", context);
			const steps = await exercise.run(language, context.program);
			if (json) printJson(context, { number: exercise.number, title: exercise.title[language], steps });
			else say(context, false, `${renderExercise(exercise, steps, context)}\n`);
			const failed = steps.some((step) => step.kind === "check" && !step.passed);
			context.exitCode = failed ? exitCodes.notPassed : exitCodes.passed;
		});
}
