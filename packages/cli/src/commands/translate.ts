// `mirada translate`: a sentence, or every line of standard input.

import type { Command } from "commander";
import { CliError } from "../cli-error.js";
import { type CommandContext, printJson, say } from "../command-context.js";
import { localisedCommand, wholeNumberOption } from "./localised-command.js";
import { addTranslatorOptions, openTranslator, type TranslatorOptions } from "./saved-translator.js";

interface TranslateOptions extends TranslatorOptions {
	beam: number;
	numHypotheses: number;
	alignments?: boolean;
}

export function translateCommand(context: CommandContext): Command {
	const { help } = context.messages;
	return addTranslatorOptions(localisedCommand(context, "translate", help.translate), context)
		.argument(`[${help.sentenceWord}...]`, help.sentence)
		.addOption(wholeNumberOption(context, "--beam", help.beam, 1).default(1))
		.addOption(wholeNumberOption(context, "--num-hypotheses", help.numHypotheses, 1).default(1))
		.option("--alignments", help.alignments)
		.action(async (words: string[], options: TranslateOptions) => {
			const sentences = words.length > 0 ? [words.join(" ")] : await linesOf(context.io.stdin);
			if (sentences.length === 0) throw new CliError("usage", context.messages.tools.noSentence);
			const { translator } = await openTranslator(options, context);
			const beamSize = Math.max(options.beam, options.numHypotheses);
			const found = translator.translateAll(sentences, {
				strategy:
					beamSize > 1
						? { kind: "beam", beamSize, numHypotheses: options.numHypotheses }
						: { kind: "greedy" },
			});
			if (options.json) {
				printJson(
					context,
					found.map((translations, index) => ({ source: sentences[index], translations })),
				);
				return;
			}
			for (const translation of found.flat()) {
				const links = (translation.alignment ?? []).map((source, target) => `${source}-${target}`).join(" ");
				const score = options.numHypotheses > 1 ? `${translation.score.toFixed(3)}\t` : "";
				say(context, false, `${score}${translation.text}${options.alignments ? `\t${links}` : ""}`);
			}
		});
}

async function linesOf(input: CommandContext["io"]["stdin"]): Promise<string[]> {
	if (input.isTTY) return [];
	const decoder = new TextDecoder();
	let text = "";
	for await (const chunk of input) {
		text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
	}
	return text
		.split(/\r?\n/)
		.map((line) => line.trim())
		.filter(Boolean);
}
