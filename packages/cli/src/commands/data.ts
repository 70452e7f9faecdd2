// `mirada data get spa-eng` and `mirada data info`.

import { fixed, percent } from "@mirada/lesson/language";
import type { Command } from "commander";
import { CliError } from "../cli-error.js";
import { type CommandContext, printJson, say } from "../command-context.js";
import { typed } from "../program-name.js";
import { count } from "../results-text/numbers.js";
import { builtinData, presets } from "../settings.js";
import { padEnd, visibleWidth } from "../terminal/text-style.js";
import { localisedCommand, pathParser } from "./localised-command.js";

export function dataCommand(context: CommandContext): Command {
	const { help } = context.messages;
	const command = localisedCommand(context, "data", help.data).helpCommand(
		`help ${help.commandWord}`,
		help.helpCommand,
	);
	command.addCommand(getCommand(context));
	command.addCommand(infoCommand(context));
	return command;
}

function getCommand(context: CommandContext): Command {
	const { help } = context.messages;
	return localisedCommand(context, "get", help.dataGet)
		.argument(`<${help.setWord}>`, help.dataSet)
		.option("--force", help.force)
		.option("--json", help.json)
		.action(async (name: string, options: { force?: boolean; json?: boolean }) => {
			const { tools, errors } = context.messages;
			if (name !== "spa-eng") throw new CliError("usage", errors.unknownDataSet(name));
			const { fetchSpaEng } = await import("../data/fetch-spa-eng.js");
			const json = options.json ?? false;
			const found = await fetchSpaEng({ force: options.force ?? false }, context);
			if (json) return printJson(context, found);
			say(context, false, tools.dataReady(found.path));
			say(context, false, context.style.dim(tools.dataSource));
			say(context, false, tools.dataUse(typed(context.io, ["homework", "--data", found.path])));
		});
}

function infoCommand(context: CommandContext): Command {
	const { help } = context.messages;
	return localisedCommand(context, "info", help.dataInfo)
		.argument(`[${help.fileWord}]`, help.dataFile, pathParser(context, help.fileWord))
		.option("--json", help.json)
		.action(async (file: string | undefined, options: { json?: boolean }) => {
			const { describeCorpus } = await import("../data/describe-corpus.js");
			const facts = await describeCorpus(file ?? builtinData, presets.builtin.pairs, context);
			if (options.json) return printJson(context, facts);
			const { numbers } = context.messages;
			const words = context.messages.tools.dataFacts;
			const rows: [string, string][] = [
				[words.file, facts.generated ? context.messages.homework.builtin : facts.name],
				["SHA-256", facts.sha256],
				[words.pairs, count(facts.pairs)],
				[words.badLines, count(facts.badLines)],
				[words.sources, count(facts.sources)],
				[
					words.shared,
					`${count(facts.pairsSharingSource)} (${percent(facts.pairsSharingSource / facts.pairs, numbers)})`,
				],
				[words.sourceLength, `${fixed(facts.sourceLength.mean, 1, numbers)}; ${facts.sourceLength.longest}`],
				[words.targetLength, `${fixed(facts.targetLength.mean, 1, numbers)}; ${facts.targetLength.longest}`],
				[words.sourceTokens, count(facts.sourceTokens)],
				[words.targetTokens, count(facts.targetTokens)],
				[words.aligned, facts.aligned ? context.messages.tools.yes : context.messages.tools.no],
			];
			const width = Math.max(...rows.map(([label]) => visibleWidth(label)));
			for (const [label, value] of rows)
				say(context, false, `${context.style.dim(padEnd(label, width))}  ${value}`);
		});
}
