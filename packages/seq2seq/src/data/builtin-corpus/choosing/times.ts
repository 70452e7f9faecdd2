/**
 * When, fitting the tense.
 */
import type { Random } from "../../random.js";
import { pairOf } from "../grammar/noun-phrase.js";
import type { Tense } from "../grammar/verb-phrase.js";
import { adverbial, FUTURE_TIMES, HABIT_TIMES, NOW_TIMES, PAST_TIMES } from "../lexicon/adverbials.js";
import { SMALL_NUMBERS } from "../lexicon/numbers.js";
import { concept, type Phrase, phrase, sequence, word } from "../words/words.js";

const UNITS: readonly (readonly [english: string, spanish: string])[] = [
	["days", "días"],
	["weeks", "semanas"],
	["months", "meses"],
	["years", "años"],
];

const SHORT_UNITS: readonly (readonly [english: string, spanish: string])[] = [
	["minutes", "minutos"],
	["hours", "horas"],
];

/** Undefined for the perfect tenses, which go with "already". */
export function timeFor(random: Random, tense: Tense): Phrase | undefined {
	switch (tense) {
		case "past":
			return random.chance(0.15) ? ago(random) : adverbial(random.pick(PAST_TIMES));
		case "pastProgressive":
			return adverbial(random.pick(PAST_TIMES.filter(([english]) => !/week|month|year|er$/.test(english))));
		case "future":
		case "goingTo":
		case "conditional":
			return adverbial(random.pick(FUTURE_TIMES));
		case "present":
		case "usedTo":
			return adverbial(random.pick(HABIT_TIMES));
		case "progressive":
			return adverbial(random.pick(NOW_TIMES));
		case "perfect":
		case "pluperfect":
			return undefined;
		default:
			return tense satisfies never;
	}
}

/** The day alone, to go with an hour: yesterday, on sundays. */
export function dayFor(random: Random, tense: "present" | "past" | "future"): Phrase {
	const times = { present: HABIT_TIMES, past: PAST_TIMES, future: FUTURE_TIMES }[tense];
	return adverbial(
		random.pick(times.filter(([english]) => /^(on |every day|yesterday$|tomorrow$)/.test(english))),
	);
}

/** three weeks ago | hace tres semanas */
export function ago(random: Random): Phrase {
	const count = pairOf(...random.pick(SMALL_NUMBERS));
	const unit = pairOf(...random.pick(UNITS));
	const since = pairOf("ago", "hace");
	return phrase([count, unit, since], [since, count, unit]);
}

/** for three hours | durante tres horas */
export function lasting(random: Random, isShort: boolean): Phrase {
	const count = pairOf(...random.pick(SMALL_NUMBERS));
	const unit = pairOf(...random.pick(isShort ? SHORT_UNITS : UNITS));
	return sequence(pairOf("for", "durante"), count, unit);
}

/** at nine o'clock | a las nueve: the hour says what "o'clock" does. */
export function atHour(random: Random): Phrase {
	const hour = concept();
	const [english, spanish] = random.pick(SMALL_NUMBERS);
	const at = concept();
	return phrase(
		[word("at", at), word(english, hour), word("o'clock", hour)],
		[word("a", at), word("las"), word(spanish, hour)],
	);
}
