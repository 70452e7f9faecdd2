// What stands at the start of a run: the backend, the sentence pairs, the folder with its settings.

import { decimal } from "@mirada/lesson/language";
import { type ChosenBackend, chooseBackend } from "../backend/choose-backend.js";
import { type CommandContext, say } from "../command-context.js";
import { writeWhole } from "../output.js";
import { languageNames } from "../results-text/language-names.js";
import { count } from "../results-text/numbers.js";
import { fallsToTheEnd } from "../settings.js";
import { padEnd, visibleWidth } from "../terminal/text-style.js";
import { version } from "../version.js";
import { type HomeworkCorpus, loadCorpus } from "./corpus.js";
import { requireMemory } from "./limits.js";
import type { RunRequest } from "./request.js";
import type { StoredConfig } from "./run-folder.js";

export interface PreparedRun {
	backend: ChosenBackend;
	corpus: HomeworkCorpus;
}

type Counts = [train: string, validation: string, test: string];

export async function prepareRun(
	request: RunRequest,
	stored: Pick<StoredConfig, "command" | "model">,
	context: CommandContext,
): Promise<PreparedRun> {
	const { settings, folder, resume, areSettingsNew, epochsBefore, json } = request;
	const { homework } = context.messages;
	const backend = await chooseBackend(settings.backend, context, request.threads);
	const corpus = await loadCorpus(settings, request.skipBadLines, context);
	const { sourceVocabulary, targetVocabulary } = corpus.facts;
	requireMemory({ ...settings, sourceVocabulary, targetVocabulary }, context);
	if (!resume || areSettingsNew) {
		const config: StoredConfig = { schemaVersion: 1, ...stored, mirada: version, settings };
		await writeWhole(folder.config, `${JSON.stringify(config, null, 2)}\n`, context);
	}
	const { facts } = corpus;
	const counts = [facts.trainPairs, facts.validationSources, facts.testSources].map(count) as Counts;
	const { vocabulary, units, epochs, batch, score, seed, learningRate, schedule } = settings;
	const facing: [string, string][] = [
		[homework.run, folder.path],
		[homework.data, facts.generated ? homework.builtin : settings.data],
		["", homework.languages(...languageNames(facts, context))],
		["", homework.dataLine(...counts)],
		...(facts.badLines > 0 ? ([["", homework.skippedLines(facts.badLines)]] as [string, string][]) : []),
		...(facts.segmentedBy ? ([["", homework.segmented(facts.segmentedBy)]] as [string, string][]) : []),
		[homework.settings, homework.settingsLine(vocabulary, units, epochs, batch, score, seed)],
		["", homework.rateLine(decimal(learningRate, context.messages.numbers), schedule)],
		...(epochsBefore === undefined
			? []
			: ([["", homework.epochsRaised(epochsBefore, epochs, fallsToTheEnd(schedule))]] as [string, string][])),
		[homework.backend, `${backend.name} (${backend.detail})`],
	];
	const width = Math.max(...facing.map(([label]) => visibleWidth(label)));
	if (stored.command === "homework") say(context, json, context.style.bold(homework.title));
	for (const [label, text] of facing)
		say(context, json, `${context.style.dim(padEnd(label, width))}  ${text}`);
	say(context, json);
	return { backend, corpus };
}
