/**
 * What a noun is, and how the tables of nouns are read.
 */
import type { Gender } from "../words/agreement.js";
import { englishPlural, spanishPlural } from "../words/plurals.js";
import { type Common, commonnessOf } from "./commonness.js";

/** What a thing is decides what can be done with it. */
export type NounKind =
	| "person"
	| "kin"
	| "animal"
	| "food"
	| "drink"
	| "reading"
	| "clothes"
	| "object"
	| "furniture"
	| "fixture"
	| "place"
	| "vehicle"
	| "instrument"
	| "nature"
	| "idea"
	| "work";

export interface Noun extends Common {
	readonly english: string;
	readonly englishPlural: string;
	readonly spanish: string;
	readonly spanishPlural: string;
	readonly gender: Gender;
	readonly kind: NounKind;
	/** Water, bread: no plural, no "a". */
	readonly isMass: boolean;
	/** Feminine, but "el agua", "un agua": it begins with a stressed a. */
	readonly hasStressedA: boolean;
}

/**
 * One noun a line: English, Spanish, gender, marks. An irregular plural follows after a slash.
 * Marks: `mass`, and `el` for feminine nouns that begin with a stressed a.
 */
export function nounsOf(kind: NounKind, table: string): Noun[] {
	return table
		.trim()
		.split("\n")
		.map((line, place, lines) => {
			const [english = "", spanish = "", gender = "", ...marks] = line.trim().split(/\s+/);
			if (gender !== "m" && gender !== "f") throw new Error(`noun: expected gender m or f, got "${line}"`);
			const [en = "", ens = englishPlural(en)] = english.split("/");
			const [es = "", ess = spanishPlural(es)] = spanish.split("/");
			return {
				english: en,
				englishPlural: ens,
				spanish: es,
				spanishPlural: ess,
				gender,
				kind,
				commonness: commonnessOf(place, lines.length),
				isMass: marks.includes("mass"),
				hasStressedA: marks.includes("el"),
			};
		});
}
