// The languages that Mirada speaks. English is the source: `es.ts` has the type of `en.ts`, so that a message
// that one of them lacks is an error of compilation.

import { en } from "./en.js";
import { es } from "./es.js";

export const languages = ["en", "es"] as const;
export type Language = (typeof languages)[number];

export type Messages = typeof en;

const catalogues: Readonly<Record<Language, Messages>> = { en, es };

export function messagesIn(language: Language): Messages {
	return catalogues[language];
}

export function isLanguage(text: string): text is Language {
	return (languages as readonly string[]).includes(text);
}

/** POSIX order: the first of LC_ALL, LC_MESSAGES and LANG that is set decides. */
export function languageOfLocale(env: Readonly<Record<string, string | undefined>>): Language {
	const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
	return /^es([_.@-]|$)/i.test(locale) ? "es" : "en";
}
