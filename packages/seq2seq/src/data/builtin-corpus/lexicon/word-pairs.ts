/**
 * The whole lexicon as word pairs in their base forms: for glossaries, and to know what the corpus covers.
 */

import { ALL_ADJECTIVES } from "./adjectives.js";
import { FREQUENCIES, MANNERS } from "./adverbials.js";
import { MATERIALS } from "./materials.js";
import { NAMES, PLACE_NAMES } from "./names.js";
import { ALL_NOUNS } from "./nouns.js";
import { NUMBERS } from "./numbers.js";
import { ALL_VERBS } from "./verbs.js";

export interface WordPair {
	readonly english: string;
	readonly spanish: string;
	readonly kind: "noun" | "verb" | "adjective" | "adverb" | "number" | "material" | "place" | "name";
}

/** Every pair once; what has several translations is there with each. */
export function wordPairs(): WordPair[] {
	const pairs: WordPair[] = [
		...ALL_NOUNS.map(({ english, spanish }) => ({ english, spanish, kind: "noun" as const })),
		...ALL_VERBS.map(({ english, particle, spanish, isReflexive }) => ({
			english: `${english} ${particle}`.trim(),
			spanish: isReflexive ? `${spanish}se` : spanish,
			kind: "verb" as const,
		})),
		...ALL_ADJECTIVES.map(({ english, forms }) => ({
			english,
			spanish: forms[0],
			kind: "adjective" as const,
		})),
		...[...FREQUENCIES, ...MANNERS].map(([english, spanish]) => ({
			english,
			spanish,
			kind: "adverb" as const,
		})),
		...NUMBERS.map(([english, spanish]) => ({ english, spanish, kind: "number" as const })),
		...MATERIALS.map(([english, spanish]) => ({ english, spanish, kind: "material" as const })),
		...PLACE_NAMES.map(([english, spanish]) => ({ english, spanish, kind: "place" as const })),
		...NAMES.map(({ english, spanish }) => ({ english, spanish, kind: "name" as const })),
	];
	const byWords = new Map(pairs.map((pair) => [`${pair.english}|${pair.spanish}|${pair.kind}`, pair]));
	return [...byWords.values()];
}
