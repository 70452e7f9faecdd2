// The corpus of a run that is over, made again from its settings.

import { join } from "node:path";
import { CliError } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import { type HomeworkCorpus, loadCorpus } from "./corpus.js";
import { configFault, readConfig, runFolder } from "./run-folder.js";

/** Where the settings are missing or damaged, the user is asked for --data. */
export async function storedCorpus(run: string, context: CommandContext): Promise<HomeworkCorpus> {
	const { errors } = context.messages;
	const config = join(run, "config.json");
	const stored = await Promise.resolve()
		.then(() => readConfig(runFolder(run, "."), context.messages))
		.catch((error: unknown) => {
			throw new CliError(
				"checkpoint",
				errors.configDamaged(config, configFault(error, context.messages)),
				errors.evaluateNeedsData,
				{ cause: error },
			);
		});
	if (stored === undefined) throw new CliError("usage", errors.noRun(config), errors.evaluateNeedsData);
	return loadCorpus(stored.settings, true, context);
}
