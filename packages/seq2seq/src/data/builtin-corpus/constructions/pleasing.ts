/**
 * Gustar: what English makes the object is the subject in Spanish, so the verb agrees with the thing liked.
 *
 *     the girl likes apples | a la niña le gustan las manzanas
 *
 * The clitic "le" doubles the person and is linked to it; "a" and the article of a whole kind have no
 * counterpart.
 */
import type { Random } from "../../random.js";
import { chooseAdjectives } from "../choosing/adjectives.js";
import { event } from "../choosing/events.js";
import { describedPerson, person, relative } from "../choosing/people.js";
import { thing } from "../choosing/things.js";
import { choose, pickCommon } from "../choosing/weighted.js";
import { infinitive } from "../grammar/clause.js";
import { coordination, type NounPhrase, named, nounPhrase } from "../grammar/noun-phrase.js";
import { ALL_PRONOUNS, indirectClitic, type Pronoun, reflexiveClitic } from "../grammar/pronouns.js";
import { type Tense, verbGroup } from "../grammar/verb-phrase.js";
import { NO_DETERMINER } from "../lexicon/determiners.js";
import { NAMES } from "../lexicon/names.js";
import type { Noun } from "../lexicon/noun.js";
import type { Verb } from "../lexicon/verb.js";
import { PLEASING, verbNamed } from "../lexicon/verbs.js";
import { concept, type Phrase, phrase, word } from "../words/words.js";
import type { Construction } from "./construction.js";

/** Who likes it: English says it as subject, Spanish as "a la niña le". */
interface Liker {
	readonly english: NounPhrase;
	/** Before the verb and its "no". */
	readonly spanish: Phrase;
	readonly clitic: string;
}

function liker(random: Random, richness: number): Liker {
	if (random.chance(0.3))
		return pronounLiker(random.pick(ALL_PRONOUNS.filter((item) => item.subject !== "you")));
	const who = choose(random, [
		[2, () => named(pickCommon(random, NAMES))],
		[1, () => relative(random)],
		[3, () => describedPerson(random, { richness })],
	]);
	const full: Phrase = { english: [], spanish: [word("a"), ...who.spanish] };
	return { english: who, spanish: full, clitic: indirectClitic(who.agreement) };
}

/** I like it: me gusta; he likes it: a él le gusta. */
function pronounLiker(pronoun: Pronoun): Liker {
	const referent = concept();
	const isThird = pronoun.agreement.person === 3;
	const english: NounPhrase = {
		english: [word(pronoun.subject, referent)],
		spanish: [],
		agreement: pronoun.agreement,
		referent,
		kind: "person",
		isDefinite: true,
	};
	const spanish = isThird ? [word("a"), word(pronoun.prepositional, referent)] : [];
	return { english, spanish: { english: [], spanish }, clitic: indirectClitic(pronoun.agreement) };
}

/** Apples in general: las manzanas, with an article that English lacks; or these red apples. */
function liked(random: Random, nouns: readonly Noun[], richness: number): NounPhrase {
	if (random.chance(0.35)) return thing(random, nouns, { richness, isDefinite: true });
	const first = wholeKind(random, pickCommon(random, nouns), richness);
	if (!random.chance(0.15 * richness)) return first;
	const others = nouns.filter((noun) => noun.kind === first.kind);
	return coordination([first, wholeKind(random, pickCommon(random, others), richness)]);
}

function wholeKind(random: Random, noun: Noun, richness: number): NounPhrase {
	const number = noun.isMass ? "singular" : "plural";
	const adjectives = chooseAdjectives(random, noun, richness * 0.7).filter(
		(adjective) => !adjective.isPrenominal,
	);
	const bare = nounPhrase({ noun, number, adjectives, determiner: NO_DETERMINER });
	const article = nounPhrase({ noun, number }).spanish[0]!.text;
	return { ...bare, spanish: [word(article), ...bare.spanish] };
}

function pleases(who: Liker, what: NounPhrase, verb: Verb, tense: Tense, isNegative: boolean): Phrase {
	const english = verbGroup({ verb, tense, subject: who.english, isNegative });
	const agreeing = verbGroup({ verb, tense, subject: what, isNegative });
	// One verb in two agreements: take the words of each language, and the concepts of the English one.
	const meaning = english.main.at(-1)!.concepts;
	const negation = english.not[0]?.concepts ?? [];
	return phrase(
		[who.english, english.auxiliary, english.not, english.main, what],
		[
			who.spanish,
			isNegative ? word("no", ...negation) : undefined,
			word(who.clitic, who.english.referent),
			agreeing.verb.map(({ text }) => word(text, ...meaning)),
			what,
		],
	);
}

const LIKE_TENSES: readonly Tense[] = ["present", "present", "present", "future", "usedTo"];
const LIKE = verbNamed(PLEASING, "like");

export const LIKING: readonly Construction[] = [
	...PLEASING.map(
		(verb): Construction => ({
			name: `${verb.spanish}-${verb.english}`,
			weight: 1.3,
			make: (random, richness) => {
				const tense = random.pick(LIKE_TENSES);
				const isNegative = verb === LIKE && random.chance(0.25);
				const what = liked(random, verb.objects, richness);
				return pleases(liker(random, richness), what, verb, tense, isNegative);
			},
		}),
	),
	{
		name: "gustar-to-do",
		make: (random, richness) => {
			const who = liker(random, richness);
			const done = event(random, { tense: "present", richness, isSimple: true });
			const action = infinitive(done, reflexiveClitic(who.english.agreement));
			const to = word("to");
			const what: NounPhrase = {
				...person(random, { richness: 0, isNamed: true, isSingular: true }),
				...phrase([to, action], [action]),
				agreement: { person: 3, number: "singular", gender: "m" },
			};
			return pleases(who, what, LIKE, "present", random.chance(0.25));
		},
	},
];
