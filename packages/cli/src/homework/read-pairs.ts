// A file of sentence pairs, or the reason why it is none, said so that the user can mend it.

import type { SentencePair } from "@mirada/seq2seq";
import { type BadLine, CorpusError, type CorpusErrorCode, readCorpus } from "@mirada/seq2seq/node";
import { CliError, systemCode } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import { reasonText } from "../reason-text.js";

export interface ReadPairs {
	pairs: readonly SentencePair[];
	sha256: string;
	badLines: number;
}

/** Bad lines that a message shows. */
const shownLines = 3;

/** Lines that are no pair are an error unless they are to be left out. */
export async function readPairs(
	path: string,
	skipBadLines: boolean,
	context: CommandContext,
): Promise<ReadPairs> {
	const { errors } = context.messages;
	try {
		// What is too small and what is too bad depends on the settings and on the user: it is judged here.
		const { pairs, badLines, sha256 } = await readCorpus(path, { minPairs: 0, maxBadShare: 1 });
		const lines = pairs.length + badLines.length;
		if (pairs.length === 0) {
			throw new CliError("data", errors.noPairs(path, shown(badLines, context)), errors.dataFormatHint);
		}
		if (badLines.length > 0 && !skipBadLines) {
			// Where most lines are bad the file has another format, and skipping them would not help.
			const hint = badLines.length > lines / 2 ? errors.dataFormatHint : errors.badLinesHint;
			throw new CliError(
				"data",
				errors.badLines(path, badLines.length, lines, shown(badLines, context)),
				hint,
			);
		}
		return { pairs, sha256, badLines: badLines.length };
	} catch (error) {
		if (!CorpusError.is(error)) throw error;
		const { message, hint } = explain(error, path, context);
		throw new CliError("data", message, hint, { cause: error });
	}
}

function shown(badLines: readonly BadLine[], { messages: { errors } }: CommandContext): string {
	const first = badLines
		.slice(0, shownLines)
		.map(({ line, reason, text }) => errors.badLine(line, errors.badLineReasons[reason], text));
	return first.join(", ") + (badLines.length > shownLines ? ", …" : "");
}

interface Explanation {
	message: string;
	hint: string;
}

function explain(error: CorpusError, path: string, { messages, program }: CommandContext): Explanation {
	const { errors } = messages;
	const fact = (name: string) => String(error.facts[name] ?? "");
	const explanations: Readonly<Record<CorpusErrorCode, () => Explanation>> = {
		"missing-file": () => ({
			message: missing(error, path, messages),
			hint: errors.dataMissingHint(program),
		}),
		"not-a-file": () => ({
			message: fact("kind") === "folder" ? errors.dataIsFolder(path) : errors.dataIsDevice(path),
			hint: errors.dataFormatHint,
		}),
		"empty-file": () => ({ message: errors.dataEmpty(path), hint: errors.dataFormatHint }),
		"too-large": () => ({
			message: errors.dataTooLarge(path, `${Number(fact("most")) / 2 ** 20} MiB`),
			hint: errors.dataTooLargeHint,
		}),
		"binary-file": () => ({ message: errors.dataBinary(path, fact("format")), hint: errors.dataFormatHint }),
		"utf-16": () => ({ message: errors.dataUtf16(path), hint: errors.dataEncodingHint }),
		"other-encoding": () => ({
			message: errors.dataOtherEncoding(path, Number(fact("line"))),
			hint: errors.dataEncodingHint,
		}),
		"archive-cut": () => ({ message: errors.archiveCut(path), hint: errors.archiveAgainHint }),
		"archive-damaged": () => ({
			message: fact("name") ? errors.archiveDamaged(path, fact("name")) : errors.archiveUnreadable(path),
			hint: errors.archiveAgainHint,
		}),
		"archive-encrypted": () => ({
			message: errors.archiveEncrypted(path, fact("name")),
			hint: errors.archiveUnpackHint,
		}),
		"archive-method": () => ({
			message: errors.archiveMethod(path, fact("name"), methodName(error, errors)),
			hint: errors.archiveUnpackHint,
		}),
		"archive-zip64": () => ({ message: errors.archiveZip64(path), hint: errors.archiveUnpackHint }),
		"archive-without-text": () => ({ message: errors.archiveWithoutText(path), hint: errors.dataFormatHint }),
		// What a file of too few or too many bad lines is, is judged above; downloads have their own command.
		"bad-lines": () => other(error),
		"too-small": () => other(error),
		"download-failed": () => other(error),
		"bad-hash": () => other(error),
		"download-busy": () => other(error),
	};
	return explanations[error.code]();
}

function other({ message, hint }: CorpusError): Explanation {
	return { message, hint };
}

/** Methods without a name have a number. */
function methodName({ facts }: CorpusError, errors: CommandContext["messages"]["errors"]): string {
	const { method = "?" } = facts;
	return typeof method === "number" ? errors.archiveMethodNumber(method) : method;
}

function missing(error: CorpusError, path: string, messages: CommandContext["messages"]): string {
	const { errors } = messages;
	const code = systemCode(error);
	if (code === "ENOENT" || code === "ENOTDIR") return errors.dataMissing(path);
	return errors.dataUnreadable(path, reasonText(error, messages));
}
