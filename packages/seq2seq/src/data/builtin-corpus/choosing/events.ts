/**
 * What somebody does, chosen at random: the predicates that most constructions are built from.
 */
import type { Random } from "../../random.js";
import { directObject, type Predicate, withAfter } from "../grammar/clause.js";
import { type NounPhrase, pairOf } from "../grammar/noun-phrase.js";
import { indirectClitic } from "../grammar/pronouns.js";
import type { Tense } from "../grammar/verb-phrase.js";
import { adverbial, MANNERS } from "../lexicon/adverbials.js";
import type { Verb } from "../lexicon/verb.js";
import { DITRANSITIVE, INTRANSITIVE, MOTION, REFLEXIVE, TRANSITIVE } from "../lexicon/verbs.js";
import { person } from "./people.js";
import { knownPlace, whereDone } from "./places.js";
import { thing, things } from "./things.js";
import { choose } from "./weighted.js";

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
	const verb = random.pick(fitting(verbs, options.tense));
	const isPerson = (kind: string) => kind === "person" || kind === "kin";
	const noun = random.pick(verb.objects);
	const object = isPerson(noun.kind)
		? person(random, { richness: options.richness, isNamed: true, isSingular: random.chance(0.7) })
		: things(
				random,
				verb.objects.filter((other) => !isPerson(other.kind)),
				{ richness: options.richness },
			);
	const done = directObject(object, verb);
	const mayBeSomewhere = !verb.isState && noun.kind !== "place" && object.kind !== "place";
	if (!mayBeSomewhere || !random.chance(0.16 * options.richness)) return done;
	return withAfter(done, whereDone(random, options.richness));
}

/** goes to the market | va al mercado */
export function motion(random: Random, options: EventOptions): Predicate {
	const verb = random.pick(fitting(MOTION, options.tense));
	const place = knownPlace(random, verb.objects, options.richness);
	return { verb, english: [place], spanish: [place] };
}

/** works in the garden, walks slowly */
export function activity(random: Random, options: EventOptions): Predicate {
	const verb = random.pick(INTRANSITIVE);
	const where = whereDone(random, options.richness);
	if (!random.chance(0.4) || verb.english === "sleep") return { verb, english: [where], spanish: [where] };
	const manner = adverbial(random.pick(MANNERS));
	return { verb, english: [manner, where], spanish: [manner, where] };
}

/** gives the book to pedro | le da el libro a pedro: the clitic doubles the receiver and is linked to it. */
export function giving(random: Random, options: EventOptions): Predicate {
	const verb = random.pick(fitting(DITRANSITIVE, options.tense));
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
	const verb = random.pick(fitting(REFLEXIVE, options.tense));
	return { verb, english: [], spanish: [] };
}

/** One thing that somebody handles, and the verb: for relative clauses and questions about the object. */
export function handled(random: Random, tense: Tense, richness: number): { verb: Verb; object: NounPhrase } {
	const verbs = fitting(TRANSITIVE, tense).filter((verb) =>
		verb.objects.some((noun) => noun.kind !== "person" && noun.kind !== "kin" && !noun.isMass),
	);
	const verb = random.pick(verbs);
	const nouns = verb.objects.filter((noun) => noun.kind !== "person" && noun.kind !== "kin" && !noun.isMass);
	return { verb, object: thing(random, nouns, { richness, isDefinite: true }) };
}

/** Verbs that the tense suits: states have no progressive, and nobody discovers islands every day. */
export function fitting(verbs: readonly Verb[], tense: Tense): readonly Verb[] {
	if (tense === "progressive" || tense === "pastProgressive") {
		return verbs.filter((verb) => !verb.isState && !verb.isOnce);
	}
	if (tense === "present" || tense === "usedTo") return verbs.filter((verb) => !verb.isOnce);
	if (tense === "perfect" || tense === "pluperfect") return verbs.filter((verb) => !verb.isState);
	return verbs;
}
