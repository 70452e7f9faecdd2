// A file of sentence pairs, or the reason why it is none, said so that the user can mend it.

import { statSync } from "node:fs";
import type { SentencePair } from "@mirada/seq2seq";
import { type BadLine, CorpusError, type CorpusErrorCode, readCorpus } from "@mirada/seq2seq/node";
import { CliError, errorText, systemCode } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";

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
		if (badLines.length > 0 && !skipBadLines) {
			throw new CliError(
				"data",
				errors.badLines(path, badLines.length, shown(badLines, context)),
				errors.badLinesHint,
			);
		}
		if (pairs.length === 0) throw new CliError("data", errors.dataEmpty(path), errors.dataFormatHint);
		return { pairs, sha256, badLines: badLines.length };
	} catch (error) {
		if (!CorpusError.is(error)) throw error;
		const { message, hint } = explain(error, path, context);
		throw new CliError("data", message, hint, { cause: error });
	}
}

function shown(badLines: readonly BadLine[], { messages: { errors } }: CommandContext): string {
	const first = badLines.slice(0, shownLines).map(({ line, text }) => errors.badLine(line, text));
	return first.join(", ") + (badLines.length > shownLines ? ", …" : "");
}

function explain(error: CorpusError, path: string, { messages: { errors } }: CommandContext) {
	const explained: Partial<Record<CorpusErrorCode, { message: string; hint: string }>> = {
		"missing-file": { message: missing(error, path, errors), hint: errors.dataMissingHint },
		"empty-file": { message: errors.dataEmpty(path), hint: errors.dataFormatHint },
		"binary-file": { message: errors.dataBinary(path), hint: errors.dataFormatHint },
	};
	const detail = errorText(error).replace(/^\w+: /, "");
	return explained[error.code] ?? { message: errors.dataInvalid(path, detail), hint: errors.dataFormatHint };
}

function missing(error: CorpusError, path: string, errors: CommandContext["messages"]["errors"]): string {
	const code = systemCode(error);
	if (code === "ENOENT" || code === "ENOTDIR") return errors.dataMissing(path);
	if (code === undefined && statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
		return errors.dataIsFolder(path);
	}
	return errors.dataUnreadable(path, code ?? errorText(error));
}
