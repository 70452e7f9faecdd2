/**
 * Possession, routines with reflexive verbs, hours, and commands.
 */

import type { Random } from "../../random.js";
import { clause } from "../choosing/clauses.js";
import { fitting, transitive, whereActive } from "../choosing/events.js";
import { person } from "../choosing/people.js";
import { whereLived } from "../choosing/places.js";
import { owner, thing, things } from "../choosing/things.js";
import { atHour, dayFor, lasting, timeFor } from "../choosing/times.js";
import { pickCommon } from "../choosing/weighted.js";
import { type Predicate, statement, withAfter } from "../grammar/clause.js";
import { type NounPhrase, pairOf } from "../grammar/noun-phrase.js";
import { imperative } from "../grammar/spanish-conjugation.js";
import { nounsNamed } from "../lexicon/nouns.js";
import { verbsOf } from "../lexicon/verb.js";
import { INTRANSITIVE, REFLEXIVE, SER, TRANSITIVE, verbNamed } from "../lexicon/verbs.js";
import { concept, type Phrase, phrase, sequence, word } from "../words/words.js";
import type { Construction } from "./construction.js";

const OWNED = nounsNamed("object clothes vehicle animal reading instrument");
const SCHEDULED = nounsNamed("train bus plane boat");
const OPENING = nounsNamed("shop museum library restaurant bank market bakery pharmacy school");
const SHOWS = nounsNamed("concert game play movie dance lesson exam");
const [LIVE] = verbsOf("live | vivir | | state");
const HOUR_VERBS = {
	moving: verbsOf("leave | salir\narrive | llegar"),
	opening: verbsOf("open | abrir\nclose | cerrar"),
	beginning: verbsOf("begin | empezar\nend | terminar"),
};
const ROUTINES = REFLEXIVE.filter((verb) => !/tired|angry|move/.test(`${verb.english} ${verb.particle}`));
const COMMANDED = [
	"open",
	"close",
	"wash",
	"clean",
	"bring",
	"read",
	"write",
	"buy",
	"paint",
	"repair",
	"study",
	"serve",
	"hide",
	"prepare",
].map((english) => verbNamed(TRANSITIVE, english));

/** open the window | abre la ventana */
function command(random: Random, richness: number): Phrase {
	const done = transitive(random, { tense: "future", richness }, COMMANDED);
	const deed = concept();
	return phrase(
		[word(done.verb.english, deed), done.english],
		[word(imperative(done.verb.spanish), deed), done.spanish],
	);
}

function scheduled(random: Random, richness: number): [NounPhrase, Predicate] {
	const [nouns, verbs] = random.pick([
		[SCHEDULED, HOUR_VERBS.moving],
		[OPENING, HOUR_VERBS.opening],
		[SHOWS, HOUR_VERBS.beginning],
	] as const);
	const what = thing(random, nouns, { richness: richness * 0.6, isDefinite: true, number: "singular" });
	const hour = atHour(random);
	return [what, { verb: pickCommon(random, verbs), english: [hour], spanish: [hour] }];
}

export const EVERYDAY: readonly Construction[] = [
	{
		name: "belongs-to",
		make: (random, richness) => {
			// these red boots belong to my sister | estas botas rojas son de mi hermana
			const what = things(random, OWNED, { richness, isDefinite: true });
			const whose = random.chance(0.5) ? owner(random) : person(random, { richness, isNamed: true });
			const belongs = { ...SER, english: "belong", particle: "to", preposition: "de" };
			const tense = random.pick(["present", "present", "past"] as const);
			return statement(what, { verb: belongs, english: [whose], spanish: [whose] }, { tense });
		},
	},
	{
		name: "live-somewhere",
		make: (random, richness) => {
			const tense = random.pick(["present", "past", "future", "usedTo"] as const);
			const where = whereLived(random, Math.max(richness, 1));
			const subject = person(random, { richness });
			return statement(
				subject,
				{ verb: LIVE!, english: [where], spanish: [where] },
				{ tense, isNegative: random.chance(0.15) },
			);
		},
	},
	{
		name: "routine",
		weight: 1.2,
		make: (random, richness) => {
			const tense = random.pick(["present", "past", "future"] as const);
			const subject = person(random, { richness: Math.max(richness, 0.5) });
			const verb = pickCommon(random, fitting(ROUTINES, tense));
			const shaped = random.chance(0.6)
				? sequence(atHour(random), dayFor(random, tense))
				: sequence(timeFor(random, tense));
			const first = statement(subject, { verb, english: [shaped], spanish: [shaped] }, { tense });
			if (!random.chance(0.4 * richness)) return first;
			const second = clause(random, { tense, richness: richness * 0.6, isSimple: true });
			return sequence(first, pairOf("and", "y"), second);
		},
	},
	{
		name: "hours",
		make: (random, richness) => {
			const tense = random.pick(["present", "past", "future"] as const);
			const [what, done] = scheduled(random, richness);
			return statement(what, withAfter(done, dayFor(random, tense)), { tense });
		},
	},
	{
		name: "how-long",
		make: (random, richness) => {
			const tense = random.pick(["past", "future", "past"] as const);
			const verb = pickCommon(
				random,
				INTRANSITIVE.filter((item) => item.english !== "shout"),
			);
			const isLong = verb.english === "work" || verb.english === "travel";
			const long = lasting(random, !isLong);
			const where = whereActive(random, verb, richness);
			const subject = person(random, { richness });
			return statement(subject, { verb, english: [where, long], spanish: [where, long] }, { tense });
		},
	},
	{
		name: "command",
		make: (random, richness) => {
			const first = command(random, richness);
			const second = random.chance(0.45)
				? sequence(pairOf("and", "y"), command(random, richness))
				: undefined;
			if (random.chance(0.5)) return sequence(first, second);
			return sequence(pairOf("please", "por favor"), pairOf(",", ","), first, second);
		},
	},
];
