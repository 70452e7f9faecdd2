// What counts as a word where words are measured: a token with a letter or a number. The others are marks: full
// stops, quotes, brackets, signs.

import { requireKind } from "@mirada/core-native/contract";

export function isWord(token: string): boolean {
	requireKind("isWord", "token", token, "string");
	return /[\p{L}\p{N}]/u.test(token);
}
