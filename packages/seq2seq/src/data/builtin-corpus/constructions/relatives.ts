/**
 * Relative clauses, in the middle and at the end of the sentence.
 */

import type { Random } from "../../random.js";
import { chooseAdjectives, lastingAdjectives } from "../choosing/adjectives.js";
import { event, fitting, handled } from "../choosing/events.js";
import { describedPerson, person } from "../choosing/people.js";
import { whereLived, whereLying } from "../choosing/places.js";
import { STRANGERS, thing } from "../choosing/things.js";
import { pickCommon } from "../choosing/weighted.js";
import { type Predicate, statement } from "../grammar/clause.js";
import { type NounPhrase, nounPhrase } from "../grammar/noun-phrase.js";
import { withObjectRelative, withSubjectRelative } from "../grammar/relative-clause.js";
import type { Tense } from "../grammar/verb-phrase.js";
import { STATES, TRAITS } from "../lexicon/adjectives.js";
import { THAT, THE } from "../lexicon/determiners.js";
import type { Noun } from "../lexicon/noun.js";
import { type Verb, verbsOf } from "../lexicon/verb.js";
import { ESTAR, SER, TRANSITIVE, verbNamed } from "../lexicon/verbs.js";
import { describedAs } from "./being.js";
import type { Construction } from "./construction.js";

const [LIVE] = verbsOf("live | vivir | | state");
const KNOWING = verbsOf(`
	know | conocer | | state
	admire | admirar | | state
	visit | visitar
	help | ayudar
	greet | saludar
	see | ver
	call | llamar
	invite | invitar
`);

// What cannot be done to a thing that was there before.
const CREATING = new Set(["write", "build", "discover"]);

// What somebody may have done before to a thing that is spoken of.
const EARLIER = [
	"buy",
	"sell",
	"find",
	"lose",
	"bring",
	"choose",
	"steal",
	"see",
	"forget",
	"repair",
	"write",
	"draw",
].map((english) => verbNamed(TRANSITIVE, english));
const TENSES: readonly Tense[] = ["present", "past", "past"];

/** The man, that tall woman: definite, so that a relative clause can tell which. */
function known(random: Random, richness: number): NounPhrase {
	const noun = pickCommon(random, STRANGERS);
	const number = random.chance(0.25) ? "plural" : "singular";
	const adjectives = chooseAdjectives(random, noun, richness * 0.6);
	return nounPhrase({ noun, number, adjectives, determiner: random.chance(0.85) ? THE : THAT });
}

/** A thing, what is done to it, and what was done to it before. */
function handledEarlier(random: Random, richness: number): { verb: Verb; earlier: Verb; object: NounPhrase } {
	const earlier = pickCommon(random, EARLIER);
	const verb = pickCommon(
		random,
		fitting(TRANSITIVE, "past").filter(
			(item) => item !== earlier && !item.isState && !CREATING.has(item.english),
		),
	);
	const nouns = verb.objects.filter(
		(noun) => earlier.objects.includes(noun) && !noun.isMass && noun.kind !== "person",
	);
	if (nouns.length === 0) return handledEarlier(random, richness);
	return { verb, earlier, object: thing(random, nouns, { richness, isToBeTold: true }) };
}

/** What is said of the person whom a relative clause told apart. */
function aboutPerson(random: Random, who: NounPhrase, richness: number): [Predicate, Tense] {
	const tense = random.pick(TENSES);
	switch (random.below(4)) {
		case 0: {
			const where = whereLived(random, richness);
			return [{ verb: LIVE!, english: [where], spanish: [where] }, tense];
		}
		case 1: {
			const isState = random.chance(0.5);
			const said = describedAs(random, who, isState ? STATES : TRAITS);
			return [{ verb: isState ? ESTAR : SER, english: [said], spanish: [said] }, tense];
		}
		default:
			return [event(random, { tense, richness: richness * 0.6 }), tense];
	}
}

export const RELATIVES: readonly Construction[] = [
	{
		name: "who-relative-subject",
		weight: 2.2,
		make: (random, richness) => {
			const innerTense = random.pick(TENSES);
			const inner = event(random, { tense: innerTense, richness: richness * 0.6, isSimple: true });
			const who = withSubjectRelative(known(random, richness), inner, { tense: innerTense });
			const [said, tense] = aboutPerson(random, who, richness);
			return statement(who, said, { tense });
		},
	},
	{
		name: "that-relative-subject",
		weight: 1.8,
		make: (random, richness) => {
			const relativeTense = random.pick(["past", "past", "present"] as const);
			const { verb, object } = handled(random, relativeTense, richness * 0.7);
			const buyer = person(random, { richness: richness * 0.6 });
			const what = withObjectRelative(object, verb, buyer, { tense: relativeTense });
			const tense = random.pick(["present", "past"] as const);
			if (random.chance(0.5) && object.kind !== "idea" && object.kind !== "work" && object.kind !== "place") {
				const where = whereLying(random, richness * 0.7);
				return statement(what, { verb: ESTAR, english: [where], spanish: [where] }, { tense });
			}
			const adjectives = lastingAdjectives({ kind: object.kind, english: "", isMass: false } as Noun);
			if (adjectives.length === 0)
				return statement(what, { verb: ESTAR, english: [], spanish: [] }, { tense });
			const said = describedAs(random, what, adjectives);
			return statement(what, { verb: SER, english: [said], spanish: [said] }, { tense });
		},
	},
	{
		name: "relative-object",
		weight: 1.6,
		make: (random, richness) => {
			// pedro reads the letter that his sister wrote | pedro lee la carta que su hermana escribió
			const { verb, object, earlier } = handledEarlier(random, richness * 0.7);
			const maker = person(random, { richness: richness * 0.6, isNamed: true });
			const what = withObjectRelative(object, earlier, maker, { tense: "past" });
			return statement(
				person(random, { richness: richness * 0.6 }),
				{ verb, english: [what], spanish: [what] },
				{ tense: "past" },
			);
		},
	},
	{
		name: "know-somebody-who",
		weight: 1.6,
		make: (random, richness) => {
			const innerTense = random.pick(TENSES);
			const inner = event(random, { tense: innerTense, richness });
			const whom = withSubjectRelative(describedPerson(random, { richness: richness * 0.5 }), inner, {
				tense: innerTense,
			});
			const verb = pickCommon(random, KNOWING);
			const tense = verb.isState ? "present" : "past";
			return statement(
				person(random, { richness: richness * 0.5, isNamed: true }),
				{ verb, english: [whom], spanish: ["a", whom] },
				{ tense },
			);
		},
	},
];
