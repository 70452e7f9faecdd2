// Every command, in the order in which `--help` lists them.

import type { Command } from "commander";
import type { CommandContext } from "../command-context.js";
import { alignCommand } from "./align.js";
import { attendCommand } from "./attend.js";
import { benchCommand } from "./bench.js";
import { dataCommand } from "./data.js";
import { doctorCommand } from "./doctor.js";
import { evaluateCommand } from "./evaluate.js";
import { exerciseCommand } from "./exercise.js";
import { homeworkCommand } from "./homework.js";
import { trainCommand } from "./train.js";
import { translateCommand } from "./translate.js";

export function addCommands(main: Command, context: CommandContext): void {
	for (const build of [
		homeworkCommand,
		trainCommand,
		evaluateCommand,
		translateCommand,
		attendCommand,
		alignCommand,
		exerciseCommand,
		dataCommand,
		doctorCommand,
		benchCommand,
	]) {
		main.addCommand(build(context));
	}
}
