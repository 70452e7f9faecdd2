// What is to be known about a translation besides its text: words that were guessed at, and an end that is missing.
// It goes to stderr, and never passes in silence.

import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Translation, Translator } from "@mirada/seq2seq";
import type { CommandContext } from "../command-context.js";
import { wordSegmenter } from "../languages/word-segmenter.js";
import { builtinData } from "../settings.js";

/** Lines that are named one by one; of more, their number is said. */
const shownLines = 10;
/** `<pad>`, `<unk>`, `<s>`, `</s>`: in the vocabulary, but no words. */
const specialTokens = 4;

export interface WarningPlace {
	translator: Translator;
	/** The translator's, as the user named it. */
	folder: string;
	/** Whether the sentences were lines with numbers. */
	areLines: boolean;
}

/** What is kept of a translation after it was printed. */
export interface Remarks {
	unknownWords: readonly string[];
	/** Words of a given translation that the model reads as `<unk>`. */
	unknownTargetWords?: readonly string[];
	/** Words that the sentence pairs of a word aligner do not have. */
	notInPairs?: readonly string[];
	/** Words that were written where the translation was cut; null where it came to its end. */
	cutAfter: number | null;
}

export function remarksOn({ unknownWords, finished, tokens }: Translation): Remarks {
	return { unknownWords, cutAfter: finished ? null : tokens.length };
}

/** `remarks` has those on the first hypothesis of each sentence. */
export function warnOfTranslations(
	remarks: readonly Remarks[],
	place: WarningPlace,
	context: CommandContext,
): void {
	const { align, tools } = context.messages;
	const numbered = remarks.map((remark, index) => ({ ...remark, line: index + 1 }));
	const where = (line: number) => (place.areLines ? tools.inLine(line) : "");
	/** Names the words of the first lines, and counts the others; tells whether there were any. */
	const warnOfWords = (
		wordsOf: (remark: Remarks) => readonly string[] | undefined,
		text: (line: number, words: string) => string,
	): boolean => {
		const lines = numbered.filter((remark) => wordsOf(remark)?.length);
		for (const remark of lines.slice(0, shownLines)) {
			warn(text(remark.line, wordsOf(remark)!.join(", ")), context);
		}
		if (lines.length > shownLines) warn(tools.unknownWordsElsewhere(lines.length - shownLines), context);
		return lines.length > 0;
	};
	const areUnknown = warnOfWords(
		({ unknownWords }) => unknownWords,
		(line, words) => (place.areLines ? tools.unknownWordsInLine(line, words) : tools.unknownWords(words)),
	);
	if (areUnknown) tellWhatIsKnown(place, context);
	warnOfWords(
		({ unknownTargetWords }) => unknownTargetWords,
		(line, words) => align.unknownTargetWords(where(line), words),
	);
	warnOfWords(
		({ notInPairs }) => notInPairs,
		(line, words) => align.notInPairs(where(line), words),
	);

	const cut = numbered.filter(({ cutAfter }) => cutAfter !== null);
	for (const { cutAfter, line } of cut.slice(0, shownLines)) {
		warn(tools.cutTranslation(where(line), cutAfter ?? 0), context);
	}
	if (cut.length > shownLines) warn(tools.cutElsewhere(cut.length - shownLines), context);
}

/** The unknown words of one sentence. */
export function warnOfUnknownWords(
	words: readonly string[],
	place: Omit<WarningPlace, "areLines">,
	context: CommandContext,
): void {
	if (words.length === 0) return;
	warn(context.messages.tools.unknownWords(words.join(", ")), context);
	tellWhatIsKnown(place, context);
}

/** The same of a target that was given: the model cannot write these words, and reads `<unk>` for them. */
export function warnOfUnknownTarget(
	words: readonly string[],
	{ targetVocabulary }: Translator,
	context: CommandContext,
): void {
	const unknown = targetVocabulary.unknownWords(words);
	if (unknown.length === 0) return;
	warn(`--target: ${context.messages.tools.unknownWords(unknown.join(", "))}`, context);
}

/** A translator of a script without spaces, whose words another version of ICU would separate in other places. */
export function warnOfOtherSegmenter({ info }: Translator, context: CommandContext): void {
	const { segmentedBy } = info;
	if (segmentedBy === undefined || segmentedBy === wordSegmenter()) return;
	warn(context.messages.tools.otherSegmenter(segmentedBy, wordSegmenter()), context);
}

/** A map whose last row is not the end of the translation. */
export function warnOfCutMap(words: number, context: CommandContext): void {
	warn(context.messages.tools.cutTranslation("", words), context);
}

function tellWhatIsKnown(
	{ translator, folder }: Omit<WarningPlace, "areLines">,
	context: CommandContext,
): void {
	const { errors, tools } = context.messages;
	const home = basename(folder).endsWith(".safetensors") ? dirname(folder) : folder;
	const list = join(home, "vocabulary.source.txt");
	const file = existsSync(list) ? list : folder;
	const count = translator.sourceVocabulary.size - specialTokens;
	const text = tools.knownWords(count, file, translator.info.data === builtinData);
	context.io.stderr.write(`${errors.hint}: ${text}\n`);
}

function warn(text: string, { io, messages, errorStyle }: CommandContext): void {
	io.stderr.write(`${errorStyle.yellow(`${messages.errors.warning}:`)} ${text}\n`);
}
