/**
 * Plain statements in every tense, affirmed and denied.
 */

import type { Random } from "../../random.js";
import { event, motion, transitive } from "../choosing/events.js";
import { person } from "../choosing/people.js";
import { timeFor } from "../choosing/times.js";
import { type Predicate, statement, withAfter } from "../grammar/clause.js";
import type { NounPhrase } from "../grammar/noun-phrase.js";
import { pairOf } from "../grammar/noun-phrase.js";
import type { Tense } from "../grammar/verb-phrase.js";
import { adverbial, FREQUENCIES } from "../lexicon/adverbials.js";
import { type Phrase, sequence } from "../words/words.js";
import type { Construction } from "./construction.js";

/** The time behind the sentence, or before it with a comma. */
function withTime(
	random: Random,
	subject: NounPhrase,
	done: Predicate,
	tense: Tense,
	isNegative: boolean,
): Phrase {
	const time = random.chance(0.65) ? timeFor(random, tense) : undefined;
	if (!time) return statement(subject, done, { tense, isNegative });
	if (random.chance(0.35)) {
		return sequence(time, pairOf(",", ","), statement(subject, done, { tense, isNegative }));
	}
	return statement(subject, withAfter(done, time), { tense, isNegative });
}

function inTense(name: string, tense: Tense, isNegative = false): Construction {
	return {
		name,
		weight: 0.7,
		make: (random, richness) => {
			const subject = person(random, { richness });
			return withTime(random, subject, event(random, { tense, richness }), tense, isNegative);
		},
	};
}

function already(name: string, tense: "perfect" | "pluperfect"): Construction {
	return {
		name,
		weight: 0.7,
		make: (random, richness) => {
			const subject = person(random, { richness });
			const done = random.chance(0.7)
				? transitive(random, { tense, richness })
				: motion(random, { tense, richness });
			const adverb = random.chance(0.5) ? pairOf("already", "ya") : undefined;
			return statement(subject, { ...done, adverb }, { tense });
		},
	};
}

export const TENSES: readonly Construction[] = [
	inTense("present", "present"),
	inTense("past", "past"),
	inTense("future", "future"),
	inTense("going-to", "goingTo"),
	inTense("progressive", "progressive"),
	inTense("past-progressive", "pastProgressive"),
	inTense("used-to", "usedTo"),
	inTense("denied-present", "present", true),
	inTense("denied-past", "past", true),
	inTense("denied-future", "future", true),
	already("perfect", "perfect"),
	already("pluperfect", "pluperfect"),
	{
		name: "frequency",
		make: (random, richness) => {
			const adverb = adverbial(random.pick(FREQUENCIES));
			const done = event(random, { tense: "present", richness });
			return statement(person(random, { richness }), { ...done, adverb }, { tense: "present" });
		},
	},
];
