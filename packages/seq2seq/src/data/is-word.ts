// What counts as a word where words are measured: a token with a letter or a number. The others are marks: full
// stops, quotes, brackets, signs.

export function isWord(token: string): boolean {
	return /[\p{L}\p{N}]/u.test(token);
}
