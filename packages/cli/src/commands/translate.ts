// `mirada translate`: a sentence, or every line of standard input. One line in, one line out; with several
// hypotheses a block of lines, each with the number of its input line.

import type { Translation } from "@mirada/seq2seq";
import type { Command } from "commander";
import { CliError } from "../cli-error.js";
import { type CommandContext, printJson, say } from "../command-context.js";
import { limits } from "../homework/limits.js";
import { boundedWords, inChunks, readInputLines } from "./input-lines.js";
import { localisedCommand, wholeNumberOption } from "./localised-command.js";
import { addTranslatorOptions, openTranslator, type TranslatorOptions } from "./saved-translator.js";
import { type Remarks, remarksOn, warnOfTranslations } from "./translation-warnings.js";

interface TranslateOptions extends TranslatorOptions {
	beam: number;
	numHypotheses: number;
	alignments?: boolean;
}

export function translateCommand(context: CommandContext): Command {
	const { help, homework } = context.messages;
	return addTranslatorOptions(localisedCommand(context, "translate", help.translate), context)
		.argument(`[${help.sentenceWord}...]`, help.sentence)
		.addOption(wholeNumberOption(context, "--beam", help.beam, limits.beam).default(1))
		.addOption(
			wholeNumberOption(context, "--num-hypotheses", help.numHypotheses, limits.numHypotheses).default(1),
		)
		.option("--alignments", help.alignments)
		.action(async (words: string[], options: TranslateOptions) => {
			const isArgument = words.length > 0;
			const lines = isArgument ? [words.join(" ")] : await readInputLines(context);
			const lengths = await requireSentences(lines, isArgument, context);
			const { translator, folder } = await openTranslator(options, context);
			const beamSize = Math.max(options.beam, options.numHypotheses);
			const strategy =
				beamSize > 1
					? ({ kind: "beam", beamSize, numHypotheses: options.numHypotheses } as const)
					: // Only --json shows the score of a single translation.
						({ kind: "greedy", scores: options.json === true } as const);
			const found: Translation[][] = [];
			const remarks: Remarks[] = [];
			let line = 0;
			const { watchSearch } = await import("../homework/search-progress.js");
			// A line without words is not searched.
			const searched = (all: readonly number[]) => all.filter((length) => length > 0);
			const search = watchSearch(
				{
					label: homework.translatingWith(folder),
					beamSize,
					lengths: searched(lengths),
					onlyIfLong: true,
				},
				context,
			);
			for await (const chunk of inChunks(lines)) {
				const onProgress = search.part(searched(lengths.slice(line, line + chunk.length)));
				const blocks = translator.translateAll(chunk, { strategy, onProgress });
				search.pause();
				for (const block of blocks) {
					line++;
					if (options.json) found.push(block);
					else print(block, line, options, context);
					if (block[0]) remarks.push(remarksOn(block[0]));
				}
			}
			if (options.json) {
				printJson(
					context,
					found.map((translations, index) => ({
						line: index + 1,
						source: lines[index],
						unknownWords: translations[0]?.unknownWords ?? [],
						translations,
					})),
				);
			}
			warnOfTranslations(remarks, { translator, folder, areLines: !isArgument }, context);
		});
}

/** What cannot be translated is refused before the model is loaded. Gives the tokens of every line. */
async function requireSentences(
	lines: readonly string[],
	isArgument: boolean,
	context: CommandContext,
): Promise<number[]> {
	const { tools, errors } = context.messages;
	if (lines.length === 0) throw new CliError("usage", tools.noSentence, tools.noSentenceHint);
	const { tokenize } = await import("@mirada/seq2seq");
	return lines.map((line, index) => {
		const where = isArgument ? "translate" : errors.standardInput(index + 1);
		const words = boundedWords(line, where, tokenize, context);
		if (isArgument && words.length === 0) {
			throw new CliError("usage", tools.emptySentence("translate"), tools.noSentenceHint);
		}
		return words.length;
	});
}

/** The columns of a line: number and score where there are several hypotheses, the text, the links. */
function print(
	block: readonly Translation[],
	line: number,
	options: TranslateOptions,
	context: CommandContext,
): void {
	for (const { text, score, alignment } of block) {
		const links = (alignment ?? []).map((source, target) => `${source}-${target}`).join(" ");
		const columns = [
			...(options.numHypotheses > 1 ? [String(line), score.toFixed(3)] : []),
			text,
			...(options.alignments ? [links] : []),
		];
		say(context, false, columns.join("\t"));
	}
}
