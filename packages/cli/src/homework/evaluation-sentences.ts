// The sentences that a saved translator is measured on.

import { join } from "node:path";
import type { ReferencedSentence, SentencePair } from "@mirada/seq2seq";
import { CliError } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import { loadCorpus } from "./corpus.js";
import { readPairs } from "./read-pairs.js";
import { configFault, readConfig, runFolder } from "./run-folder.js";

/** Those of a file, or else those that the run held out. */
export async function evaluationSentences(
	run: string,
	data: string | undefined,
	skipBadLines: boolean,
	context: CommandContext,
): Promise<readonly ReferencedSentence[]> {
	if (data !== undefined) {
		const { pairs } = await readPairs(data, skipBadLines, context);
		return bySource(pairs);
	}
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
	const corpus = await loadCorpus(stored.settings, true, context);
	return corpus.split.test;
}

/** Every source sentence once, with all its translations. */
function bySource(pairs: readonly SentencePair[]): ReferencedSentence[] {
	const found = new Map<string, { source: readonly string[]; references: (readonly string[])[] }>();
	for (const { source, target } of pairs) {
		const key = source.join(" ");
		const sentence = found.get(key);
		if (sentence) sentence.references.push(target);
		else found.set(key, { source, references: [target] });
	}
	return [...found.values()];
}
