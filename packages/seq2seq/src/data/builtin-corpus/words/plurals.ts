/**
 * Regular plurals; the lexicon writes out the irregular ones.
 */

export function englishPlural(noun: string): string {
	if (/(s|x|ch|sh)$/.test(noun)) return `${noun}es`;
	if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
	return `${noun}s`;
}

const UNACCENTED: Readonly<Record<string, string>> = { á: "a", é: "e", í: "i", ó: "o", ú: "u" };

export function spanishPlural(noun: string): string {
	if (/z$/.test(noun)) return `${noun.slice(0, -1)}ces`;
	if (/[aeiouáéó]$/.test(noun)) return `${noun}s`;
	// The added syllable moves the stress to where it needs no accent: ratón, ratones; francés, franceses.
	const last = /([áéíóú])([ns])$/.exec(noun);
	if (last) return `${noun.slice(0, -2)}${UNACCENTED[last[1]!]}${last[2]}es`;
	return `${noun}es`;
}
