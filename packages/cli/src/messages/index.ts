// The messages of the command line. English is the source: `es.ts` has the type of `en.ts`, so that a message
// that one of them lacks is an error of compilation.

import { isLanguage, type Language } from "@mirada/lesson/language";
import { en } from "./en.js";
import { es } from "./es.js";

export { isLanguage, type Language, languages } from "@mirada/lesson/language";

export type Messages = typeof en;

const catalogues: Readonly<Record<Language, Messages>> = { en, es };

export function messagesIn(language: Language): Messages {
	return catalogues[language];
}

/** POSIX order: the first of LC_ALL, LC_MESSAGES and LANG that is set decides. */
export function languageOfLocale(env: Readonly<Record<string, string | undefined>>): Language {
	const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
	return /^es([_.@-]|$)/i.test(locale) ? "es" : "en";
}

/** What `--lang` asks for, else what the locale does. */
export function chosenLanguage(
	argv: readonly string[],
	env: Readonly<Record<string, string | undefined>>,
): Language {
	const asked = languageOption(argv);
	return asked !== undefined && isLanguage(asked) ? asked : languageOfLocale(env);
}

/** The language has to be known before the options are read, for the help and for their errors. */
export function languageOption(argv: readonly string[]): string | undefined {
	for (const [index, argument] of argv.entries()) {
		if (argument === "--") return undefined;
		if (argument === "--lang") return argv[index + 1] ?? "";
		if (argument.startsWith("--lang=")) return argument.slice("--lang=".length);
	}
	return undefined;
}
