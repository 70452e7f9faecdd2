// `mirada bench`: what this machine reaches, beside TensorFlow.js' own backends. Results are compared before they
// are timed; a wrong one ends the command with 1.

import { cpus } from "node:os";
import type { Command } from "commander";
import { contenderNames, type PeerName, peerNames } from "../bench/contender-names.js";
import type { BenchRow } from "../bench/race.js";
import { type CommandContext, printJson, say } from "../command-context.js";
import { exitCodes } from "../exit-codes.js";
import { limits } from "../homework/limits.js";
import { createProgress } from "../terminal/progress.js";
import { choiceOption, localisedCommand, wholeNumberOption } from "./localised-command.js";

interface BenchOptions {
	backend?: PeerName;
	units: number;
	vocabulary: number;
	batch: number;
	seconds: number;
	threads?: number;
	json?: boolean;
}

export function benchCommand(context: CommandContext): Command {
	const { help } = context.messages;
	return localisedCommand(context, "bench", help.bench)
		.addOption(choiceOption(context, "--backend", help.benchBackend, peerNames))
		.addOption(wholeNumberOption(context, "--seconds", help.seconds, limits.seconds).default(1))
		.addOption(wholeNumberOption(context, "--threads", help.threads, limits.threads))
		.addOption(wholeNumberOption(context, "--units", help.units, limits.units).default(64))
		.addOption(wholeNumberOption(context, "--vocabulary", help.vocabulary, limits.vocabulary).default(1000))
		.addOption(wholeNumberOption(context, "--batch", help.batch, limits.batch).default(16))
		.option("--json", help.json)
		.action((options: BenchOptions) => bench(options, context));
}

async function bench(options: BenchOptions, context: CommandContext): Promise<void> {
	const { findContender } = await import("../bench/contenders.js");
	const { benchTasks } = await import("../bench/tasks.js");
	const { raceTask } = await import("../bench/race.js");
	const { renderBench, machineOf } = await import("../bench/render.js");
	const { measureCeilings } = await import("@mirada/core-native");
	const { tools } = context.messages;

	const wanted = contenderNames.filter(
		(name) => name === "native" || !options.backend || name === options.backend,
	);
	const details = new Map<(typeof wanted)[number], string | null>();
	for (const name of wanted) details.set(name, await findContender(name, context, options.threads));
	const present = wanted.filter((name) => details.get(name) !== null);
	const ceilings = measureCeilings(options.seconds * 300);
	const machine = machineOf(cpus(), details.get("native") ?? "", ceilings);

	const tasks = benchTasks(options);
	const progress = createProgress({
		output: context.io.stderr,
		style: context.errorStyle,
		label: tools.benchProgress,
		total: tasks.length,
		leftWord: context.messages.homework.left,
	});
	const known = new Map<(typeof wanted)[number], number>();
	const rows: BenchRow[] = [];
	for (const task of tasks) {
		progress.update(rows.length, `${tools.benchGroups[task.group]} ${task.label}`);
		rows.push(await raceTask(task, present, options.seconds, known));
	}
	progress.update(tasks.length);
	progress.finish();

	if (rows.some(({ entries }) => entries.some(({ status }) => status === "wrong")))
		context.exitCode = exitCodes.notPassed;
	if (options.json) {
		const backends = Object.fromEntries(details);
		return printJson(context, { machine, backends, settings: options, rows });
	}
	say(context, false, renderBench({ machine, details, rows }, context));
}
