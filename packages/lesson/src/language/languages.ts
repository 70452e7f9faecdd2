// The languages that Mirada speaks.

export const languages = ["en", "es"] as const;
export type Language = (typeof languages)[number];

export function isLanguage(text: string): text is Language {
	return (languages as readonly string[]).includes(text);
}
