/**
 * Where: in the kitchen, next to the old church, on the wooden table.
 */
import type { Random } from "../../random.js";
import { type NounPhrase, nounPhrase, pairOf } from "../grammar/noun-phrase.js";
import { THE } from "../lexicon/determiners.js";
import { COUNTRIES, PLACE_NAMES } from "../lexicon/names.js";
import type { Noun } from "../lexicon/noun.js";
import { nounsNamed } from "../lexicon/nouns.js";
import {
	CONTAINERS,
	COVERS,
	INTERIORS,
	PLACE_PREPOSITIONS,
	SURFACES,
	THING_PREPOSITIONS,
} from "../lexicon/prepositions.js";
import { type Phrase, sequence } from "../words/words.js";
import { chooseAdjectives } from "./adjectives.js";
import { owner, thing } from "./things.js";
import { choose, pickCommon } from "./weighted.js";

const INTERIOR_NOUNS = nounsNamed(INTERIORS);
const SURFACE_NOUNS = nounsNamed(SURFACES);
const COVER_NOUNS = nounsNamed(COVERS);
const CONTAINER_NOUNS = nounsNamed(CONTAINERS);
const PLACE_NOUNS = nounsNamed("place");
const OWNED_PLACES = nounsNamed("house garden farm office shop restaurant");
const LIVED_IN = nounsNamed("house castle village city hotel");

/** Where somebody does something. */
export function whereDone(random: Random, richness: number, inside: "en" | "por" = "en"): Phrase {
	return choose(random, [
		[4, () => sequence(pairOf("in", inside), knownPlace(random, INTERIOR_NOUNS, richness))],
		[1, () => besides(random, richness)],
		[inside === "en" ? 0.8 : 0, () => inCountry(random)],
	]);
}

/** Where somebody lives. */
export function whereLived(random: Random, richness: number): Phrase {
	return choose(random, [
		[2, () => inCountry(random)],
		[3, () => sequence(pairOf("in", "en"), thing(random, LIVED_IN, { richness, number: "singular" }))],
		[2, () => besides(random, richness)],
	]);
}

/** Where a thing is. */
export function whereLying(random: Random, richness: number): Phrase {
	const at = (english: string, spanish: string, nouns: readonly Noun[]) => () =>
		sequence(pairOf(english, spanish), knownThing(random, nouns, richness));
	return choose(random, [
		[4, at("on", "sobre", SURFACE_NOUNS)],
		[2, at("under", "debajo de", COVER_NOUNS)],
		[3, at("in", "en", CONTAINER_NOUNS)],
		[2, at("in", "en", INTERIOR_NOUNS)],
		[
			3,
			() => {
				const { english, spanish, kinds } = random.pick(THING_PREPOSITIONS);
				return at(english, spanish, nounsNamed(kinds.join(" ")))();
			},
		],
	]);
}

/** in spain, in london */
export function inCountry(random: Random): Phrase {
	return sequence(pairOf("in", "en"), pairOf(...random.pick(PLACE_NAMES)));
}

/** travels in spain | viaja por españa */
export function throughCountry(random: Random): Phrase {
	return sequence(pairOf("in", "por"), pairOf(...random.pick(COUNTRIES)));
}

/** The place itself: the old church, maria's house. */
export function knownPlace(random: Random, nouns: readonly Noun[], richness: number): NounPhrase {
	const noun = pickCommon(random, nouns);
	const adjectives = chooseAdjectives(random, noun, richness * 0.8);
	const mayBeOwned = OWNED_PLACES.includes(noun) && random.chance(0.4);
	return nounPhrase({ noun, adjectives, determiner: THE, ...(mayBeOwned && { possessor: owner(random) }) });
}

function knownThing(random: Random, nouns: readonly Noun[], richness: number): NounPhrase {
	return thing(random, nouns, { richness: richness * 0.8, isDefinite: true, number: "singular" });
}

/** next to the church, far from the river */
export function besides(random: Random, richness: number): Phrase {
	const { english, spanish } = random.pick(PLACE_PREPOSITIONS);
	return sequence(pairOf(english, spanish), knownPlace(random, PLACE_NOUNS, richness));
}
