// Codes of languages (BCP 47) and their names in the user's language, both from the tables of ICU.

import type { Language } from "../messages/index.js";

/** `es`, `pt-BR`; `fra` becomes `fr`. Undefined where it is the code of no language. */
export function languageCode(text: string): string | undefined {
	try {
		const [code] = Intl.getCanonicalLocales(text.trim().replaceAll("_", "-"));
		return code !== undefined && nameOf(code, "en") !== undefined ? code : undefined;
	} catch {
		return undefined;
	}
}

/** "French", «francés»; undefined for a language that is not known. */
export function languageName(code: string | null, inLanguage: Language): string | undefined {
	return code === null ? undefined : nameOf(code, inLanguage);
}

/** Whether both are the same language, whatever the region or script. */
export function isLanguageCode(code: string | null, language: string): boolean {
	return code !== null && new Intl.Locale(code).language === language;
}

function nameOf(code: string, inLanguage: string): string | undefined {
	return new Intl.DisplayNames(inLanguage, { type: "language", fallback: "none" }).of(code);
}
