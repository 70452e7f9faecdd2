/**
 * Somebody to speak of, chosen at random.
 */
import type { Random } from "../../random.js";
import {
	coordination,
	followedBy,
	type NounPhrase,
	named,
	nounPhrase,
	pairOf,
} from "../grammar/noun-phrase.js";
import { SUBJECT_PRONOUNS, subjectPronoun } from "../grammar/pronouns.js";
import { COLORS, NATIONALITIES } from "../lexicon/adjectives.js";
import { A, EVERY, HER, HIS, MY, NO_DETERMINER, OUR, THAT, THE, THIS } from "../lexicon/determiners.js";
import { ANIMALS, KIN } from "../lexicon/living.js";
import { NAMES, PLACE_NAMES } from "../lexicon/names.js";
import { nounsNamed } from "../lexicon/nouns.js";
import { SMALL_NUMBERS } from "../lexicon/numbers.js";
import { sequence } from "../words/words.js";
import { chooseAdjectives } from "./adjectives.js";
import { STRANGERS, thing } from "./things.js";
import { choose, pickCommon, pickSeveral } from "./weighted.js";

const WORN = nounsNamed("hat coat jacket shirt boot scarf glove");
const OWN_PEOPLE = nounsNamed("friend neighbor teacher doctor lawyer");
// "carmen's cousin" and the like are for things(); as subjects kin have an owner too.
const POSSESSIVES = [MY, HIS, HER, OUR];

export interface PersonOptions {
	readonly richness: number;
	/** Not I, he, they: for objects and for subjects of second clauses. */
	readonly isNamed?: boolean;
	/** Default: either. */
	readonly isSingular?: boolean;
}

/** A person as subject: a name, a pronoun, or a description. */
export function person(random: Random, options: PersonOptions): NounPhrase {
	return choose(random, [
		[3, () => named(pickCommon(random, NAMES))],
		[options.isNamed ? 0 : 2, () => pronounSubject(random, options)],
		[1.6, () => relative(random)],
		[5, () => describedPerson(random, options)],
		[options.isSingular ? 0 : 0.7, () => couple(random)],
	]);
}

/** The tall doctor from spain, two old friends: no name, so it can carry a relative clause. */
export function describedPerson(random: Random, options: PersonOptions): NounPhrase {
	const { richness, isSingular } = options;
	const own = random.chance(0.2);
	const noun = pickCommon(random, own ? OWN_PEOPLE : STRANGERS);
	const adjectives = chooseAdjectives(random, noun, richness);
	const isPlural = !isSingular && random.chance(0.25);
	const base = { noun, adjectives };
	const determiner = own ? random.pick(POSSESSIVES) : THE;
	const who = isPlural
		? choose(random, [
				[3, () => nounPhrase({ ...base, determiner, number: "plural" })],
				[1.5, () => nounPhrase({ ...base, determiner, count: random.pick(SMALL_NUMBERS.slice(0, 4)) })],
				[1, () => nounPhrase({ ...base, determiner: NO_DETERMINER, count: random.pick(SMALL_NUMBERS) })],
			])
		: choose(random, [
				[6, () => nounPhrase({ ...base, determiner })],
				[1.5, () => nounPhrase({ ...base, determiner: A })],
				[1, () => nounPhrase({ ...base, determiner: random.pick([THIS, THAT]) })],
				[own ? 0 : 0.3, () => nounPhrase({ ...base, determiner: EVERY })],
			]);
	if (!random.chance(0.16 * richness)) return who;
	const hasOrigin = adjectives.some((adjective) => NATIONALITIES.includes(adjective));
	return choose(random, [
		[
			hasOrigin ? 0 : 1,
			() => followedBy(who, sequence(pairOf("from", "de"), pairOf(...random.pick(PLACE_NAMES)))),
		],
		[isPlural ? 0.01 : 1, () => (isPlural ? who : followedBy(who, wearing(random)))],
	]);
}

/** A brother, sister or aunt, with whose. */
export function relative(random: Random): NounPhrase {
	return thing(random, KIN, { richness: 0, number: "singular" });
}

/** An animal as subject. */
export function animal(random: Random, richness: number): NounPhrase {
	return thing(random, ANIMALS, { richness, isDefinite: true });
}

function pronounSubject(random: Random, { isSingular }: PersonOptions): NounPhrase {
	const fitting = SUBJECT_PRONOUNS.filter((chosen) => !isSingular || chosen.agreement.number === "singular");
	return subjectPronoun(random.pick(fitting));
}

function couple(random: Random): NounPhrase {
	return coordination(pickSeveral(random, NAMES, 2).map(named));
}

/** with a red hat | con un sombrero rojo */
function wearing(random: Random) {
	const noun = pickCommon(random, WORN);
	const number = noun.english === "boot" || noun.english === "glove" ? "plural" : "singular";
	const clothes = nounPhrase({
		noun,
		number,
		adjectives: [random.pick(COLORS)],
		determiner: number === "plural" ? NO_DETERMINER : A,
	});
	return sequence(pairOf("with", "con"), clothes);
}
