// What must hold of every text that people read, in English and Spanish.

/** Paths of all texts in a catalogue; functions are called with arguments that no message has in it by itself. */
export function messageTexts(value: unknown, path = ""): [path: string, text: string][] {
	if (typeof value === "string") return [[path, value]];
	if (typeof value === "function")
		return [[path, String(value(...Array.from({ length: 6 }, (_, i) => [`${i}`])))]];
	return Object.entries(value as object).flatMap(([key, part]) => messageTexts(part, `${path}.${key}`));
}

/** Whether a Spanish text says usted where ours say tú. */
export function speaksFormally(text: string): boolean {
	const usted =
		/(?<!\p{L})(?:ustede?s?|consulte|indique|compruebe|elija|espere|use|haga|lea|pruebe|instale|omita|empiece|continúe|multiplique|cambie|borre|descargue|dé)(?!\p{L})/iu;
	return usted.test(text);
}

/** Whether a text writes a decimal number with the mark of the other language. Versions have points everywhere. */
export function wrongDecimals(text: string, language: "en" | "es"): boolean {
	const mark = language === "es" ? /\d\.\d/ : /\d,\d(?!\d\d)/;
	return mark.test(text.replace(/CC BY 2\.0|20\.19/g, ""));
}

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
