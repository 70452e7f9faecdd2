/**
 * English verb forms. `be` is the verb phrase's own business: it has too many.
 */
import { ENGLISH_IRREGULAR } from "../lexicon/english-irregular-verbs.js";

// One stressed syllable, one vowel, one consonant: the consonant is doubled.
const DOUBLING = new Set(["cut", "get", "hug", "plan", "put", "run", "sit", "stop", "swim", "win"]);
const DOUBLED_LATE = new Set(["forget", "begin", "prefer"]);

export function thirdPerson(base: string): string {
	if (base === "have") return "has";
	if (/(s|x|z|ch|sh|o)$/.test(base)) return `${base}es`;
	if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ies`;
	return `${base}s`;
}

export function past(base: string): string {
	return ENGLISH_IRREGULAR.get(base)?.past ?? regularPast(base);
}

export function englishParticiple(base: string): string {
	return ENGLISH_IRREGULAR.get(base)?.participle ?? regularPast(base);
}

export function ingForm(base: string): string {
	if (/[^e]e$/.test(base) && base !== "be") return `${base.slice(0, -1)}ing`;
	return doubles(base) ? `${base}${base.at(-1)}ing` : `${base}ing`;
}

function regularPast(base: string): string {
	if (base.endsWith("e")) return `${base}d`;
	if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ied`;
	return doubles(base) ? `${base}${base.at(-1)}ed` : `${base}ed`;
}

function doubles(base: string): boolean {
	return DOUBLING.has(base) || DOUBLED_LATE.has(base);
}
