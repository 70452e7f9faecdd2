/**
 * The weather: English needs an "it", Spanish makes cold and heat (hace frío).
 */

import type { Random } from "../../random.js";
import { event } from "../choosing/events.js";
import { person } from "../choosing/people.js";
import { choose } from "../choosing/weighted.js";
import { statement } from "../grammar/clause.js";
import { pairOf } from "../grammar/noun-phrase.js";
import { adverbial, NOW_TIMES, PAST_TIMES } from "../lexicon/adverbials.js";
import { PLACE_NAMES } from "../lexicon/names.js";
import { concept, expression, type Phrase, phrase, sequence, word } from "../words/words.js";
import type { Construction } from "./construction.js";

type WeatherTense = "present" | "past";

const MADE: readonly (readonly [english: string, spanish: string])[] = [
	["cold", "frío"],
	["hot", "calor"],
	["windy", "viento"],
	["sunny", "sol"],
];

const FALLING: readonly (readonly [english: string, progressive: string])[] = [
	["raining", "lloviendo"],
	["snowing", "nevando"],
];

/** it is very cold | hace mucho frío; it is raining | está lloviendo */
export function weather(random: Random, tense: WeatherTense): Phrase {
	const be = tense === "present" ? "is" : "was";
	const weatherly = concept();
	const it = [word("it", weatherly), word(be, weatherly)];
	return choose(random, [
		[
			2,
			() => {
				const very = random.chance(0.4) ? pairOf("very", "mucho") : undefined;
				const kind = pairOf(...random.pick(MADE));
				return phrase(
					[it, very, kind],
					[word(tense === "present" ? "hace" : "hacía", weatherly), very, kind],
				);
			},
		],
		[
			2,
			() => {
				const falling = pairOf(...random.pick(FALLING));
				return phrase([it, falling], [word(tense === "present" ? "está" : "estaba", weatherly), falling]);
			},
		],
		[
			1,
			() => {
				const cloudy = pairOf("cloudy", "nublado");
				return phrase([it, cloudy], [word(tense === "present" ? "está" : "estaba", weatherly), cloudy]);
			},
		],
	]);
}

function inPlace(random: Random): Phrase {
	return sequence(pairOf("in", "en"), pairOf(...random.pick(PLACE_NAMES)));
}

export const WEATHER: readonly Construction[] = [
	{
		name: "weather",
		weight: 0.6,
		make: (random) => {
			const tense = random.pick(["present", "past"] as const);
			const time = adverbial(random.pick(tense === "past" ? PAST_TIMES : NOW_TIMES));
			const first = sequence(weather(random, tense), inPlace(random), time);
			if (random.chance(0.4)) return first;
			const there = expression("but", "pero");
			return sequence(first, pairOf(",", ","), there, weather(random, tense), inPlace(random));
		},
	},
	{
		name: "weather-and-people",
		weight: 1.2,
		make: (random, richness) => {
			const subject = person(random, { richness, isNamed: true });
			const done = event(random, { tense: "present", richness, isSimple: true });
			const when = pairOf("when", "cuando");
			const told = statement(subject, done, { tense: "present" });
			if (random.chance(0.5)) return sequence(when, weather(random, "present"), pairOf(",", ","), told);
			return sequence(told, when, weather(random, "present"));
		},
	},
];
