/**
 * Questions: English asks with "do", Spanish with the verb before its subject and two marks.
 */

import type { Random } from "../../random.js";
import { chooseAdjectives } from "../choosing/adjectives.js";
import { event, fitting, handled, transitive } from "../choosing/events.js";
import { person } from "../choosing/people.js";
import { whereDone } from "../choosing/places.js";
import { timeFor } from "../choosing/times.js";
import { pickCommon } from "../choosing/weighted.js";
import { question, statement, withAfter } from "../grammar/clause.js";
import { type NounPhrase, nounPhrase, pairOf } from "../grammar/noun-phrase.js";
import { subjectPronoun, YOU } from "../grammar/pronouns.js";
import type { Tense } from "../grammar/verb-phrase.js";
import { NO_DETERMINER } from "../lexicon/determiners.js";
import { nounsNamed } from "../lexicon/nouns.js";
import { TRANSITIVE, verbNamed } from "../lexicon/verbs.js";
import { concept, phrase, word } from "../words/words.js";
import type { Construction } from "./construction.js";

const ASKED_TENSES: readonly Tense[] = ["present", "past", "future"];
const COUNTED = nounsNamed("food clothes reading object").filter((noun) => !noun.isMass);

const PLACEABLE = ["buy", "read", "find", "lose", "see", "hide", "draw", "forget", "repair", "sell"].map(
	(english) => verbNamed(TRANSITIVE, english),
);

function asked(random: Random, richness: number): NounPhrase {
	if (random.chance(0.25)) return subjectPronoun(YOU);
	return person(random, { richness: richness * 0.7, isNamed: true });
}

export const QUESTIONS: readonly Construction[] = [
	{
		name: "yes-no-question",
		make: (random, richness) => {
			const tense = random.pick(ASKED_TENSES);
			const done = event(random, { tense, richness });
			const time = random.chance(0.4) ? timeFor(random, tense) : undefined;
			return question(asked(random, richness), withAfter(done, time), { tense });
		},
	},
	{
		name: "when-or-why-question",
		make: (random, richness) => {
			const [english, spanish] = random.pick([
				["when", "cuándo"],
				["why", "por qué"],
			] as const);
			const tense = english === "when" ? random.pick(["past", "future"] as const) : random.pick(ASKED_TENSES);
			const done = event(random, { tense, richness });
			return question(asked(random, richness), done, { tense }, pairOf(english, spanish));
		},
	},
	{
		name: "where-question",
		make: (random, richness) => {
			const tense = random.pick(ASKED_TENSES);
			const done = transitive(random, { tense, richness: 0 }, fitting(PLACEABLE, tense));
			const time = random.chance(0.6) ? timeFor(random, tense) : undefined;
			return question(asked(random, richness), withAfter(done, time), { tense }, pairOf("where", "dónde"));
		},
	},
	{
		name: "what-question",
		make: (random, richness) => {
			const tense = random.pick(ASKED_TENSES);
			const { verb } = handled(random, tense, 0);
			const after = [
				verb.isState ? undefined : whereDone(random, richness),
				random.chance(0.5) ? timeFor(random, tense) : undefined,
			];
			const done = { verb, english: after, spanish: after };
			return question(asked(random, richness), done, { tense }, pairOf("what", "qué"));
		},
	},
	{
		name: "how-many-question",
		make: (random, richness) => {
			const noun = pickCommon(random, COUNTED);
			const verbs = TRANSITIVE.filter(
				(verb) => verb.objects.includes(noun) && !/prefer|hate/.test(verb.english),
			);
			const tense = random.pick(ASKED_TENSES);
			const verb = pickCommon(
				random,
				verbs.filter((fit) => fitting([fit], tense).length > 0),
			);
			const counted = nounPhrase({
				noun,
				number: "plural",
				determiner: NO_DETERMINER,
				adjectives: chooseAdjectives(random, noun, richness),
			});
			const how = concept();
			const amount = phrase(
				[word("how", how), word("many", how), counted],
				[word(noun.gender === "f" ? "cuántas" : "cuántos", how), counted],
			);
			const after = [random.chance(0.5) ? timeFor(random, tense) : undefined];
			return question(asked(random, richness), { verb, english: after, spanish: after }, { tense }, amount);
		},
	},
	{
		name: "who-question",
		make: (random, richness) => {
			const tense = random.pick(["present", "past", "future"] as const);
			const who = { ...subjectPronoun(YOU), ...pairOf("who", "quién"), isDropped: false };
			const anyone: NounPhrase = { ...who, agreement: { person: 3, number: "singular", gender: "m" } };
			const done = event(random, { tense, richness });
			const mark = concept();
			const told = statement(anyone, withAfter(done, timeFor(random, tense)), { tense });
			return phrase([told, word("?", mark)], [word("¿", mark), told, word("?", mark)]);
		},
	},
];
