// `mirada evaluate`: a saved translator on the held-out sentences of its own run, or on a file of pairs.

import { dirname } from "node:path";
import { decimal } from "@mirada/lesson/language";
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

/** Of models that no run chose any for: those that `beamSearch` has by itself. */
const defaultPenalties = { lengthPenalty: 0.6, coveragePenalty: 0 };

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
			const { runPenalties } = await import("../homework/run-penalties.js");
			const { points } = await import("../results-text/numbers.js");
			// A model stands in runs/<name>/models/<model>.
			const run = dirname(dirname(folder));
			const sentences = await evaluationSentences(run, options.data, options.skipBadLines ?? false, context);
			const { beam } = options;
			const chosen = runPenalties(folder);
			const penalties = chosen ?? defaultPenalties;
			const lengthPenalty = { kind: "gnmt", alpha: penalties.lengthPenalty } as const;
			const strategy =
				beam > 1 ? ({ kind: "beam", beamSize: beam, ...penalties, lengthPenalty } as const) : undefined;
			const label = homework.translatingWith(folder);
			const evaluation = measureTranslator(translator, sentences, { label, beam: strategy }, context);
			const scores = scoresOf(evaluation);
			if (options.json) {
				const searched = { model: folder, sentences: sentences.length, beam, ...(strategy && penalties) };
				return printJson(context, { ...searched, ...scores });
			}
			const how = [tools.evaluated(sentences.length), tools.beamLine(beam)];
			if (strategy) {
				const [alpha, beta] = [penalties.lengthPenalty, penalties.coveragePenalty];
				how.push(tools.penaltiesLine(decimal(alpha, numbers), decimal(beta, numbers), chosen !== undefined));
			}
			say(context, false, `${context.style.bold(folder)}: ${how.join(", ")}`);
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
