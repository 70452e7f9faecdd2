// `mirada align`: which word of a translation comes from which of the sentence. A pair, or every line of standard
// input; one line in, one line out.

import type { Command } from "commander";
import { CliError } from "../cli-error.js";
import { type CommandContext, printJson, say } from "../command-context.js";
import { limits } from "../homework/limits.js";
import { boundedWords, inChunks, readInputLines } from "./input-lines.js";
import { choiceOption, localisedCommand, pathOption, wholeNumberOption } from "./localised-command.js";
import {
	addTranslatorOptions,
	openTranslator,
	requireAttention,
	type TranslatorOptions,
} from "./saved-translator.js";
import type { AlignedLine, LinePair, LinkerOptions, LinkFormat } from "./sentence-linker.js";
import { type Remarks, warnOfTranslations } from "./translation-warnings.js";

// Written out, not imported: --help should not wait for TensorFlow.js to load.
const methods = [
	"sinkhorn",
	"row-maximum",
	"both-directions",
] as const satisfies readonly LinkerOptions["method"][];
const formats = ["pharaoh", "words"] as const satisfies readonly LinkFormat[];

interface AlignOptions extends TranslatorOptions, LinkerOptions {
	format: LinkFormat;
}

export function alignCommand(context: CommandContext): Command {
	const { align, help } = context.messages;
	const command = addTranslatorOptions(localisedCommand(context, "align", align.help), context)
		.argument(`[${help.sentenceWord}]`, align.sentence)
		.argument(`[${align.translationWord}]`, align.translation)
		.addOption(choiceOption(context, "--method", align.method, methods).default("sinkhorn"))
		.addOption(choiceOption(context, "--format", align.format, formats).default("pharaoh"))
		.addOption(pathOption(context, "--data <path>", align.data))
		.option("--skip-bad-lines", help.skipBadLines)
		.addOption(wholeNumberOption(context, "--beam", align.beam, limits.beam).default(1))
		.addHelpText("after", () =>
			["", context.style.bold(align.methodsTitle), ...align.methods.map((line) => `  ${line}`)].join("\n"),
		)
		.action(async (source: string | undefined, target: string | undefined, options: AlignOptions) => {
			requireMatchingOptions(options, context);
			const isArgument = source !== undefined;
			const lines = isArgument ? [{ source, target }] : pairsOfLines(await readInputLines(context), context);
			await requireSentences(lines, isArgument, context);
			const { translator, folder } = await openTranslator(options, context);
			if (options.method !== "both-directions") requireAttention(translator, folder, context);
			const { linksAsText, sentenceLinker } = await import("./sentence-linker.js");
			const linked = await sentenceLinker({ translator, folder }, options, context);
			const found: AlignedLine[] = [];
			const remarks: Remarks[] = [];
			for await (const chunk of inChunks(lines)) {
				for (const aligned of linked(chunk)) {
					if (options.json) found.push(aligned);
					else say(context, false, linksAsText(aligned, options.format));
					remarks.push(remarksOn(aligned));
				}
			}
			if (options.json) {
				printJson(
					context,
					found.map((aligned, index) => machineForm(aligned, index + 1, lines[index]!)),
				);
			}
			warnOfTranslations(remarks, { translator, folder, areLines: !isArgument }, context);
		});
	return command;
}

/** An option that the method does not have is a mistake, not a wish to pass over. */
function requireMatchingOptions(
	{ method, data, skipBadLines }: AlignOptions,
	{ messages: { align } }: CommandContext,
): void {
	if (data !== undefined && method !== "both-directions") {
		throw new CliError("usage", align.onlyBothDirections("--data"));
	}
	if (skipBadLines && data === undefined) throw new CliError("usage", align.needsData);
}

/** A sentence, and after a tab its translation; a third column is where files of pairs have their sources. */
function pairsOfLines(lines: readonly string[], { messages: { align } }: CommandContext): LinePair[] {
	return lines.map((line, index) => {
		const [source = "", target, ...rest] = line.split("\t");
		if (rest.length > 1) throw new CliError("data", align.columns(index + 1), align.columnsHint);
		return { source, target };
	});
}

/** What cannot be aligned is refused before the model is loaded. */
async function requireSentences(
	lines: readonly LinePair[],
	isArgument: boolean,
	context: CommandContext,
): Promise<void> {
	const { align, errors, tools } = context.messages;
	if (lines.length === 0) throw new CliError("usage", align.noPair, align.noPairHint);
	const { tokenize } = await import("@mirada/seq2seq");
	lines.forEach(({ source, target }, index) => {
		const where = isArgument ? "align" : errors.standardInput(index + 1);
		for (const text of [source, target]) {
			if (text === undefined) continue;
			const words = boundedWords(text, where, tokenize, context);
			if (isArgument && words.length === 0) {
				throw new CliError("usage", tools.emptySentence("align"), align.noPairHint);
			}
		}
	});
}

function machineForm(
	{
		sourceTokens,
		targetTokens,
		links,
		translation,
		unknownWords,
		unknownTargetWords,
		notInPairs,
	}: AlignedLine,
	line: number,
	{ source, target }: LinePair,
) {
	return {
		line,
		source,
		target: translation?.text ?? target,
		isTranslated: translation !== undefined,
		finished: translation?.finished ?? true,
		sourceTokens,
		targetTokens,
		links,
		unknownWords,
		unknownTargetWords,
		notInPairs,
	};
}

function remarksOn({
	unknownWords,
	unknownTargetWords,
	notInPairs,
	translation,
	targetTokens,
}: AlignedLine): Remarks {
	const cutAfter = translation?.finished === false ? targetTokens.length : null;
	return { unknownWords, unknownTargetWords, notInPairs, cutAfter };
}
