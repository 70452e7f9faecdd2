/**
 * Wishes about others: English has an infinitive, Spanish a clause in the subjunctive.
 *
 *     maria wants the boy to eat the soup | maría quiere que el niño coma la sopa
 */

import type { Random } from "../../random.js";
import { event } from "../choosing/events.js";
import { person } from "../choosing/people.js";
import { pickCommon } from "../choosing/weighted.js";
import { statement, wish } from "../grammar/clause.js";
import type { NounPhrase } from "../grammar/noun-phrase.js";
import { ALL_PRONOUNS, indirectClitic, subjectPronoun } from "../grammar/pronouns.js";
import { verbNamed, WITH_WISH } from "../lexicon/verbs.js";
import { type Phrase, word } from "../words/words.js";
import type { Construction } from "./construction.js";

const ASK = verbNamed(WITH_WISH, "ask");
const WISHING = WITH_WISH.filter((verb) => verb !== ASK);

/** Who should do it: as subject of the Spanish clause, as object in English. */
function wished(random: Random, richness: number): { subject: NounPhrase; object: Phrase } {
	if (random.chance(0.3)) {
		const pronoun = random.pick(ALL_PRONOUNS.filter((item) => item.subject !== "you"));
		const subject = subjectPronoun(pronoun);
		return { subject, object: { english: [word(pronoun.object, subject.referent)], spanish: [] } };
	}
	const subject = person(random, { richness: richness * 0.6, isNamed: true });
	return { subject, object: { english: subject.english, spanish: [] } };
}

export const WISHES: readonly Construction[] = [
	{
		name: "want-somebody-to-do",
		weight: 1.6,
		make: (random, richness) => {
			const who = person(random, { richness: richness * 0.6, isNamed: true });
			const { subject, object } = wished(random, richness);
			const wanted = wish(subject, object, event(random, { tense: "present", richness, isSimple: true }));
			const verb = pickCommon(random, WISHING);
			const isNegative = verb.english !== "prefer" && random.chance(0.25);
			return statement(who, { verb, english: [wanted], spanish: [wanted] }, { tense: "present", isNegative });
		},
	},
	{
		name: "ask-somebody-to-do",
		make: (random, richness) => {
			// the teacher asks pedro to read the poem | el profesor le pide a pedro que lea el poema
			const who = person(random, { richness: richness * 0.6, isNamed: true });
			const asked = person(random, { richness: richness * 0.5, isNamed: true });
			const todo = wish(
				{ ...asked, english: [], spanish: [] },
				{ english: [], spanish: [] },
				event(random, { tense: "present", richness, isSimple: true }),
			);
			const predicate = {
				verb: ASK,
				clitics: [{ text: indirectClitic(asked.agreement), concepts: [asked.referent] }],
				english: [asked, todo],
				spanish: ["a", asked, todo],
			};
			return statement(who, predicate, { tense: "present" });
		},
	},
];
