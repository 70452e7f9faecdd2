/**
 * Comparatives, superlatives and equality: "taller" is two words in Spanish, "más alto".
 */

import type { Random } from "../../random.js";
import { lastingAdjectives } from "../choosing/adjectives.js";
import { person } from "../choosing/people.js";
import { knownPlace } from "../choosing/places.js";
import { thingFor } from "../choosing/things.js";
import { pickCommon } from "../choosing/weighted.js";
import { statement } from "../grammar/clause.js";
import { type NounPhrase, nounPhrase, pairOf } from "../grammar/noun-phrase.js";
import { type Adjective, TRAITS } from "../lexicon/adjectives.js";
import { PLACE_NAMES } from "../lexicon/names.js";
import { NOUNS, nounsNamed } from "../lexicon/nouns.js";
import { SER } from "../lexicon/verbs.js";
import { formOf } from "../words/agreement.js";
import { concept, type Phrase, phrase, sequence, word } from "../words/words.js";
import type { Construction } from "./construction.js";

const COMPARED = nounsNamed("object clothes furniture vehicle reading animal place idea work");
const PEOPLE = NOUNS.person;
const SCENES = nounsNamed("city village school hospital office factory theater university");
const SHOPS = nounsNamed("shop market city museum");
const SOLD = nounsNamed("object clothes furniture vehicle");

/** Two of a kind, and adjectives to compare them by. */
function rivals(random: Random, richness: number): [NounPhrase, NounPhrase, readonly Adjective[]] {
	if (random.chance(0.4)) {
		const first = person(random, { richness });
		const second = person(random, { richness, isNamed: true });
		return textOf(first) === textOf(second) ? rivals(random, richness) : [first, second, TRAITS];
	}
	const noun = pickCommon(random, COMPARED);
	const other = pickCommon(
		random,
		COMPARED.filter((item) => item.kind === noun.kind),
	);
	const options = { richness, isDefinite: true };
	const adjectives = lastingAdjectives(noun).filter((adjective) =>
		lastingAdjectives(other).includes(adjective),
	);
	const [first, second] = [thingFor(random, noun, options), thingFor(random, other, options)];
	return textOf(first) === textOf(second) ? rivals(random, richness) : [first, second, adjectives];
}

const textOf = (who: NounPhrase) => who.english.map(({ text }) => text).join(" ");

/** taller | más alto as one unit; more expensive | más caro word by word */
function comparative(adjective: Adjective, spanish: string): Phrase {
	const [first = "", second] = adjective.englishComparative.split(" ");
	const more = concept();
	const quality = concept();
	if (!second) {
		return phrase([word(first, more, quality)], [word("más", more), word(spanish, quality)]);
	}
	return phrase([word(first, more), word(second, quality)], [word("más", more), word(spanish, quality)]);
}

/** tallest, most expensive */
function superlativeForm(adjective: Adjective): string {
	if (adjective.englishComparative.startsWith("more "))
		return adjective.englishComparative.replace("more", "most");
	return adjective.englishComparative.replace(/er$/, "est");
}

const tenses = (random: Random) => ({ tense: random.pick(["present", "present", "past"] as const) });

export const COMPARISONS: readonly Construction[] = [
	{
		name: "more-than",
		weight: 1.4,
		make: (random, richness) => {
			const [first, second, adjectives] = rivals(random, richness);
			const adjective = pickCommon(random, adjectives);
			const than = pairOf("than", "que");
			const compared = comparative(adjective, formOf(adjective.forms, first.agreement));
			const rest = sequence(compared, than, second);
			const much = random.chance(0.25) ? pairOf("much", "mucho") : undefined;
			return statement(first, { verb: SER, english: [much, rest], spanish: [much, rest] }, tenses(random));
		},
	},
	{
		name: "as-as",
		make: (random, richness) => {
			const [first, second, adjectives] = rivals(random, richness);
			const adjective = pickCommon(random, adjectives);
			const quality = pairOf(adjective.english, formOf(adjective.forms, first.agreement));
			const rest = sequence(pairOf("as", "tan"), quality, pairOf("as", "como"), second);
			const finite = { ...tenses(random), isNegative: random.chance(0.4) };
			return statement(first, { verb: SER, english: [rest], spanish: [rest] }, finite);
		},
	},
	{
		name: "the-most",
		weight: 1.2,
		make: (random, richness) => {
			const isPerson = random.chance(0.5);
			const noun = pickCommon(random, isPerson ? PEOPLE : SOLD);
			const subject = isPerson
				? person(random, { richness, isSingular: true })
				: thingFor(random, noun, { richness, isDefinite: true, number: "singular" });
			const compared = isPerson
				? random.pick(PEOPLE.filter((item) => item.gender === subject.agreement.gender))
				: noun;
			const adjective = random.pick(lastingAdjectives(compared));
			return statement(subject, mostOf(random, compared, adjective, richness), tenses(random));
		},
	},
];

/** the tallest girl in the village | la niña más alta del pueblo */
function mostOf(random: Random, noun: (typeof PEOPLE)[number], adjective: Adjective, richness: number) {
	const form = formOf(adjective.forms, { gender: noun.gender, number: "singular" });
	const [first = "", second] = superlativeForm(adjective).split(" ");
	const most = concept();
	const quality = concept();
	const head = nounPhrase({ noun });
	const english = [...head.english];
	const englishMost = second ? [word(first, most), word(second, quality)] : [word(first, most, quality)];
	english.splice(1, 0, ...englishMost);
	const where =
		noun.kind === "person" && random.chance(0.3)
			? pairOf(...random.pick(PLACE_NAMES))
			: knownPlace(random, noun.kind === "person" ? SCENES : SHOPS, richness * 0.5);
	const of = pairOf("in", "de");
	return {
		verb: SER,
		english: [{ english, spanish: [] }, of, where],
		spanish: [head, word("más", most), word(form, quality), of, where],
	};
}
