/**
 * Things to speak of, chosen at random: a red car, my sister's old books, three cats.
 */
import type { Random } from "../../random.js";
import { coordination, type NounPhrase, named, nounPhrase } from "../grammar/noun-phrase.js";
import {
	A,
	ANOTHER,
	type Determiner,
	HER,
	HIS,
	MANY,
	MY,
	NO_DETERMINER,
	OUR,
	SEVERAL,
	SOME,
	THAT,
	THE,
	THEIR,
	THIS,
} from "../lexicon/determiners.js";
import { KIN, PEOPLE } from "../lexicon/living.js";
import { MATERIALS } from "../lexicon/materials.js";
import { NAMES } from "../lexicon/names.js";
import type { Noun } from "../lexicon/noun.js";
import { SMALL_NUMBERS } from "../lexicon/numbers.js";
import type { GrammaticalNumber } from "../words/agreement.js";
import { chooseAdjectives, chooseOrdinal } from "./adjectives.js";
import { choose, pickCommon, pickSeveral } from "./weighted.js";

export interface ThingOptions {
	/** 0 plain, 1 with an adjective at times, 2 with more. */
	readonly richness: number;
	/** Only with article, demonstrative or owner: what a sentence can be about. */
	readonly isDefinite?: boolean;
	/** Only with the article: a relative clause will tell which. */
	readonly isToBeTold?: boolean;
	readonly number?: GrammaticalNumber;
}

/** "The friend" wants to know whose. */
export const STRANGERS = PEOPLE.filter((noun) => !/friend|neighbor|guest/.test(noun.english));
const POSSESSIVES = [MY, HIS, HER, OUR, THEIR];

/** One phrase for one of `nouns`. */
export function thing(random: Random, nouns: readonly Noun[], options: ThingOptions): NounPhrase {
	return thingFor(random, pickCommon(random, nouns), options);
}

export function thingFor(random: Random, noun: Noun, options: ThingOptions): NounPhrase {
	const { richness, isDefinite = false } = options;
	const isSingular = noun.isMass || options.number === "singular" || (!options.number && random.chance(0.68));
	const number: GrammaticalNumber = isSingular ? "singular" : "plural";
	const adjectives = chooseAdjectives(random, noun, richness);
	const material =
		adjectives.length === 0 && random.chance(0.12 * richness) ? materialOf(random, noun) : undefined;
	const base = { noun, number, adjectives, material };
	const withDeterminer = (determiner: Determiner) => () => nounPhrase({ ...base, determiner });

	if (noun.kind === "kin") return ownedKin(random, noun, number);
	const owned = () => nounPhrase({ ...base, possessor: owner(random) });
	const ordinal = isSingular && !noun.isMass ? chooseOrdinal(random, noun, adjectives, richness) : [];
	const definite = choose<() => NounPhrase>(random, [
		[5, () => () => nounPhrase({ ...base, adjectives: [...ordinal, ...adjectives], determiner: THE })],
		[noun.kind === "nature" ? 0 : 1.5, () => withDeterminer(random.pick(POSSESSIVES))],
		[noun.isMass ? 0 : 1, () => withDeterminer(random.pick([THIS, THAT]))],
		[noun.kind === "nature" ? 0 : 0.6 + 0.6 * richness, () => owned],
	]);
	if (options.isToBeTold) return withDeterminer(THE)();
	if (isDefinite) return definite();
	if (noun.isMass)
		return choose(random, [
			[2, withDeterminer(NO_DETERMINER)],
			[1, definite],
		]);
	if (isSingular) {
		return choose(random, [
			[4, withDeterminer(A)],
			[4.5, definite],
			[0.4, withDeterminer(ANOTHER)],
		]);
	}
	return choose(random, [
		[2, definite],
		[3, () => nounPhrase({ ...base, determiner: NO_DETERMINER, count: random.pick(SMALL_NUMBERS) })],
		[0.8, () => nounPhrase({ ...base, determiner: THE, count: random.pick(SMALL_NUMBERS.slice(0, 4)) })],
		[1.5, withDeterminer(random.pick([MANY, SOME, SEVERAL]))],
		[1, withDeterminer(NO_DETERMINER)],
	]);
}

/** One thing, or a list of two to four: what a fixed vector finds hard to hold. */
export function things(random: Random, nouns: readonly Noun[], options: ThingOptions): NounPhrase {
	const mayList = options.richness > 0 && nouns.length > 4;
	if (!mayList || !random.chance(0.22 * options.richness)) return thing(random, nouns, options);
	const count = choose(random, [
		[5, () => 2],
		[3, () => 3],
		[options.richness > 1 ? 1 : 0, () => 4],
	]);
	const kind = pickCommon(random, nouns).kind;
	const alike = nouns.filter((noun) => noun.kind === kind);
	const chosen = pickSeveral(random, alike.length >= count ? alike : nouns, count);
	return coordination(
		chosen.map((noun) => thingFor(random, noun, { ...options, richness: options.richness * 0.8 })),
	);
}

/** Whose: a name, my sister, the teacher. */
export function owner(random: Random): NounPhrase {
	return choose(random, [
		[4, () => named(pickCommon(random, NAMES))],
		[2, () => nounPhrase({ noun: pickCommon(random, KIN), determiner: random.pick(POSSESSIVES) })],
		[2, () => nounPhrase({ noun: pickCommon(random, STRANGERS), determiner: THE })],
	]);
}

function ownedKin(random: Random, noun: Noun, number: GrammaticalNumber): NounPhrase {
	return choose(random, [
		[3, () => nounPhrase({ noun, number, determiner: random.pick(POSSESSIVES) })],
		[2, () => nounPhrase({ noun, number, possessor: named(pickCommon(random, NAMES)) })],
	]);
}

function materialOf(random: Random, noun: Noun): readonly [string, string] | undefined {
	const fitting = MATERIALS.filter(([, , nouns]) => nouns.split(" ").includes(noun.english));
	if (fitting.length === 0) return undefined;
	const [english, spanish] = random.pick(fitting);
	return [english, spanish];
}
