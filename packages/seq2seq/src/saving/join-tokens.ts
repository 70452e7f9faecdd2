// Tokens as running text, the other way round from `tokenize`.

/** Joins tokens with spaces, but none before a closing mark or after an opening one. */
export function joinTokens(tokens: readonly string[]): string {
	return tokens
		.join(" ")
		.replace(/ ([.,;:!?…%)\]}»”])/gu, "$1")
		.replace(/([¿¡([{«“]) /gu, "$1");
}
