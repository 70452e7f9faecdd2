/**
 * Text to tokens: the same tokens as the Python reference, `re.findall(r"[\w']+|[^\w\s]", text.lower())`.
 */

import { requireKind } from "@mirada/core-native/contract";

// Python's `\w` is isalnum() or `_`: letters and numbers, but no combining marks. JavaScript's `\w` is
// ASCII only.
const WORD = String.raw`\p{L}\p{N}_`;

// Python's `\s` is isspace(): it has the separators U+001C..U+001F and U+0085, which JavaScript's lacks, and
// lacks U+FEFF, which JavaScript's has.
const SPACE = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;

const TOKEN = new RegExp(`[${WORD}']+|[^${WORD}${SPACE}]`, "gu");

/** Lower-cases `text` and cuts it into words (apostrophes stay inside: `don't`) and single punctuation marks. */
export function tokenize(text: string): string[] {
	requireKind("tokenize", "text", text, "string");
	return text.toLowerCase().replaceAll("’", "'").match(TOKEN) ?? [];
}
