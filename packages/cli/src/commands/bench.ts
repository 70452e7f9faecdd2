// `mirada bench`: how many target words per second training steps take in, on each backend that is here.

import type { Command } from "commander";
import { CliError } from "../cli-error.js";
import { type CommandContext, printJson, say } from "../command-context.js";
import { count } from "../homework/numbers.js";
import { type BackendName, backendNames } from "../homework/settings.js";
import { renderTable } from "../terminal/table.js";
import { choiceOption, localisedCommand, wholeNumberOption } from "./localised-command.js";

interface BenchOptions {
	backend?: BackendName;
	units: number;
	vocabulary: number;
	batch: number;
	seconds: number;
	threads?: number;
	json?: boolean;
}

interface BenchResult {
	backend: BackendName;
	detail: string;
	/** Target words per second; null where the backend is not here. */
	none: number | null;
	attention: number | null;
}

export function benchCommand(context: CommandContext): Command {
	const { help } = context.messages;
	return localisedCommand(context, "bench", help.bench)
		.addOption(choiceOption(context, "--backend", help.backend, backendNames))
		.addOption(wholeNumberOption(context, "--units", help.units, 1).default(128))
		.addOption(wholeNumberOption(context, "--vocabulary", help.vocabulary, 5).default(2000))
		.addOption(wholeNumberOption(context, "--batch", help.batch, 1).default(64))
		.addOption(wholeNumberOption(context, "--seconds", help.seconds, 1).default(5))
		.addOption(wholeNumberOption(context, "--threads", help.threads, 1))
		.option("--json", help.json)
		.action(async (options: BenchOptions) => {
			const { tools } = context.messages;
			const names = options.backend ? [options.backend] : backendNames;
			const results: BenchResult[] = [];
			for (const name of names) results.push(await measure(name, options, context));
			if (options.json) return printJson(context, { settings: options, results });
			say(context, false, context.style.bold(tools.benchTitle));
			say(context, false, tools.benchSettings(options.vocabulary, options.units, options.batch));
			const rows = results.map(({ backend, detail, none, attention }) => [
				`${backend} (${detail})`,
				none === null ? "–" : count(none),
				attention === null ? "–" : count(attention),
			]);
			say(context, false, renderTable({ head: tools.benchHead, rows }, context.style));
		});
}

async function measure(
	name: BackendName,
	options: BenchOptions,
	context: CommandContext,
): Promise<BenchResult> {
	const { chooseBackend } = await import("../backend/choose-backend.js");
	const { measureTraining } = await import("../bench/measure-training.js");
	try {
		const { detail } = await chooseBackend(name, context, options.threads);
		const none = await measureTraining("none", options);
		const attention = await measureTraining("luong-general", options);
		return { backend: name, detail, none, attention };
	} catch (error) {
		// A backend that was asked for by name has to be there; in a comparison its absence is a result.
		if (options.backend || !(error instanceof CliError)) throw error;
		return { backend: name, detail: context.messages.tools.doctorNotInstalled, none: null, attention: null };
	}
}
