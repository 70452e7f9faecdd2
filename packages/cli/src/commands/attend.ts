// `mirada attend "sentence"`: where a translator looks, in the terminal and in files.

import { isolated } from "@mirada/attention/figures";
import type { Command } from "commander";
import { CliError } from "../cli-error.js";
import { type CommandContext, printJson, say } from "../command-context.js";
import { limits } from "../homework/limits.js";
import { writeWhole } from "../output.js";
import { renderHeatmap } from "../terminal/heatmap.js";
import { wantsColour } from "../terminal/text-style.js";
import { boundedWords } from "./input-lines.js";
import { localisedCommand, pathOption, wholeNumberOption } from "./localised-command.js";
import {
	addTranslatorOptions,
	openTranslator,
	requireAttention,
	type TranslatorOptions,
} from "./saved-translator.js";
import { warnOfCutMap, warnOfUnknownTarget, warnOfUnknownWords } from "./translation-warnings.js";

interface AttendOptions extends TranslatorOptions {
	target?: string;
	beam: number;
	svg?: string;
	png?: string;
	plain?: boolean;
}

export function attendCommand(context: CommandContext): Command {
	const { help } = context.messages;
	return addTranslatorOptions(localisedCommand(context, "attend", help.attend), context)
		.argument(`<${help.sentenceWord}...>`, help.sentence)
		.option("--target <sentence>", help.target)
		.addOption(wholeNumberOption(context, "--beam", help.beam, limits.beam).default(1))
		.addOption(pathOption(context, "--svg <file>", help.svg))
		.addOption(pathOption(context, "--png <file>", help.png))
		.option("--plain", help.plain)
		.action(async (words: string[], options: AttendOptions) => {
			// The files are wanted even where the reader of the map has left.
			if (options.svg !== undefined || options.png !== undefined) context.io.outliveReader?.();
			const sentence = words.join(" ");
			await requireWords(sentence, options.target, context);
			const { translator, folder } = await openTranslator(options, context);
			requireAttention(translator, folder, context);
			const { mapOfSentence } = await import("../figures/map-of-sentence.js");
			const map = mapOfSentence(translator, sentence, options);
			if (options.json) printJson(context, map);
			else drawMap(map, options.plain ?? false, context);
			warnOfUnknownWords(map.unknownWords, { translator, folder }, context);
			if (!map.finished) warnOfCutMap(map.target.length, context);
			if (options.target !== undefined) warnOfUnknownTarget(map.target, translator, context);
			await writeFigures(map, translator.info, options, context);
		});
}

/** A map needs a row and a column. */
async function requireWords(
	sentence: string,
	target: string | undefined,
	context: CommandContext,
): Promise<void> {
	const { tools } = context.messages;
	const { tokenize } = await import("@mirada/seq2seq");
	const texts: [string, string][] = [["attend", sentence]];
	if (target !== undefined) texts.push(["--target", target]);
	for (const [where, text] of texts) {
		const words = boundedWords(text, where, tokenize, context);
		if (words.length === 0) throw new CliError("usage", tools.emptySentence(where));
	}
}

type SentenceMap = ReturnType<typeof import("../figures/map-of-sentence.js").mapOfSentence>;

function drawMap(map: SentenceMap, plain: boolean, context: CommandContext): void {
	const { io, style, messages } = context;
	const form = !plain && wantsColour(io.stdout, io.env) ? "colour" : "digits";
	say(
		context,
		false,
		`${style.bold(isolated(map.source.join(" ")))}\n${style.bold(style.green(isolated(map.target.join(" "))))}\n`,
	);
	say(context, false, renderHeatmap(map, { form, columns: io.stdout.columns ?? 100 }));
	const legend =
		form === "digits"
			? [messages.homework.mapLegend, messages.homework.digitsLegend]
			: [messages.homework.mapLegend];
	say(context, false, `\n${style.dim(legend.join("\n"))}`);
}

async function writeFigures(
	map: SentenceMap,
	languages: { sourceLanguage?: string; targetLanguage?: string },
	{ svg, png }: AttendOptions,
	context: CommandContext,
): Promise<void> {
	if (svg === undefined && png === undefined) return;
	const { attentionFigure } = await import("../figures/attention-figure.js");
	const drawing = attentionFigure(map, context.language, languages);
	if (svg !== undefined) await writeWhole(svg, drawing, context);
	if (png !== undefined) {
		const { svgToPng, warnOfMissingGlyphs } = await import("../figures/png.js");
		const drawn = svgToPng(drawing, context.io.env);
		await writeWhole(png, drawn.png, context);
		warnOfMissingGlyphs(drawn.missing, context);
	}
	for (const path of [svg, png]) {
		if (path !== undefined) context.io.stderr.write(`${context.messages.tools.savedMap(path)}\n`);
	}
}
