/**
 * Clauses: statements, questions, infinitives, wishes, each with the word order of its language.
 */
import type { Verb } from "../lexicon/verb.js";
import { type Concept, concept, type Part, type Phrase, phrase, word } from "../words/words.js";
import { gapOf, type NounPhrase } from "./noun-phrase.js";
import { withEnclitics } from "./pronouns.js";
import { conjugate } from "./spanish-conjugation.js";
import { afterVerb, type Tense, verbGroup } from "./verb-phrase.js";

/** A clitic: the Spanish word and what it stands for. */
export interface Clitic {
	readonly text: string;
	readonly concepts: readonly Concept[];
}

/** What is said of a subject that is not named yet. */
export interface Predicate {
	readonly verb: Verb;
	/** Before the verb in Spanish, after it at the end of infinitives; in Spanish order: me lo. */
	readonly clitics?: readonly Clitic[];
	/** Before the main verb in both languages: always, siempre. */
	readonly adverb?: Phrase;
	/** What follows the verb, in each language's order. */
	readonly english: readonly Part[];
	readonly spanish: readonly Part[];
}

export interface Finite {
	readonly tense: Tense;
	readonly isNegative?: boolean;
}

export function statement(subject: NounPhrase, predicate: Predicate, finite: Finite): Phrase {
	const group = verbGroup({ verb: predicate.verb, subject, ...finite });
	const { adverb } = predicate;
	return phrase(
		// The adverb follows "be" and other auxiliaries and precedes a main verb: is always, always eats.
		[subject, group.auxiliary, group.not, adverb, group.main, predicate.english],
		[
			subject,
			group.no,
			adverb,
			group.clitics,
			cliticWords(predicate),
			group.verb,
			group.preposition,
			predicate.spanish,
		],
	);
}

/** Without a subject in words: the second half of "came and saw", or a relative clause. */
export function verbPhrase(antecedent: NounPhrase, predicate: Predicate, finite: Finite): Phrase {
	return statement(gapOf(antecedent), predicate, finite);
}

/** Does the boy eat apples ? ¿ come el niño manzanas ? `asked` stands first: where, dónde. */
export function question(subject: NounPhrase, predicate: Predicate, finite: Finite, asked?: Phrase): Phrase {
	const group = verbGroup({ verb: predicate.verb, subject, isQuestion: true, ...finite });
	const mark = concept();
	return phrase(
		[
			asked,
			group.auxiliary,
			subject,
			group.not,
			predicate.adverb,
			group.main,
			predicate.english,
			word("?", mark),
		],
		[
			word("¿", mark),
			asked,
			group.no,
			predicate.adverb,
			group.clitics,
			cliticWords(predicate),
			group.verb,
			subject,
			group.preposition,
			predicate.spanish,
			word("?", mark),
		],
	);
}

/** buy it | comprarlo. `subject` decides the reflexive: levantarme, levantarse. */
export function infinitive(predicate: Predicate, reflexive = "se"): Phrase {
	const { verb, clitics = [] } = predicate;
	const meaning = concept();
	const after = afterVerb(verb, meaning);
	const texts = [...(verb.isReflexive ? [reflexive] : []), ...clitics.map((clitic) => clitic.text)];
	const meant = clitics.flatMap((clitic) => clitic.concepts);
	return phrase(
		[word(verb.english, meaning), after.particle, predicate.english],
		[word(withEnclitics(verb.spanish, texts), meaning, ...meant), after.preposition, predicate.spanish],
	);
}

/** Maria wants [the boy to eat apples] | maría quiere [que el niño coma manzanas]. */
export function wish(subject: NounPhrase, objectForm: Phrase, predicate: Predicate): Phrase {
	const meaning = concept();
	const to = concept();
	const { verb } = predicate;
	const after = afterVerb(verb, meaning);
	const dropped = subject.isDropped ? [subject.referent] : [];
	return phrase(
		[objectForm, word("to", to), word(verb.english, meaning), after.particle, predicate.english],
		[
			word("que", to),
			subject,
			cliticWords(predicate),
			word(conjugate(verb.spanish, "subjunctive", subject.agreement), meaning, ...dropped),
			after.preposition,
			predicate.spanish,
		],
	);
}

/** A direct object, with the personal "a" where Spanish wants it. */
export function directObject(object: NounPhrase, verb: Verb): Predicate {
	const isPerson = object.kind === "person" || object.kind === "kin";
	const isKnownAnimal = object.kind === "animal" && verb.caresForAnimals;
	const takesA = (isPerson && verb.english !== "have") || (isKnownAnimal && object.isDefinite);
	return { verb, english: [object], spanish: [takesA ? "a" : undefined, object] };
}

/** The same predicate with more behind it. */
export function withAfter(predicate: Predicate, ...after: readonly Part[]): Predicate {
	return { ...predicate, english: [...predicate.english, after], spanish: [...predicate.spanish, after] };
}

function cliticWords(predicate: Predicate): readonly Part[] {
	return (predicate.clitics ?? []).map((clitic) => word(clitic.text, ...clitic.concepts));
}
