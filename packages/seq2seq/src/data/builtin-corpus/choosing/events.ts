/**
 * What somebody does, chosen at random: the predicates that most constructions are built from.
 */
import type { Random } from "../../random.js";
import { directObject, type Predicate, withAfter } from "../grammar/clause.js";
import { past } from "../grammar/english-conjugation.js";
import { type NounPhrase, pairOf } from "../grammar/noun-phrase.js";
import { indirectClitic } from "../grammar/pronouns.js";
import type { Tense } from "../grammar/verb-phrase.js";
import { adverbial, MANNERS } from "../lexicon/adverbials.js";
import type { Noun, NounKind } from "../lexicon/noun.js";
import { nounsNamed } from "../lexicon/nouns.js";
import type { Verb } from "../lexicon/verb.js";
import { DITRANSITIVE, INTRANSITIVE, MOTION, REFLEXIVE, TRANSITIVE } from "../lexicon/verbs.js";
import { type Phrase, sequence } from "../words/words.js";
import { person } from "./people.js";
import { knownPlace, throughCountry, whereDone } from "./places.js";
import { thing, things } from "./things.js";
import { choose, pickCommon } from "./weighted.js";

export interface EventOptions {
	readonly tense: Tense;
	readonly richness: number;
	/** Without the verbs that Spanish turns around with a clitic: keeps infinitives simple. */
	readonly isSimple?: boolean;
}

/** Any event. */
export function event(random: Random, options: EventOptions): Predicate {
	return choose(random, [
		[6, () => transitive(random, options)],
		[2, () => motion(random, options)],
		[1.2, () => activity(random, options)],
		[options.isSimple ? 0 : 2.2, () => giving(random, options)],
		[options.isSimple ? 0 : 0.5, () => reflexive(random, options)],
	]);
}

/** buys two red hats in the market | compra dos sombreros rojos en el mercado */
export function transitive(
	random: Random,
	options: EventOptions,
	verbs: readonly Verb[] = TRANSITIVE,
): Predicate {
	const able = options.isSimple ? verbs.filter((verb) => !verb.isState) : verbs;
	const verb = pickCommon(random, fitting(able, options.tense));
	const isPerson = (kind: string) => kind === "person" || kind === "kin";
	const noun = pickCommon(random, verb.objects);
	const object = isPerson(noun.kind)
		? person(random, { richness: options.richness, isNamed: true, isSingular: random.chance(0.7) })
		: noun.kind === "animal"
			? thing(random, verb.objects.filter(isAnimal), {
					richness: options.richness,
					isDefinite: verb.wantsKnown,
				})
			: things(random, verb.objects.filter(isLifeless), {
					richness: options.richness,
					isDefinite: verb.wantsKnown,
				});
	const done = directObject(object, verb);
	const mayBeSomewhere = !verb.isState && MOVABLE.has(object.kind);
	if (!mayBeSomewhere || !random.chance(0.16 * options.richness)) return done;
	return withAfter(done, whereDone(random, options.richness));
}

/** goes to the market | va al mercado */
export function motion(random: Random, options: EventOptions): Predicate {
	const verb = pickCommon(random, fitting(MOTION, options.tense));
	const place = knownPlace(random, verb.objects, options.richness);
	return { verb, english: [place], spanish: [place] };
}

/** works in the garden, walks slowly */
export function activity(random: Random, options: EventOptions): Predicate {
	const verb = pickCommon(random, INTRANSITIVE);
	const where = whereActive(random, verb, options.richness);
	const manners = MANNERS.filter(([english]) => MANNERS_OF[verb.english]?.includes(english));
	if (manners.length === 0 || !random.chance(0.4)) return { verb, english: [where], spanish: [where] };
	const manner = adverbial(random.pick(manners));
	return { verb, english: [manner, where], spanish: [manner, where] };
}

/** gives the book to pedro | le da el libro a pedro: the clitic doubles the receiver and is linked to it. */
export function giving(random: Random, options: EventOptions): Predicate {
	const verb = pickCommon(random, fitting(DITRANSITIVE, options.tense));
	const gift = things(random, verb.objects, { richness: options.richness });
	const receiver = person(random, { richness: options.richness, isNamed: true });
	return givingTo(verb, gift, receiver);
}

export function givingTo(verb: Verb, gift: NounPhrase, receiver: NounPhrase): Predicate {
	const to = pairOf("to", "a");
	return {
		verb,
		clitics: [{ text: indirectClitic(receiver.agreement), concepts: [receiver.referent] }],
		english: [gift, to, receiver],
		spanish: [gift, to, receiver],
	};
}

/** gets up early, goes to bed */
export function reflexive(random: Random, options: EventOptions): Predicate {
	const verb = pickCommon(random, fitting(REFLEXIVE, options.tense));
	return { verb, english: [], spanish: [] };
}

/** Where one moves about is "por" in Spanish: runs in the park, corre por el parque. */
export function whereActive(random: Random, verb: Verb, richness: number): Phrase {
	if (verb.english === "travel") return throughCountry(random);
	if (verb.english === "swim") return sequence(pairOf("in", "en"), knownPlace(random, WATERS, richness));
	return whereDone(random, richness, /^(run|walk)$/.test(verb.english) ? "por" : "en");
}

/** Verbs and what suits them. */
const MANNERS_OF: Readonly<Record<string, string>> = {
	run: "quickly slowly happily",
	walk: "slowly quickly calmly carefully quietly",
	work: "quietly patiently carefully quickly slowly",
	dance: "happily slowly",
	swim: "slowly calmly quickly",
	cry: "quietly",
	rest: "quietly calmly",
	wait: "patiently quietly calmly",
	sing: "happily quietly",
};

const WATERS = nounsNamed("river lake");

// What one can have with oneself in the kitchen or in the park.
const MOVABLE: ReadonlySet<NounKind> = new Set([
	"food",
	"drink",
	"object",
	"clothes",
	"reading",
	"animal",
	"person",
]);

const isAnimal = (noun: Noun) => noun.kind === "animal";
const isLifeless = (noun: Noun) => noun.kind !== "person" && noun.kind !== "kin" && noun.kind !== "animal";

/** One thing that somebody handles, and the verb: for relative clauses and questions about the object. */
export function handled(random: Random, tense: Tense, richness: number): { verb: Verb; object: NounPhrase } {
	const verbs = fitting(TRANSITIVE, tense).filter((verb) =>
		verb.objects.some((noun) => noun.kind !== "person" && noun.kind !== "kin" && !noun.isMass),
	);
	const verb = pickCommon(random, verbs);
	const nouns = verb.objects.filter((noun) => noun.kind !== "person" && noun.kind !== "kin" && !noun.isMass);
	return { verb, object: thing(random, nouns, { richness, isToBeTold: true }) };
}

/** Verbs that the tense suits: states have no progressive, and nobody discovers islands every day. */
export function fitting(verbs: readonly Verb[], tense: Tense): readonly Verb[] {
	if (tense === "progressive" || tense === "pastProgressive") {
		return verbs.filter((verb) => !verb.isState && !verb.isOnce && !verb.isStill);
	}
	if (tense === "present" || tense === "usedTo") return verbs.filter((verb) => !verb.isOnce);
	// "They cut" and "they read" would be present or past: Spanish has to know which.
	if (tense === "past") return verbs.filter((verb) => past(verb.english) !== verb.english);
	if (tense === "perfect" || tense === "pluperfect") return verbs.filter((verb) => !verb.isState);
	return verbs;
}
