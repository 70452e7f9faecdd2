/**
 * The bytes of a corpus as lines of text; what they are if they are none.
 */
import { CorpusError } from "./corpus-error.js";

/**
 * Bytes of a corpus that are read at most. As tokens a text takes ten times its size in memory; the pairs of a
 * language at Tatoeba are under 50 MB.
 */
export const LARGEST_CORPUS = 2 ** 28;

/** A line, or why it is no text. */
export type CorpusLine = string | { readonly reason: "not-utf8" | "nul-character"; readonly text: string };

const LINE_END = /\r\n|\n|\r/;
const SAMPLE = 2 ** 16;
/** Text has next to no control characters; a file with more than this share of them is something else. */
const MOST_CONTROLS = 0.02;
/** A smaller share of lines in another encoding are single faults of a file in UTF-8, unless there are several. */
const FEWEST_FOREIGN_SHARE = 0.1;
const FEWEST_FOREIGN_LINES = 3;

const SIGNATURES: readonly (readonly [format: string, ...bytes: number[]])[] = [
	["gzip", 0x1f, 0x8b],
	["bzip2", 0x42, 0x5a, 0x68],
	["xz", 0xfd, 0x37, 0x7a, 0x58, 0x5a],
	["zstd", 0x28, 0xb5, 0x2f, 0xfd],
	["7-Zip", 0x37, 0x7a, 0xbc, 0xaf],
	["RAR", 0x52, 0x61, 0x72, 0x21],
	["PDF", 0x25, 0x50, 0x44, 0x46],
	["SQLite", 0x53, 0x51, 0x4c, 0x69, 0x74, 0x65],
	["PNG", 0x89, 0x50, 0x4e, 0x47],
	["Office (.doc, .xls)", 0xd0, 0xcf, 0x11, 0xe0],
];

/**
 * The lines of a file in UTF-8. A line with a wrong byte is marked, and the others are still read.
 * @param where the file, for errors
 * @throws CorpusError where the file as a whole is no text in UTF-8
 */
export function linesOfBytes(bytes: Buffer, where: string): CorpusLine[] {
	requireText(bytes, where);
	try {
		const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
		if (!text.includes("\0")) return text.split(LINE_END);
	} catch {
		// Some line has a wrong byte: it is looked for below.
	}
	// One character per byte, so that a line is cut out before it is decoded.
	const raw = bytes.toString("latin1").split(LINE_END);
	const lines = raw.map(decodeLine);
	const isForeign = (line: CorpusLine) => typeof line !== "string" && line.reason === "not-utf8";
	const foreign = lines.filter(isForeign).length;
	const beyondAscii = raw.filter((line) => /[\x80-\xff]/.test(line)).length;
	const isMany = foreign >= FEWEST_FOREIGN_LINES || foreign > FEWEST_FOREIGN_SHARE * raw.length;
	if (isMany && foreign > beyondAscii / 2) {
		const line = lines.findIndex(isForeign) + 1;
		throw new CorpusError(
			"other-encoding",
			`readCorpus: expected UTF-8 text in ${where}, got text in another encoding, such as Latin-1 or Windows-1252; line ${line} shows it`,
			"Save it again in UTF-8.",
			{ facts: { line } },
		);
	}
	return lines;
}

function requireText(bytes: Buffer, where: string): void {
	const format = formatOf(bytes);
	if (format === "UTF-16") {
		throw new CorpusError(
			"utf-16",
			`readCorpus: expected UTF-8 text in ${where}, got UTF-16`,
			'Save it again in UTF-8 (some editors call UTF-16 "Unicode").',
		);
	}
	if (format !== undefined) {
		throw new CorpusError(
			"binary-file",
			`readCorpus: expected UTF-8 text in ${where}, got ${format === "" ? "binary data" : `a file in the format ${format}`}`,
			"Give the text file itself, or a .zip of it.",
			{ facts: { format } },
		);
	}
}

/** The format of what is no plain text of bytes; empty where it is not known; undefined for text. */
function formatOf(bytes: Buffer): string | undefined {
	const sample = bytes.subarray(0, SAMPLE);
	const [first, second] = sample;
	if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return "UTF-16";
	const known = SIGNATURES.find(([, ...signature]) => signature.every((byte, at) => sample[at] === byte));
	if (known) return known[0];
	let controls = 0;
	const zeros = { even: 0, odd: 0 };
	for (const [at, byte] of sample.entries()) {
		if (byte === 0) zeros[at % 2 === 0 ? "even" : "odd"]++;
		if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls++;
	}
	// Without its mark: Latin letters in UTF-16 have a zero in every second byte, and in no other.
	const [fewer, more] = [zeros.even, zeros.odd].sort((one, other) => one - other) as [number, number];
	if (more > 1 && more > sample.length / 5 && fewer < more / 20) return "UTF-16";
	return controls > MOST_CONTROLS * sample.length ? "" : undefined;
}

function decodeLine(raw: string): CorpusLine {
	if (!/[\0\x80-\xff]/.test(raw)) return raw;
	const bytes = Buffer.from(raw, "latin1");
	try {
		const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
		return text.includes("\0") ? { reason: "nul-character", text } : text;
	} catch {
		return { reason: "not-utf8", text: bytes.toString("utf8") };
	}
}
