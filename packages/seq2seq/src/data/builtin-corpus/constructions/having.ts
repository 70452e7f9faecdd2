/**
 * Tener where English has "to be": is hungry, tiene hambre; is ten years old, tiene diez años.
 */

import type { Random } from "../../random.js";
import { event } from "../choosing/events.js";
import { person } from "../choosing/people.js";
import { whereDone } from "../choosing/places.js";
import { infinitive, statement } from "../grammar/clause.js";
import { type NounPhrase, pairOf } from "../grammar/noun-phrase.js";
import { reflexiveClitic } from "../grammar/pronouns.js";
import { NUMBERS } from "../lexicon/numbers.js";
import type { Verb } from "../lexicon/verb.js";
import { SER } from "../lexicon/verbs.js";
import { concept, type Phrase, phrase, word } from "../words/words.js";
import type { Construction } from "./construction.js";

/** English "be" that Spanish says as "tener". */
export const BE_TENER: Verb = { ...SER, spanish: "tener" };

const FEELINGS: readonly (readonly [english: string, spanish: string])[] = [
	["hungry", "hambre"],
	["thirsty", "sed"],
	["cold", "frío"],
	["hot", "calor"],
	["sleepy", "sueño"],
	["afraid", "miedo"],
	["lucky", "suerte"],
	["right", "razón"],
];

/** hungry | hambre; very hungry | mucha hambre */
export function feeling(random: Random): Phrase {
	const [english, spanish] = random.pick(FEELINGS);
	const isFeminine = /hambre|sed|suerte|razón/.test(spanish);
	const isStrong = spanish !== "razón" && random.chance(0.35);
	const very = isStrong ? pairOf("very", isFeminine ? "mucha" : "mucho") : undefined;
	const felt = pairOf(english, spanish);
	return phrase([very, felt], [very, felt]);
}

/** of going to the market: afraid to go, miedo de ir */
function afraidTo(random: Random, subject: NounPhrase, richness: number): Phrase {
	const afraid = pairOf("afraid", "miedo");
	const action = infinitive(
		event(random, { tense: "present", richness, isSimple: true }),
		reflexiveClitic(subject.agreement),
	);
	const to = pairOf("to", "de");
	return phrase([afraid, to, action], [afraid, to, action]);
}

const tenses = (random: Random) => ({
	tense: random.pick(["present", "present", "past"] as const),
	isNegative: random.chance(0.2),
});

export const HAVING: readonly Construction[] = [
	{
		name: "tener-feeling",
		make: (random, richness) => {
			const subject = person(random, { richness });
			const felt = feeling(random);
			const where = random.chance(0.5) ? whereDone(random, richness) : undefined;
			const predicate = {
				verb: { ...BE_TENER, isState: true },
				english: [felt, where],
				spanish: [felt, where],
			};
			return statement(subject, predicate, tenses(random));
		},
	},
	{
		name: "tener-age",
		make: (random, richness) => {
			const subject = person(random, { richness: Math.max(richness, 1) });
			const count = pairOf(...random.pick(NUMBERS));
			const years = concept();
			const age = phrase([count, word("years", years), word("old", years)], [count, word("años", years)]);
			return statement(subject, { verb: BE_TENER, english: [age], spanish: [age] }, { tense: "present" });
		},
	},
	{
		name: "tener-miedo-to-do",
		make: (random, richness) => {
			const subject = person(random, { richness });
			const afraid = afraidTo(random, subject, richness);
			return statement(subject, { verb: BE_TENER, english: [afraid], spanish: [afraid] }, tenses(random));
		},
	},
];
