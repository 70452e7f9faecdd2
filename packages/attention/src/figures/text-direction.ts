// Which way a sentence is written, and how to set it into text of the other way (Unicode Standard Annex 9).

import { isString, requireKind, requireList } from "@mirada/core-native/contract";

const RIGHT_TO_LEFT = /[\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}]/u;

/** FSI and PDI: what stands between them has a direction of its own and moves nothing around it. */
export const ISOLATE_START = "\u2068";
export const ISOLATE_END = "\u2069";

/** Whether most words of a sentence are written from right to left: then its first token stands at the right. */
export function readsRightToLeft(tokens: readonly string[]): boolean {
	requireList("readsRightToLeft", "tokens", tokens, "strings", isString);
	const words = tokens.filter((token) => /\p{L}/u.test(token));
	return 2 * words.filter((word) => RIGHT_TO_LEFT.test(word)).length > words.length;
}

/** Text that keeps its order of words and the place of its full stop wherever it stands; most text as it is. */
export function isolated(text: string): string {
	requireKind("isolated", "text", text, "string");
	return RIGHT_TO_LEFT.test(text) ? `${ISOLATE_START}${text}${ISOLATE_END}` : text;
}
