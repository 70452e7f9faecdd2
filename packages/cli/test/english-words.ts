// Finds English in a Spanish message.

const english =
	/\b(?:the|an?|is|are|was|of|and|or|not|with|without|from|expected|got|cannot|failed|found|such|file|folder|line|words?)\b/gi;

/** English words of a message. What it quotes, paths, options and commands are left out. */
export function englishIn(message: string): string[] {
	const own = message.replace(
		/"[^"]*"|`[^`]*`|«[^»]*»|\([A-Z_]+\)|--[\w-]+|\S*[/\\<>]\S*|\S+\.(?:txt|tsv|zip|json)/g,
		" ",
	);
	return (own.match(english) ?? []).filter((word) => word.toLowerCase() !== "a");
}
