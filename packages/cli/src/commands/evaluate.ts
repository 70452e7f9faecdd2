// `mirada evaluate`: a saved translator on the held-out sentences of its own run, or on a file of pairs.

import { dirname } from "node:path";
import type { Command } from "commander";
import { type CommandContext, printJson, say } from "../command-context.js";
import { limits } from "../homework/limits.js";
import { renderTable } from "../terminal/table.js";
import { localisedCommand, pathOption, wholeNumberOption } from "./localised-command.js";
import { addTranslatorOptions, openTranslator, type TranslatorOptions } from "./saved-translator.js";

interface EvaluateOptions extends TranslatorOptions {
	data?: string;
	beam: number;
	skipBadLines?: boolean;
}

export function evaluateCommand(context: CommandContext): Command {
	const { help } = context.messages;
	return addTranslatorOptions(localisedCommand(context, "evaluate", help.evaluate), context)
		.addOption(pathOption(context, "--data <path>", help.evaluateData))
		.addOption(wholeNumberOption(context, "--beam", help.beam, limits.beam).default(1))
		.option("--skip-bad-lines", help.skipBadLines)
		.action(async (options: EvaluateOptions) => {
			const { tools, homework, numbers } = context.messages;
			const { translator, folder } = await openTranslator(options, context);
			const { evaluationSentences } = await import("../homework/evaluation-sentences.js");
			const { measureTranslator, scoresOf } = await import("../homework/measure.js");
			const { points } = await import("../results-text/numbers.js");
			// A model stands in runs/<name>/models/<model>.
			const run = dirname(dirname(folder));
			const sentences = await evaluationSentences(run, options.data, options.skipBadLines ?? false, context);
			const { beam } = options;
			const label = homework.translatingWith(folder);
			const evaluation = measureTranslator(translator, sentences, { label, beamSize: beam }, context);
			const scores = scoresOf(evaluation);
			if (options.json) {
				return printJson(context, { model: folder, sentences: sentences.length, beam, ...scores });
			}
			say(
				context,
				false,
				`${context.style.bold(folder)}: ${tools.evaluated(sentences.length)}, ${tools.beamLine(beam)}`,
			);
			const rows = [
				[homework.rows.bleuMulti, points(scores.bleuMulti, numbers)],
				[homework.rows.bleuSingle, points(scores.bleuSingle, numbers)],
				[homework.rows.chrf, points(scores.chrf, numbers)],
				...scores.byLength.map(({ from, to, bleu }) => [
					tools.bleuOfBucket(homework.bucket(from, to)),
					points(bleu, numbers),
				]),
			];
			say(context, false, renderTable({ head: tools.evaluateHead, rows }, context.style));
			say(context, false, context.style.dim(homework.signature(scores.bleuSignature)));
		});
}
