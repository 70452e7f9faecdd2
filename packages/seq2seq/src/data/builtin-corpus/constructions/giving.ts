/**
 * Giving: the receiver is doubled by a clitic, and two clitics stand before the verb.
 */

import { fitting, giving } from "../choosing/events.js";
import { person } from "../choosing/people.js";
import { things } from "../choosing/things.js";
import { timeFor } from "../choosing/times.js";
import { pickCommon } from "../choosing/weighted.js";
import { type Predicate, statement, withAfter } from "../grammar/clause.js";
import { pairOf } from "../grammar/noun-phrase.js";
import {
	ALL_PRONOUNS,
	directClitic,
	englishObject,
	HE,
	I,
	indirectClitic,
	type Pronoun,
	SHE,
	sameSubject,
	THEY,
	WE,
} from "../grammar/pronouns.js";
import type { Tense } from "../grammar/verb-phrase.js";
import { nounsNamed } from "../lexicon/nouns.js";
import { DITRANSITIVE, TRANSITIVE, verbNamed } from "../lexicon/verbs.js";
import { concept, sequence, word } from "../words/words.js";
import type { Construction } from "./construction.js";

const BEFORE_GIVING = ["buy", "find", "choose"].map((english) => verbNamed(TRANSITIVE, english));
const HANDED_OVER = ["give", "send", "show", "lend"].map((english) => verbNamed(DITRANSITIVE, english));
const HANDY = nounsNamed("object reading clothes");
const GIVING_TENSES: readonly Tense[] = ["present", "past", "past", "future", "perfect"];

/** Not to oneself: "I gave it to me" would need a reflexive. */
function receivers(subject: { readonly person: number; readonly number: string }): readonly Pronoun[] {
	return ALL_PRONOUNS.filter(
		({ agreement }) => agreement.person === 3 || agreement.person !== subject.person,
	).filter((item) => !(subject.person === 1 && (item === I || item === WE)));
}

export const GIVING: readonly Construction[] = [
	{
		name: "give-something-to-somebody",
		weight: 1.3,
		make: (random, richness) => {
			const tense = random.pick(GIVING_TENSES);
			const subject = person(random, { richness });
			const time = tense !== "perfect" && random.chance(0.35) ? timeFor(random, tense) : undefined;
			const given = withAfter(giving(random, { tense, richness }), time);
			return statement(subject, given, { tense, isNegative: random.chance(0.12) });
		},
	},
	{
		name: "give-me-something",
		make: (random, richness) => {
			// maria gave me two books | maría me dio dos libros
			const tense = random.pick(GIVING_TENSES);
			const subject = person(random, { richness });
			const verb = pickCommon(
				random,
				fitting(DITRANSITIVE, tense).filter((item) => item.english !== "explain"),
			);
			const gift = things(random, verb.objects, { richness });
			const receiver = random.pick(
				receivers(subject.agreement).filter((item) => item !== HE && item !== SHE && item !== THEY),
			);
			const who = concept();
			const clitics = [{ text: receiver.indirect, concepts: [who] }];
			const time = tense !== "perfect" && random.chance(0.4) ? timeFor(random, tense) : undefined;
			const predicate: Predicate = {
				verb,
				clitics,
				english: [
					needsTo(verb.english)
						? [gift, word("to", who), word(receiver.object, who)]
						: [word(receiver.object, who), gift],
					time,
				],
				spanish: [gift, time],
			};
			return statement(subject, predicate, { tense });
		},
	},
	{
		name: "give-it-to-me",
		weight: 1.2,
		make: (random, richness) => {
			// ana bought the red table and gave it to me | ana compró la mesa roja y me la dio
			const tense = random.pick(["past", "future"] as const);
			const subject = person(random, { richness });
			const first = random.pick(BEFORE_GIVING);
			const gift = things(random, HANDY, { richness });
			const receiver = random.pick(receivers(subject.agreement));
			const verb = random.pick(HANDED_OVER);
			const who = concept();
			const what = concept();
			const isThird = receiver.agreement.person === 3;
			// "to her" is "a ella" again; "to me" is said by the clitic alone.
			const to = isThird ? concept() : who;
			const predicate: Predicate = {
				verb,
				clitics: [
					// le lo is se lo
					{ text: isThird ? "se" : indirectClitic(receiver.agreement), concepts: [who] },
					{ text: directClitic(gift.agreement), concepts: [what] },
				],
				english: [word(englishObject(gift), what), word("to", to), word(receiver.object, who)],
				// "se" could be to anybody: Spanish says to whom.
				spanish: isThird ? [word("a", to), word(receiver.prepositional, who)] : [],
			};
			const got = statement(subject, { verb: first, english: [gift], spanish: [gift] }, { tense });
			const gave = statement({ ...sameSubject(subject), english: [], isDropped: false }, predicate, {
				tense,
			});
			return sequence(got, pairOf("and", "y"), gave);
		},
	},
];

/** "explained me the rule" is no English. */
function needsTo(english: string): boolean {
	return ["explain", "return", "promise"].includes(english);
}
