/**
 * Infinitives: wants to buy, can swim, before eating, to buy bread; clitics are written behind them.
 */

import type { Random } from "../../random.js";
import { activity, event, fitting, motion, transitive } from "../choosing/events.js";
import { person } from "../choosing/people.js";
import { thing } from "../choosing/things.js";
import { timeFor } from "../choosing/times.js";
import { pickCommon } from "../choosing/weighted.js";
import { infinitive, type Predicate, statement, withAfter } from "../grammar/clause.js";
import { ingForm } from "../grammar/english-conjugation.js";
import { MODALS, modalStatement } from "../grammar/modal.js";
import { type NounPhrase, pairOf } from "../grammar/noun-phrase.js";
import { directClitic, englishObject, reflexiveClitic, sameSubject } from "../grammar/pronouns.js";
import type { Verb } from "../lexicon/verb.js";
import { TRANSITIVE, verbNamed, WITH_INFINITIVE } from "../lexicon/verbs.js";
import { concept, type Phrase, phrase, sequence, word } from "../words/words.js";
import type { Construction } from "./construction.js";

function toDo(random: Random, subject: NounPhrase, richness: number): Phrase {
	const done = event(random, { tense: "present", richness, isSimple: true });
	return infinitive(done, reflexiveClitic(subject.agreement));
}

const HANDLED = [
	"buy",
	"sell",
	"read",
	"wash",
	"clean",
	"repair",
	"paint",
	"steal",
	"use",
	"feed",
	"draw",
	"open",
	"wear",
].map((english) => verbNamed(TRANSITIVE, english));
const SEEN = ["see", "find", "buy"].map((english) => verbNamed(TRANSITIVE, english));

const DAILY = [
	"eat",
	"drink",
	"read",
	"write",
	"cook",
	"wash",
	"clean",
	"study",
	"paint",
	"repair",
	"close",
	"open",
].map((english) => verbNamed(TRANSITIVE, english));
const PURPOSES = ["buy", "sell", "see", "visit", "help", "greet", "look for", "paint", "draw"].map(
	(english) => verbNamed(TRANSITIVE, english),
);

export const INFINITIVES: readonly Construction[] = [
	{
		name: "want-to-do",
		weight: 1.5,
		make: (random, richness) => {
			const tense = random.pick(["present", "past"] as const);
			const verb = pickCommon(random, fitting(WITH_INFINITIVE, tense));
			const subject = person(random, { richness });
			const action = toDo(random, subject, richness);
			const time = random.chance(0.25) ? timeFor(random, "future") : undefined;
			const rest = tense === "present" ? [action, time] : [action];
			return statement(
				subject,
				{ verb, english: rest, spanish: rest },
				{ tense, isNegative: random.chance(0.2) },
			);
		},
	},
	{
		name: "modal",
		weight: 1.3,
		make: (random, richness) => {
			const subject = person(random, { richness });
			return modalStatement(
				subject,
				random.pick(MODALS),
				toDo(random, subject, richness),
				random.chance(0.3),
			);
		},
	},
	{
		name: "want-to-do-it",
		weight: 1.2,
		make: (random, richness) => {
			// juan found the old car and wants to repair it | juan encontró el coche viejo y quiere repararlo
			const subject = person(random, { richness });
			const { first, then, object } = foundAndHandled(random, richness);
			const what = concept();
			const action = infinitive({
				verb: then,
				clitics: [{ text: directClitic(object.agreement), concepts: [what] }],
				english: [word(englishObject(object), what)],
				spanish: [],
			});
			const wanting = random.pick(WITH_INFINITIVE.filter((item) => !item.isOnce && item.english !== "begin"));
			const wants: Predicate = { verb: wanting, english: [action], spanish: [action] };
			const takesA = object.kind === "animal" && first.caresForAnimals ? "a" : undefined;
			const got = statement(
				subject,
				{ verb: first, english: [object], spanish: [takesA, object] },
				{ tense: "past" },
			);
			const silent = { ...sameSubject(subject), english: [], isDropped: false };
			return sequence(got, pairOf("and", "y"), statement(silent, wants, { tense: "present" }));
		},
	},
	{
		name: "purpose",
		weight: 1.2,
		make: (random, richness) => {
			const tense = random.pick(["present", "past", "future"] as const);
			const subject = person(random, { richness });
			const gone = motion(random, { tense, richness });
			const action = infinitive(transitive(random, { tense: "future", richness }, PURPOSES));
			const purpose = sequence(pairOf("to", "para"), action);
			const time = random.chance(0.3) ? timeFor(random, tense) : undefined;
			return statement(subject, withAfter(gone, purpose, time), { tense });
		},
	},
	{
		name: "before-or-after-doing",
		weight: 1.2,
		make: (random, richness) => {
			const tense = random.pick(["present", "past", "future"] as const);
			const subject = person(random, { richness });
			const order = random.pick([
				["before", "antes de"],
				["after", "después de"],
			] as const);
			const doing = gerundive(transitive(random, { tense: "present", richness: richness * 0.7 }, DAILY));
			const adverbial = sequence(pairOf(order[0], order[1]), doing);
			const done = random.chance(0.5)
				? activity(random, { tense, richness })
				: event(random, { tense, richness, isSimple: true });
			if (random.chance(0.5)) {
				return sequence(adverbial, pairOf(",", ","), statement(subject, done, { tense }));
			}
			return statement(subject, withAfter(done, adverbial), { tense });
		},
	},
];

/** eating the soup | comer la sopa */
function gerundive(done: Predicate): Phrase {
	const meaning = concept();
	const particle = done.verb.particle === "" ? [] : [word(done.verb.particle, meaning)];
	return phrase(
		[word(ingForm(done.verb.english), meaning), particle, done.english],
		[word(done.verb.spanish, meaning), done.spanish],
	);
}

/** Something that can be found, and what else can be done with it. */
function foundAndHandled(random: Random, richness: number): { first: Verb; then: Verb; object: NounPhrase } {
	const first = random.pick(SEEN);
	const then = random.pick(HANDLED);
	const nouns = first.objects.filter((noun) => then.objects.includes(noun) && noun.kind !== "person");
	if (nouns.length === 0 || first === then) return foundAndHandled(random, richness);
	return { first, then, object: thing(random, nouns, { richness, isDefinite: true }) };
}
