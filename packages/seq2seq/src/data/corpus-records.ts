/**
 * The records of a corpus file: its lines cut at tabs, or as Anki exports notes, with a header of `#key:value` lines,
 * another separator, and fields in double quotes that may hold separators and line ends.
 */

import type { CorpusLine } from "./corpus-bytes.js";

export interface CorpusRecord {
	/** Of its first line, from 1; with a `fault`, of the line that has it. */
	readonly line: number;
	/** As it stands in the file. */
	readonly text: string;
	readonly fields: readonly string[];
	/** Why it cannot be cut into fields. */
	readonly fault?: "not-utf8" | "nul-character" | "too-long";
}

export interface CorpusRecords {
	readonly records: CorpusRecord[];
	/** Whether the file says by Anki's header which of its columns are what. */
	readonly isAnki: boolean;
}

/** Longer than any record. A line of 200 MB is not cut: its tokens would not fit in memory. */
const MOST_CHARACTERS = 32_000;
/** Longer than any note: a quote that stays open for more lines is a mark of the text. */
const MOST_LINES = 20;

const SEPARATORS: Readonly<Record<string, string>> = {
	colon: ":",
	comma: ",",
	pipe: "|",
	semicolon: ";",
	space: " ",
	tab: "\t",
};

const HEADER =
	/^#(separator|html|tags|columns|notetype|deck|if matches|(?:guid|notetype|deck|tags) column):(.*)$/i;

/** The non-blank records of a file's lines. */
export function corpusRecords(read: readonly CorpusLine[]): CorpusRecords {
	const lines = read.map((line, index) =>
		index === 0 && typeof line === "string" ? withoutMark(line) : line,
	);
	const header = new Map<string, string>();
	let first = 0;
	for (; first < lines.length; first++) {
		const line = lines[first]!;
		if (typeof line !== "string" || line.length > MOST_CHARACTERS) break;
		const [, key, value = ""] = HEADER.exec(line) ?? [];
		if (key === undefined) break;
		header.set(key.toLowerCase(), value.trim());
	}
	if (header.size === 0) return { isAnki: false, records: plainRecords(lines) };

	const named = header.get("separator") ?? "tab";
	const separator = SEPARATORS[named.toLowerCase()] ?? (named.length === 1 ? named : "\t");
	const records = quotedRecords(lines, first, separator);
	const kept = ["guid", "notetype", "deck", "tags"].map((name) => Number(header.get(`${name} column`)) - 1);
	const isHtml = header.get("html")?.toLowerCase() === "true";
	return {
		isAnki: true,
		records: records.map((record) => ({
			...record,
			fields: record.fields
				.filter((_, column) => !kept.includes(column))
				.map((field) => (isHtml ? withoutTags(field) : field)),
		})),
	};
}

/** Without the byte order mark that some editors set before the first line. */
function withoutMark(line: string): string {
	return line.replace(/^\ufeff/, "");
}

function textOf(line: CorpusLine): string {
	return typeof line === "string" ? line : line.text;
}

/** The record of a line that cannot be cut, numbered from 1; undefined where it can. */
function faulty(line: CorpusLine, number: number): CorpusRecord | undefined {
	if (typeof line !== "string") return { line: number, text: line.text, fields: [], fault: line.reason };
	if (line.length > MOST_CHARACTERS) return { line: number, text: line, fields: [], fault: "too-long" };
	return undefined;
}

/** Lines of columns between tabs. Where both sentences of all lines are in quotes, the quotes are no part of them. */
function plainRecords(lines: readonly CorpusLine[]): CorpusRecord[] {
	const records = lines.flatMap((line, index): CorpusRecord[] => {
		const text = textOf(line);
		if (text.trim() === "") return [];
		return [faulty(line, index + 1) ?? { line: index + 1, text, fields: text.split("\t") }];
	});
	const isQuoted = ({ fields }: CorpusRecord) => fields.length > 1 && fields.slice(0, 2).every(inQuotes);
	const cut = records.filter(({ fault }) => fault === undefined);
	if (cut.length < 2 || !cut.every(isQuoted)) return records;
	return records.map((record) => ({
		...record,
		fields: record.fields.map((field) => (inQuotes(field) ? unquoted(field) : field)),
	}));
}

/** `"..."` with every quote inside doubled. */
function inQuotes(field: string): boolean {
	return /^"(?:[^"]|"")*"$/.test(field);
}

function unquoted(field: string): string {
	return field.slice(1, -1).replaceAll('""', '"');
}

/**
 * Fields in quotes go on over line ends, as RFC 4180 has them; a quote that nothing closes ends with its line. A record
 * with a faulty line has its fault.
 */
function quotedRecords(lines: readonly CorpusLine[], first: number, separator: string): CorpusRecord[] {
	const records: CorpusRecord[] = [];
	for (let start = first; start < lines.length; ) {
		const { fields, text, end } = quotedRecord(lines, start, separator);
		if (text.trim() !== "") {
			const fault = lines.slice(start, end).flatMap((line, at) => faulty(line, start + at + 1) ?? [])[0];
			records.push(fault ?? { line: start + 1, text, fields });
		}
		start = end;
	}
	return records;
}

/** The record that begins at line `start`, from 0, and the line after it. */
function quotedRecord(lines: readonly CorpusLine[], start: number, separator: string) {
	const own = textOf(lines[start]!);
	const last = Math.min(start + MOST_LINES, lines.length);
	for (let text = own, end = start + 1; text.length <= MOST_CHARACTERS; end++) {
		const fields = splitQuoted(text, separator);
		if (fields !== undefined) return { fields, text, end };
		if (end === last) break;
		text += `\n${textOf(lines[end]!)}`;
	}
	const fields = own.length > MOST_CHARACTERS ? [] : own.split(separator);
	return { fields, text: own, end: start + 1 };
}

/** Undefined where a quote is still open at the end. */
function splitQuoted(text: string, separator: string): string[] | undefined {
	const fields: string[] = [];
	let start = 0;
	while (true) {
		if (text[start] === '"') {
			const quoted = /^"(?:[^"]|"")*"(?!")/.exec(text.slice(start))?.[0];
			if (quoted === undefined) return undefined;
			const end = start + quoted.length;
			if (end === text.length || text[end] === separator) {
				fields.push(unquoted(quoted));
				if (end === text.length) return fields;
				start = end + 1;
				continue;
			}
			// Closed by the quote of a later line: the first was a mark of the text.
			if (quoted.includes("\n")) return undefined;
		}
		const end = text.indexOf(separator, start);
		if (end === -1) return [...fields, text.slice(start)];
		fields.push(text.slice(start, end));
		start = end + 1;
	}
}

function withoutTags(field: string): string {
	return field.replace(/<(?:br|\/?(?:div|p|li|td|tr))\b[^>]*>/gi, " ").replace(/<\/?[a-z][^>]*>/gi, "");
}
