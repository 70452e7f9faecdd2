/**
 * Personal pronouns: as subjects, as clitics, after prepositions.
 *
 * English and Spanish leave different things open, so one translation is fixed: "you" is one familiar person
 * (tú), groups and speakers are masculine, he, she and they are said in Spanish too, I, you and we are left to
 * the verb ending.
 */
import type { Agreement } from "../words/agreement.js";
import { concept, word } from "../words/words.js";
import type { NounPhrase } from "./noun-phrase.js";

export interface Pronoun {
	readonly subject: string;
	readonly object: string;
	/** Spanish subject; undefined if the verb ending says it. */
	readonly spanishSubject: string | undefined;
	/** le, lo, a él */
	readonly indirect: string;
	readonly direct: string;
	readonly prepositional: string;
	readonly agreement: Agreement;
}

function pronoun(
	english: string,
	spanishSubject: string | undefined,
	[indirect, direct, prepositional]: readonly [string, string, string],
	agreement: Agreement,
): Pronoun {
	const [subject = "", object = ""] = english.split(" ");
	return { subject, object, spanishSubject, indirect, direct, prepositional, agreement };
}

export const I = pronoun("i me", undefined, ["me", "me", "mí"], {
	person: 1,
	number: "singular",
	gender: "m",
});
export const YOU = pronoun("you you", undefined, ["te", "te", "ti"], {
	person: 2,
	number: "singular",
	gender: "m",
});
export const HE = pronoun("he him", "él", ["le", "lo", "él"], { person: 3, number: "singular", gender: "m" });
export const SHE = pronoun("she her", "ella", ["le", "la", "ella"], {
	person: 3,
	number: "singular",
	gender: "f",
});
export const WE = pronoun("we us", undefined, ["nos", "nos", "nosotros"], {
	person: 1,
	number: "plural",
	gender: "m",
});
export const THEY = pronoun("they them", "ellos", ["les", "los", "ellos"], {
	person: 3,
	number: "plural",
	gender: "m",
});

export const SUBJECT_PRONOUNS: readonly Pronoun[] = [I, HE, SHE, WE, THEY];
export const ALL_PRONOUNS: readonly Pronoun[] = [I, YOU, HE, SHE, WE, THEY];

/** A pronoun as subject. */
export function subjectPronoun(chosen: Pronoun): NounPhrase {
	const referent = concept();
	return {
		english: [word(chosen.subject, referent)],
		spanish: chosen.spanishSubject ? [word(chosen.spanishSubject, referent)] : [],
		agreement: chosen.agreement,
		referent,
		kind: "person",
		isDefinite: true,
		isDropped: chosen.spanishSubject === undefined,
	};
}

/** lo, la, los, las: a thing as direct object. */
export function directClitic(agreement: Agreement): string {
	if (agreement.person === 1) return agreement.number === "plural" ? "nos" : "me";
	if (agreement.person === 2) return "te";
	if (agreement.number === "plural") return agreement.gender === "f" ? "las" : "los";
	return agreement.gender === "f" ? "la" : "lo";
}

/** me, te, le, nos, les: to or for somebody. */
export function indirectClitic(agreement: Agreement): string {
	if (agreement.person === 3) return agreement.number === "plural" ? "les" : "le";
	return directClitic(agreement);
}

/** me, te, se, nos: to oneself. */
export function reflexiveClitic(agreement: Agreement): string {
	return agreement.person === 3 ? "se" : directClitic(agreement);
}

/** him, her, it, them: what English says after the verb for a phrase said before. */
export function englishObject(of: Pick<NounPhrase, "agreement" | "kind">): string {
	if (of.agreement.number === "plural") return "them";
	if (of.kind !== "person" && of.kind !== "kin") return "it";
	return of.agreement.gender === "f" ? "her" : "him";
}

/** An infinitive with its clitics at the end: comprarlo, dármelo. */
export function withEnclitics(infinitive: string, clitics: readonly string[]): string {
	if (clitics.length < 2) return infinitive + clitics.join("");
	const accents: Readonly<Record<string, string>> = { a: "á", e: "é", i: "í" };
	const stressed = infinitive.at(-2)!;
	return `${infinitive.slice(0, -2)}${accents[stressed] ?? stressed}r${clitics.join("")}`;
}

/** The subject again, as a pronoun that Spanish drops: maria left because she was tired. */
export function sameSubject(of: NounPhrase): NounPhrase {
	const { person, number, gender } = of.agreement;
	const isPerson = of.kind === "person" || of.kind === "kin";
	const found = ALL_PRONOUNS.find(
		({ agreement }) =>
			agreement.person === person &&
			agreement.number === number &&
			(agreement.gender === gender || person !== 3 || number === "plural"),
	)!;
	const referent = concept();
	const text = isPerson || number === "plural" ? found.subject : "it";
	return { ...of, english: [word(text, referent)], spanish: [], referent, isDropped: true };
}
