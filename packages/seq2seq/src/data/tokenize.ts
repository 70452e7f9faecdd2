/**
 * Text to tokens. On composed text in scripts that part their words by spaces these are the tokens of the Python
 * reference, `re.findall(r"[\w']+|[^\w\s]", text.lower())`; besides, a combining mark belongs to its letter, an
 * emoji is whole, and scripts without spaces are cut into words.
 */
import { requireKind } from "@mirada/core-native/contract";
import { normalizeText } from "./normalize-text.js";
import { hasUnspacedScript, segmentWords } from "./unspaced-scripts.js";

// Python's `\w` is isalnum() or `_`: letters and numbers. JavaScript's `\w` is ASCII only.
const WORD = String.raw`\p{L}\p{N}_`;

// Marks go with what they are set on; a joiner between two letters is spelling (Persian, Hindi).
const MARKS = String.raw`\p{M}\u200c\u200d`;

// Between letters these are spelling too: Catalan "col·legi", Hebrew "צה״ל", also with a typewriter's quote.
const INSIDE_WORD = String.raw`(?<=\p{L}\p{M}*)[·\u05f3\u05f4](?=\p{L})|(?<=\p{sc=Hebr})"(?=\p{sc=Hebr})`;

// A person, a family, a flag: several code points that are one sign.
const EMOJI = String.raw`\p{RI}\p{RI}|\p{Extended_Pictographic}[\p{Emoji_Modifier}\ufe0f]*(?:\u200d\p{Extended_Pictographic}[\p{Emoji_Modifier}\ufe0f]*)*`;

// Python's `\s` is isspace(): it has the separators U+001C..U+001F and U+0085, which JavaScript's lacks.
const SPACE = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;

const TOKEN = new RegExp(
	`(?:[${WORD}'][${MARKS}]*|${INSIDE_WORD})+|${EMOJI}|[^${WORD}${SPACE}][${MARKS}]*`,
	"gu",
);

/**
 * Lower-cases `text` and cuts it into words (apostrophes stay inside: `don't`) and single punctuation marks. Two
 * texts that differ in invisible characters or in the composition of accents alone have the same tokens.
 */
export function tokenize(text: string): string[] {
	requireKind("tokenize", "text", text, "string");
	// Lower case can leave a letter and a mark that compose.
	const plain = normalizeText(text).toLowerCase().normalize("NFC").replaceAll("’", "'");
	const tokens = plain.match(TOKEN) ?? [];
	return hasUnspacedScript(plain) ? tokens.flatMap(segmentWords) : tokens;
}
