/**
 * Reads sentence pairs from a file in the Anki format: sentence, tab, translation, and perhaps tab, attribution; or
 * from Anki's own exports, which say by a header how their columns are parted.
 */

import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { isZip, ZipError, type ZipErrorCode } from "@mirada/attention";
import { type OptionNames, requireKind, requireOptions } from "@mirada/core-native/contract";
import type { SentencePair } from "./corpus.js";
import { type CorpusLine, LARGEST_CORPUS, linesOfBytes } from "./corpus-bytes.js";
import { CorpusError, type CorpusErrorCode } from "./corpus-error.js";
import { type CorpusRecord, corpusRecords } from "./corpus-records.js";
import { requirePath } from "./require-path.js";
import { tokenize } from "./tokenize.js";
import { zipEntries } from "./zip.js";

export interface ReadCorpusOptions {
	/** Fewer pairs than this are an error. Default: 100. */
	readonly minPairs?: number;
	/** A larger share of bad lines than this is an error: the file is no corpus. Default: 0.1. */
	readonly maxBadShare?: number;
}

/** Why a line is no sentence pair. The words for it are those of the program that tells them. */
export type BadLineReason =
	| "no-tab"
	/** Of an export of Anki, whose columns need not be parted by tabs. */
	| "one-column"
	/** More than three. */
	| "more-columns"
	| "no-source"
	| "no-target"
	| "too-long"
	| "not-utf8"
	| "nul-character";

/** A line that is no sentence pair; it is left out. */
export interface BadLine {
	/** From 1. */
	readonly line: number;
	readonly reason: BadLineReason;
	/** The line, cut if long. */
	readonly text: string;
}

export interface ReadCorpus {
	/** In the order of the file, repeated ones too. */
	readonly pairs: SentencePair[];
	readonly badLines: BadLine[];
	/** Of the file as it lies on disk: of the archive, if it is one. */
	readonly sha256: string;
	/** The file inside the archive, if it is one. */
	readonly entry?: string;
}

const OPTIONS: OptionNames<ReadCorpusOptions> = { minPairs: true, maxBadShare: true };

const ARCHIVE_CODES = {
	cut: "archive-cut",
	damaged: "archive-damaged",
	encrypted: "archive-encrypted",
	method: "archive-method",
	"too-large": "too-large",
	zip64: "archive-zip64",
} as const satisfies Record<ZipErrorCode, CorpusErrorCode>;

// Longer than any sentence; a file without line feeds would be one of these.
const MOST_TOKENS = 1000;
const SHOWN_CHARACTERS = 60;

/** Reads a .txt, .tsv or .zip; what the file is, its bytes say, not its name. */
export async function readCorpus(path: string, options: ReadCorpusOptions = {}): Promise<ReadCorpus> {
	requirePath("readCorpus", path);
	requireOptions("readCorpus", options, OPTIONS);
	const { minPairs = 100, maxBadShare = 0.1 } = options;
	requireKind("readCorpus", "minPairs", minPairs, "number");
	requireKind("readCorpus", "maxBadShare", maxBadShare, "number");
	const bytes = await readBytes(path);
	const sha256 = createHash("sha256").update(bytes).digest("hex");
	const { lines: read, entry } = isZip(bytes)
		? linesOfArchive(bytes, path)
		: { lines: linesOfBytes(bytes, path), entry: undefined };
	const { pairs, badLines } = parseLines(read);

	const lines = pairs.length + badLines.length;
	const first = badLines[0];
	if (first && badLines.length > maxBadShare * lines) {
		throw new CorpusError(
			"bad-lines",
			`readCorpus: expected at most ${percent(maxBadShare)} bad lines in ${path}, got ${badLines.length} of ${lines}, ` +
				`the first is line ${first.line} (${first.reason}: "${first.text}")`,
			"Each line should be a sentence, a tab character, its translation.",
		);
	}
	if (lines === 0) {
		throw new CorpusError(
			"empty-file",
			`readCorpus: expected sentence pairs in ${path}, got blank lines only`,
			"Each line should be a sentence, a tab character, its translation.",
		);
	}
	if (pairs.length < minPairs) {
		throw new CorpusError(
			"too-small",
			`readCorpus: expected at least ${minPairs} sentence pairs in ${path}, got ${pairs.length}`,
			"Give a larger file.",
		);
	}
	return { pairs, badLines, sha256, ...(entry !== undefined && { entry }) };
}

/** Sentence pairs and bad lines of a text in the Anki format. */
export function parseCorpus(text: string): Pick<ReadCorpus, "pairs" | "badLines"> {
	requireKind("parseCorpus", "text", text, "string");
	return parseLines(text.split(/\r\n|\n|\r/));
}

function parseLines(lines: readonly CorpusLine[]): Pick<ReadCorpus, "pairs" | "badLines"> {
	const pairs: SentencePair[] = [];
	const badLines: BadLine[] = [];
	const { records, isAnki } = corpusRecords(lines);
	for (const record of records) {
		const pair = parseRecord(record, isAnki);
		if (typeof pair !== "string") pairs.push(pair);
		else badLines.push({ line: record.line, reason: pair, text: shorten(record.text) });
	}
	return { pairs, badLines };
}

/** The pair, or why there is none. A note of Anki may have any number of columns after the first two. */
function parseRecord({ fields, fault }: CorpusRecord, isAnki: boolean): SentencePair | BadLineReason {
	if (fault !== undefined) return fault;
	if (fields.length < 2) return isAnki ? "one-column" : "no-tab";
	if (fields.length > 3 && !isAnki) return "more-columns";
	const [source = [], target = []] = fields.slice(0, 2).map(tokenize);
	if (source.length === 0) return "no-source";
	if (target.length === 0) return "no-target";
	if (source.length > MOST_TOKENS || target.length > MOST_TOKENS) return "too-long";
	return { source, target };
}

async function readBytes(path: string): Promise<Buffer> {
	try {
		const found = await stat(path);
		if (!found.isFile()) {
			const kind = found.isDirectory() ? "folder" : "device";
			throw new CorpusError(
				"not-a-file",
				`readCorpus: expected a file at ${path}, got a ${kind === "folder" ? kind : "pipe or a device"}`,
				"Give the path of a .txt, .tsv or .zip.",
				{ facts: { kind } },
			);
		}
		if (found.size > LARGEST_CORPUS) {
			throw new CorpusError(
				"too-large",
				`readCorpus: expected at most ${LARGEST_CORPUS} bytes in ${path}, got ${found.size}`,
				"Give a part of it.",
				{ facts: { bytes: found.size, most: LARGEST_CORPUS } },
			);
		}
		const bytes = await readFile(path);
		if (bytes.length === 0) {
			throw new CorpusError(
				"empty-file",
				`readCorpus: expected sentence pairs in ${path}, got 0 bytes`,
				"The download may have failed: get the file again.",
			);
		}
		return bytes;
	} catch (error) {
		if (CorpusError.is(error)) throw error;
		const { code } = error as NodeJS.ErrnoException;
		const got = code === "ENOENT" ? "nothing there" : `${code ?? error}`;
		throw new CorpusError(
			"missing-file",
			`readCorpus: expected a file at ${path}, got ${got}`,
			"Check the path; relative paths start from the current folder.",
			{ cause: error },
		);
	}
}

/** The largest .txt or .tsv of an archive, but for the `_about.txt` that comes with Anki's files. */
function linesOfArchive(bytes: Buffer, path: string): { lines: CorpusLine[]; entry: string } {
	const expected = `readCorpus: expected a zip archive with sentence pairs at ${path}`;
	const hint = "Get the file again, or give the text file inside it.";
	try {
		const [largest] = zipEntries(bytes)
			.filter(({ name }) => /\.(txt|tsv)$/i.test(name) && !/^(_about\.txt$|\._)/i.test(basename(name)))
			.sort((a, b) => b.size - a.size);
		if (!largest) {
			throw new CorpusError("archive-without-text", `${expected}, got no .txt or .tsv in it`, hint);
		}
		return { lines: linesOfBytes(largest.read(), `${path}, ${largest.name}`), entry: largest.name };
	} catch (error) {
		if (!(error instanceof ZipError)) throw error;
		throw new CorpusError(ARCHIVE_CODES[error.code], `${expected}, got an error (${error.message})`, hint, {
			cause: error,
			facts: error.facts,
		});
	}
}

function shorten(line: string): string {
	return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line;
}

function percent(share: number): string {
	return `${Math.round(share * 1000) / 10} %`;
}
