/**
 * Noun phrases: determiner, number, adjectives, noun and what follows it, in agreement.
 *
 *     the three red cars of my sister  |  los tres coches rojos de mi hermana
 *
 * Links: the article with the article, the noun with the noun. An article that only one language has is
 * unlinked. A possessor's "maria's" is one English word for Spanish "de maría".
 */
import type { Adjective } from "../lexicon/adjectives.js";
import { type Determiner, NO_DETERMINER, THE } from "../lexicon/determiners.js";
import type { Name } from "../lexicon/names.js";
import type { Noun, NounKind } from "../lexicon/noun.js";
import { type Agreement, formOf, type GrammaticalNumber } from "../words/agreement.js";
import { type Concept, concept, NOTHING, type Phrase, phrase, sequence, word } from "../words/words.js";

export interface NounPhrase extends Phrase {
	readonly agreement: Agreement;
	/** What the head noun means: clitics that stand for the phrase, or double it, are linked to it. */
	readonly referent: Concept;
	readonly kind: NounKind;
	readonly isDefinite: boolean;
	/** A pronoun that only the Spanish verb ending says: linked to the verb. */
	readonly isDropped?: boolean;
}

export interface NounPhraseParts {
	readonly noun: Noun;
	/** Default: the. Ignored if there is a possessor. */
	readonly determiner?: Determiner;
	/** Default: singular. */
	readonly number?: GrammaticalNumber;
	/** As a word pair, after the determiner; makes the phrase plural. */
	readonly count?: readonly [english: string, spanish: string];
	/** In English order. Spanish has those that follow the noun in the opposite order. */
	readonly adjectives?: readonly Adjective[];
	/** wooden, de madera: next to the noun. */
	readonly material?: readonly [english: string, spanish: string];
	/** Whose: maria's, de maría. */
	readonly possessor?: NounPhrase;
}

export function nounPhrase(parts: NounPhraseParts): NounPhrase {
	const { noun, possessor, count, adjectives = [], material } = parts;
	const determiner = possessor ? THE : (parts.determiner ?? THE);
	const number = count ? "plural" : (parts.number ?? "singular");
	const agreement: Agreement = { person: 3, number, gender: noun.gender };
	const referent = concept();

	const head = phrase(
		[word(number === "plural" ? noun.englishPlural : noun.english, referent)],
		[word(number === "plural" ? noun.spanishPlural : noun.spanish, referent)],
	);
	const described = adjectives.map((adjective) => {
		const meaning = concept();
		return {
			isPrenominal: adjective.isPrenominal,
			phrase: phrase([word(adjective.english, meaning)], [word(formOf(adjective.forms, agreement), meaning)]),
		};
	});
	const before = described.filter((item) => item.isPrenominal).map((item) => item.phrase);
	const behind = described.filter((item) => !item.isPrenominal).map((item) => item.phrase);
	const counted = count ? pairOf(...count) : NOTHING;
	const madeOf = material ? pairOf(material[0], `de ${material[1]}`) : NOTHING;
	const isAlone = before.length === 0 && !count;
	const article = determinerPhrase(determiner, noun, agreement, isAlone);
	const owner = possessor ? possessorPhrase(possessor) : NOTHING;

	const whole = phrase(
		[possessor ? owner : article, counted, described.map((item) => item.phrase), madeOf, head],
		[possessor ? textOf(article) : article, counted, before, head, madeOf, [...behind].reverse(), owner],
	);
	return { ...whole, agreement, referent, kind: noun.kind, isDefinite: determiner.isDefinite };
}

/** Somebody by name. */
export function named(name: Name): NounPhrase {
	const referent = concept();
	return {
		...phrase([word(name.english, referent)], [word(name.spanish, referent)]),
		agreement: { person: 3, number: "singular", gender: name.gender },
		referent,
		kind: "person",
		isDefinite: true,
	};
}

/** Two or more phrases as one plural: a red hat , two coats and a tie. */
export function coordination(items: readonly NounPhrase[]): NounPhrase {
	const first = items[0]!;
	const joined = items.flatMap((item, index) => {
		if (index === 0) return [item];
		return [index === items.length - 1 ? pairOf("and", "y") : pairOf(",", ","), item];
	});
	const allFeminine = items.every((item) => item.agreement.gender === "f");
	return {
		...phrase(joined, joined),
		agreement: { person: 3, number: "plural", gender: allFeminine ? "f" : "m" },
		referent: first.referent,
		kind: first.kind,
		isDefinite: items.every((item) => item.isDefinite),
	};
}

/** The same phrase with more behind it: a relative clause, a phrase with a preposition. */
export function followedBy(phrasePart: NounPhrase, after: Phrase): NounPhrase {
	return { ...phrasePart, ...sequence(phrasePart, after) };
}

/** Nobody in words, but with the features of `antecedent`: the subject of a relative or second clause. */
export function gapOf(antecedent: NounPhrase): NounPhrase {
	return { ...antecedent, english: [], spanish: [], isDropped: false };
}

/** One concept said with these words. */
export function pairOf(english: string, spanish: string): Phrase {
	const meaning = concept();
	return {
		english: english.split(" ").map((text) => word(text, meaning)),
		spanish: spanish.split(" ").map((text) => word(text, meaning)),
	};
}

function determinerPhrase(
	determiner: Determiner,
	noun: Noun,
	agreement: Agreement,
	isNextToNoun: boolean,
): Phrase {
	if (determiner === NO_DETERMINER) return NOTHING;
	const { number, gender } = agreement;
	const english = determiner.english[number];
	if (english === undefined) {
		throw new Error(`nounPhrase: expected a determiner for the ${number} of "${noun.english}"`);
	}
	const spanish = formOf(determiner.spanish, { number, gender });
	const soundsMasculine = noun.hasStressedA && isNextToNoun && number === "singular";
	return pairOf(english, soundsMasculine ? spanish.replace(/^la$/, "el").replace(/^una$/, "un") : spanish);
}

/** The same Spanish words with no counterpart: el libro de maría, where English has no article. */
function textOf(article: Phrase): Phrase {
	return { english: [], spanish: article.spanish.map(({ text }) => word(text)) };
}

function possessorPhrase(possessor: NounPhrase): Phrase {
	const of = concept();
	const words = [...possessor.english];
	const last = words.pop()!;
	return phrase(
		[words, word(`${last.text}'s`, ...last.concepts, of)],
		[word("de", of), { english: [], spanish: possessor.spanish }],
	);
}
