/**
 * Reads sentence pairs from a file in the Anki format: English, tab, Spanish, and perhaps tab, attribution.
 */

import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { isZip } from "@mirada/attention";
import { type OptionNames, requireKind, requireOptions } from "@mirada/core-native/contract";
import type { SentencePair } from "./corpus.js";
import { CorpusError } from "./corpus-error.js";
import { tokenize } from "./tokenize.js";
import { zipEntries } from "./zip.js";

export interface ReadCorpusOptions {
	/** Fewer pairs than this are an error. Default: 100. */
	readonly minPairs?: number;
	/** A larger share of bad lines than this is an error: the file is no corpus. Default: 0.1. */
	readonly maxBadShare?: number;
}

/** A line that is no sentence pair; it is left out. */
export interface BadLine {
	/** From 1. */
	readonly line: number;
	readonly reason: string;
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
	const { text, entry } = isZip(bytes)
		? textOfArchive(bytes, path)
		: { text: decode(bytes, path), entry: undefined };
	const { pairs, badLines } = parseCorpus(text);

	const lines = pairs.length + badLines.length;
	const first = badLines[0];
	if (first && badLines.length > maxBadShare * lines) {
		throw new CorpusError(
			"bad-lines",
			`readCorpus: expected at most ${percent(maxBadShare)} bad lines in ${path}, got ${badLines.length} of ${lines}, ` +
				`the first is line ${first.line} (${first.reason}: "${first.text}")`,
			"Each line should be English, a tab character, Spanish.",
		);
	}
	if (lines === 0) {
		throw new CorpusError(
			"empty-file",
			`readCorpus: expected sentence pairs in ${path}, got blank lines only`,
			"Each line should be English, a tab character, Spanish.",
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
	const pairs: SentencePair[] = [];
	const badLines: BadLine[] = [];
	const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
	lines.forEach((line, index) => {
		if (line.trim() === "") return;
		const pair = parseLine(line);
		if (typeof pair !== "string") pairs.push(pair);
		else badLines.push({ line: index + 1, reason: pair, text: shorten(line) });
	});
	return { pairs, badLines };
}

/** The pair, or why there is none. */
function parseLine(line: string): SentencePair | string {
	const columns = line.split("\t");
	if (columns.length === 1) return "no tab";
	if (columns.length > 3) return `${columns.length} columns`;
	const [source = [], target = []] = columns.slice(0, 2).map(tokenize);
	if (source.length === 0) return "no English";
	if (target.length === 0) return "no Spanish";
	if (source.length > MOST_TOKENS || target.length > MOST_TOKENS) return `more than ${MOST_TOKENS} words`;
	return { source, target };
}

async function readBytes(path: string): Promise<Buffer> {
	try {
		const found = await stat(path);
		if (!found.isFile()) {
			throw new CorpusError(
				"missing-file",
				`readCorpus: expected a file at ${path}, got ${found.isDirectory() ? "a folder" : "something else"}`,
				"Give the path of a .txt, .tsv or .zip.",
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
function textOfArchive(bytes: Buffer, path: string): { text: string; entry: string } {
	try {
		const [largest] = zipEntries(bytes)
			.filter(({ name }) => /\.(txt|tsv)$/i.test(name) && !/^(_about\.txt$|\._)/i.test(basename(name)))
			.sort((a, b) => b.size - a.size);
		if (!largest) throw new Error("zip: expected a .txt or .tsv in the archive, got none");
		return { text: decode(largest.read(), `${path}, ${largest.name}`), entry: largest.name };
	} catch (error) {
		if (CorpusError.is(error)) throw error;
		throw new CorpusError(
			"binary-file",
			`readCorpus: expected a zip archive with sentence pairs at ${path}, got an error (${(error as Error).message})`,
			"Get the file again, or give the text file inside it.",
			{ cause: error },
		);
	}
}

function decode(bytes: Buffer, where: string): string {
	const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
	const hasZeros = bytes.subarray(0, 2 ** 16).includes(0);
	try {
		if (isUtf16 || hasZeros) throw new TypeError("zero bytes");
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		const got = isUtf16 ? "UTF-16 text" : hasZeros ? "a binary file" : "another encoding";
		throw new CorpusError(
			"binary-file",
			`readCorpus: expected UTF-8 text in ${where}, got ${got}`,
			"Save it as plain text in UTF-8, or give a .zip of it.",
		);
	}
}

function requirePath(where: string, path: unknown): void {
	requireKind(where, "path", path, "string");
	if (path === "" || path.includes("\0")) {
		throw new RangeError(`${where}: expected a path, got ${JSON.stringify(path)}`);
	}
}

function shorten(line: string): string {
	return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line;
}

function percent(share: number): string {
	return `${Math.round(share * 1000) / 10} %`;
}
