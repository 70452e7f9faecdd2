/**
 * The verb and its auxiliaries, in both languages.
 *
 * Links: English auxiliaries that only carry tense or person ("does", "did", "will", "used to") belong to the
 * one Spanish verb; "has eaten" and "ha comido" are linked word by word; so are "is eating" and "está
 * comiendo". A subject pronoun that Spanish drops is linked to the finite verb.
 */
import type { Verb } from "../lexicon/verb.js";
import type { Agreement } from "../words/agreement.js";
import { type Concept, concept, type Word, word } from "../words/words.js";
import { englishParticiple, ingForm, past, thirdPerson } from "./english-conjugation.js";
import type { NounPhrase } from "./noun-phrase.js";
import { reflexiveClitic } from "./pronouns.js";
import { conjugate, gerund, type SpanishTense, spanishParticiple } from "./spanish-conjugation.js";

/** Named after the English form, because it decides the Spanish one. */
export type Tense =
	| "present"
	| "past"
	| "future"
	| "conditional"
	| "perfect"
	| "pluperfect"
	| "progressive"
	| "pastProgressive"
	| "usedTo"
	| "goingTo";

export interface VerbGroup {
	/** English before "not", and before the subject of a question. */
	readonly auxiliary: readonly Word[];
	readonly not: readonly Word[];
	/** English after that; empty for "be". */
	readonly main: readonly Word[];
	readonly no: readonly Word[];
	/** The reflexive clitic, if any. */
	readonly clitics: readonly Word[];
	/** The Spanish verb with its auxiliaries. */
	readonly verb: readonly Word[];
	/** What Spanish puts between the verb and its object: en, a, que. */
	readonly preposition: readonly Word[];
}

export interface VerbGroupOptions {
	readonly verb: Verb;
	readonly tense: Tense;
	readonly subject: NounPhrase;
	readonly isNegative?: boolean;
	readonly isQuestion?: boolean;
}

export function verbGroup({ verb, tense, subject, isNegative, isQuestion }: VerbGroupOptions): VerbGroup {
	const meaning = concept();
	const negation = concept();
	const dropped = subject.isDropped ? [subject.referent] : [];
	const english = englishGroup(verb, tense, subject.agreement, Boolean(isNegative || isQuestion));
	const compound = english.isCompound ? concept() : meaning;
	const [finite = "", ...rest] = spanishGroup(verb, tense, subject.agreement);
	const say = (texts: readonly string[], ...concepts: readonly Concept[]) =>
		texts.filter(Boolean).map((text) => word(text, ...concepts));

	const after = afterVerb(verb, meaning);

	return {
		auxiliary: say(english.auxiliary, compound),
		not: isNegative ? [word("not", negation)] : [],
		main: [...say(english.tensed, compound), ...say(english.main, meaning), ...after.particle],
		no: isNegative ? [word("no", negation)] : [],
		clitics: verb.isReflexive ? [word(reflexiveClitic(subject.agreement), meaning)] : [],
		verb: [
			word(finite, compound, ...dropped),
			// "is going to eat", "va a comer": the "a" belongs to "going to".
			...rest.map((text) => word(text, tense === "goingTo" && text === "a" ? compound : meaning)),
		],
		preposition: after.preposition,
	};
}

/**
 * What follows the verb itself. A particle alone belongs to the verb (look for, buscar), and so does a
 * preposition alone (enter, entrar en); where both languages have one, they translate each other (go to, ir a).
 */
export function afterVerb(
	verb: Verb,
	meaning: Concept,
): { readonly particle: readonly Word[]; readonly preposition: readonly Word[] } {
	const relation = verb.particle !== "" && verb.preposition !== "" ? concept() : meaning;
	const say = (text: string) => (text === "" ? [] : text.split(" ").map((part) => word(part, relation)));
	return { particle: say(verb.particle), preposition: say(verb.preposition) };
}

interface EnglishGroup {
	readonly auxiliary: readonly string[];
	/** Words of the auxiliary that stay behind "not": going to. */
	readonly tensed: readonly string[];
	readonly main: readonly string[];
	/** Spanish has an auxiliary of its own for the English one. */
	readonly isCompound: boolean;
}

function englishGroup(verb: Verb, tense: Tense, agreement: Agreement, needsAuxiliary: boolean): EnglishGroup {
	const base = verb.english;
	const isThird = agreement.person === 3 && agreement.number === "singular";
	const simple = (auxiliary: readonly string[], main: readonly string[]): EnglishGroup => ({
		auxiliary,
		tensed: [],
		main,
		isCompound: false,
	});
	const compound = (auxiliary: string, main: string, ...tensed: readonly string[]): EnglishGroup => ({
		auxiliary: [auxiliary],
		tensed,
		main: [main],
		isCompound: true,
	});
	switch (tense) {
		case "present":
			if (base === "be") return simple([be(agreement)], []);
			if (needsAuxiliary) return simple([isThird ? "does" : "do"], [base]);
			return simple([], [isThird ? thirdPerson(base) : base]);
		case "past":
			if (base === "be") return simple([was(agreement)], []);
			return needsAuxiliary ? simple(["did"], [base]) : simple([], [past(base)]);
		case "future":
			return simple(["will"], [base]);
		case "conditional":
			return simple(["would"], [base]);
		case "usedTo":
			return needsAuxiliary ? simple(["did"], ["use", "to", base]) : simple([], ["used", "to", base]);
		case "perfect":
			return compound(isThird ? "has" : "have", base === "be" ? "been" : englishParticiple(base));
		case "pluperfect":
			return compound("had", base === "be" ? "been" : englishParticiple(base));
		case "progressive":
			return compound(be(agreement), ingForm(base));
		case "pastProgressive":
			return compound(was(agreement), ingForm(base));
		case "goingTo":
			return compound(be(agreement), base, "going", "to");
		default:
			return tense satisfies never;
	}
}

function spanishGroup(verb: Verb, tense: Tense, agreement: Agreement): string[] {
	const infinitive = verb.spanish;
	const form = (of: string, spanishTense: SpanishTense) => conjugate(of, spanishTense, agreement);
	switch (tense) {
		case "present":
			return [form(infinitive, "present")];
		case "past":
			return [form(infinitive, verb.isState ? "imperfect" : "preterite")];
		case "usedTo":
			return [form(infinitive, "imperfect")];
		case "future":
			return [form(infinitive, "future")];
		case "conditional":
			return [form(infinitive, "conditional")];
		case "perfect":
			return [form("haber", "present"), spanishParticiple(infinitive)];
		case "pluperfect":
			return [form("haber", "imperfect"), spanishParticiple(infinitive)];
		case "progressive":
			return [form("estar", "present"), gerund(infinitive)];
		case "pastProgressive":
			return [form("estar", "imperfect"), gerund(infinitive)];
		case "goingTo":
			return [form("ir", "present"), "a", infinitive];
		default:
			return tense satisfies never;
	}
}

function be({ person, number }: Agreement): string {
	if (number === "plural" || person === 2) return "are";
	return person === 1 ? "am" : "is";
}

function was({ person, number }: Agreement): string {
	return number === "plural" || person === 2 ? "were" : "was";
}
