// Standard input as lines of text: every line has its place, empty ones too, so that line n of the output belongs to
// line n of the input.

import { CliError } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import { reasonText } from "../reason-text.js";

/** Bytes that are read at most: with the translations they are held in memory. */
const mostBytes = 2 ** 26;
/** Longer than any sentence; an encoder takes one step after the other. */
export const mostWords = 1000;
/** Looked at before a line is cut into words. */
const mostCharacters = 32 * mostWords;

/** The lines of standard input; none where it is a terminal, at which nobody has typed anything. */
export async function readInputLines(context: CommandContext): Promise<string[]> {
	const { stdin } = context.io;
	if (stdin.isTTY) return [];
	const bytes = await readAll(context);
	const { errors } = context.messages;
	const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
	if (isUtf16) throw new CliError("data", errors.inputUtf16, errors.inputHint);
	// One character per byte: lines are parted before they are decoded, so that a wrong byte has a line.
	const lines = bytes.toString("latin1").split(/\r\n|\n|\r/);
	// What ends the last line begins no other.
	if (lines.at(-1) === "") lines.pop();
	return lines.map((line, index) => decodeLine(line, index + 1, context));
}

/** As many lines at a time as are worked on before any is printed: enough to batch those of similar length. */
export async function* inChunks<Line>(lines: readonly Line[]): AsyncGenerator<readonly Line[]> {
	const size = 1024;
	for (let first = 0; first < lines.length; first += size) {
		yield lines.slice(first, first + size);
		// A reader that has seen enough is noticed between two chunks.
		await new Promise((resolve) => setImmediate(resolve));
	}
}

async function readAll({ io, messages }: CommandContext): Promise<Buffer> {
	const { errors } = messages;
	const chunks: Uint8Array[] = [];
	let length = 0;
	try {
		for await (const chunk of io.stdin) {
			const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
			length += bytes.length;
			if (length > mostBytes) {
				throw new CliError("data", errors.inputTooLarge(`${mostBytes / 2 ** 20} MiB`), errors.inputHint);
			}
			chunks.push(bytes);
		}
	} catch (error) {
		if (error instanceof CliError) throw error;
		const text = errors.inputUnreadable(reasonText(error, messages));
		throw new CliError("data", text, errors.inputHint, { cause: error });
	}
	return Buffer.concat(chunks);
}

function decodeLine(line: string, number: number, { messages: { errors } }: CommandContext): string {
	if (line.includes("\0")) throw new CliError("data", errors.inputNul(number), errors.inputHint);
	try {
		const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: number > 1 }).decode(
			Buffer.from(line, "latin1"),
		);
		return text;
	} catch (error) {
		throw new CliError("data", errors.inputNotUtf8(number), errors.inputHint, { cause: error });
	}
}

/** Refuses a sentence that would take hours; gives its words. `where` says which it is. */
export function boundedWords(
	sentence: string,
	where: string,
	tokenize: (text: string) => string[],
	{ messages: { errors } }: CommandContext,
): string[] {
	// A text without end is cut before it is counted: the count is then the least that it can be.
	const words = tokenize(sentence.slice(0, mostCharacters));
	const isCut = sentence.length > mostCharacters;
	if (words.length > mostWords || isCut) {
		throw new CliError("data", errors.inputTooLong(where, mostWords, Math.max(words.length, mostWords + 1)));
	}
	return words;
}
