/**
 * To be: English has one verb, Spanish has ser for what something is, estar for how and where, hay for that
 * there is any.
 */

import type { Random } from "../../random.js";
import { chooseAdjectives, lastingAdjectives, passingAdjectives } from "../choosing/adjectives.js";
import { animal, person, relative } from "../choosing/people.js";
import { besides, whereDone, whereLying } from "../choosing/places.js";
import { thing } from "../choosing/things.js";
import { choose, pickCommon } from "../choosing/weighted.js";
import { type Predicate, statement } from "../grammar/clause.js";
import { type NounPhrase, named, nounPhrase, pairOf } from "../grammar/noun-phrase.js";
import { HE, I, SHE, subjectPronoun } from "../grammar/pronouns.js";
import { conjugate } from "../grammar/spanish-conjugation.js";
import { type Adjective, TRAITS } from "../lexicon/adjectives.js";
import { A, NO_DETERMINER } from "../lexicon/determiners.js";
import { NAMES } from "../lexicon/names.js";
import type { Noun } from "../lexicon/noun.js";
import { NOUNS, nounsNamed } from "../lexicon/nouns.js";
import { SMALL_NUMBERS } from "../lexicon/numbers.js";
import { ESTAR, SER } from "../lexicon/verbs.js";
import { formOf } from "../words/agreement.js";
import { concept, type Phrase, phrase, sequence, word } from "../words/words.js";
import type { Construction } from "./construction.js";

const THINGS = nounsNamed(
	"object clothes furniture fixture vehicle reading instrument animal place idea work",
);
const HANDY = nounsNamed("object clothes reading");
const DIRTIABLE = nounsNamed("object clothes furniture fixture vehicle place animal");
const JOBS = nounsNamed(
	"doctor nurse teacher student baker farmer lawyer engineer singer actress painter writer journalist waiter cook soldier judge secretary dentist pilot gardener carpenter poet scientist tailor mechanic dancer photographer",
);
const STREETS = nounsNamed("street square park garden village city forest kitchen library museum station");

/** very tall and honest | muy alto y honesto, agreeing with the subject */
export function describedAs(random: Random, subject: NounPhrase, adjectives: readonly Adjective[]): Phrase {
	const agree = (adjective: Adjective) =>
		pairOf(adjective.english, formOf(adjective.forms, subject.agreement));
	const first = pickCommon(random, adjectives);
	const rest = adjectives.filter((adjective) => adjective !== first && !areOpposites(adjective, first));
	const very = random.chance(0.4) ? pairOf(...random.pick(DEGREES)) : undefined;
	const both = rest.length > 0 && random.chance(0.3);
	const parts = [very, agree(first), ...(both ? [pairOf("and", "y"), agree(pickCommon(random, rest))] : [])];
	return phrase(parts, parts);
}

const DEGREES: readonly (readonly [string, string])[] = [
	["very", "muy"],
	["too", "demasiado"],
	["really", "realmente"],
];

const OPPOSITES =
	"difficult-easy cheap-expensive big-small long-short rich-poor new-old young-old fast-slow fat-thin boring-interesting hot-cold lazy-hardworking dirty-clean funny-serious";

function areOpposites(one: Adjective, other: Adjective): boolean {
	const pairs = OPPOSITES.split(" ");
	return (
		pairs.includes(`${one.english}-${other.english}`) || pairs.includes(`${other.english}-${one.english}`)
	);
}

function copula(of: "ser" | "estar", complement: Phrase): Predicate {
	return { verb: of === "ser" ? SER : ESTAR, english: [complement], spanish: [complement] };
}

const tenses = (random: Random) => ({
	tense: random.pick(["present", "present", "past"] as const),
	isNegative: random.chance(0.2),
});

export const BEING: readonly Construction[] = [
	{
		name: "ser-trait",
		make: (random, richness) => {
			const subject = random.chance(0.5)
				? person(random, { richness })
				: thing(random, THINGS, { richness: richness * 0.6, isDefinite: true });
			const noun = nounOf(subject);
			return statement(subject, copula("ser", describedAs(random, subject, noun)), tenses(random));
		},
	},
	{
		name: "ser-profession",
		make: (random, richness) => {
			const subject = choose(random, [
				[3, () => named(pickCommon(random, NAMES))],
				[2, () => subjectPronoun(random.pick([I, HE, SHE]))],
				[3, () => relative(random)],
			]);
			const jobs = JOBS.filter((noun) => jobFits(noun, subject));
			const noun = pickCommon(random, jobs);
			const job = nounPhrase({ noun, determiner: NO_DETERMINER });
			const adjectives = chooseAdjectives(random, noun, Math.max(richness, 0.5) * 1.5);
			if (adjectives.length === 0) {
				// Spanish names a plain profession without article: es médico.
				const plain = phrase(["a", job], [job]);
				return statement(subject, copula("ser", plain), tenses(random));
			}
			const described = nounPhrase({ noun, determiner: A, adjectives });
			return statement(subject, copula("ser", described), tenses(random));
		},
	},
	{
		name: "estar-state",
		make: (random, richness) => {
			const subject = choose(random, [
				[4, () => person(random, { richness })],
				[3, () => thing(random, DIRTIABLE, { richness: richness * 0.5, isDefinite: true })],
			]);
			const adjectives = passingAdjectives({ kind: subject.kind } as Noun);
			const state = describedAs(random, subject, adjectives);
			const after = random.chance(0.3) && subject.kind === "person" ? [becauseOf(random)] : [];
			return statement(
				subject,
				{ verb: ESTAR, english: [state, after], spanish: [state, after] },
				tenses(random),
			);
		},
	},
	{
		name: "estar-place",
		weight: 1.4,
		make: (random, richness) => {
			const [subject, where] = choose<readonly [NounPhrase, Phrase]>(random, [
				[4, () => [thing(random, HANDY, { richness, isDefinite: true }), whereLying(random, richness)]],
				[2, () => [person(random, { richness }), whereDone(random, richness)]],
				[2, () => [thing(random, NOUNS.place, { richness, isDefinite: true }), besides(random, richness)]],
				[1, () => [animal(random, richness), whereLying(random, richness)]],
			]);
			return statement(subject, copula("estar", where), tenses(random));
		},
	},
	{
		name: "there-is",
		weight: 1.4,
		make: (random, richness) => {
			const isPast = random.chance(0.35);
			const isNegative = random.chance(0.12);
			const [what, where] = choose<readonly [NounPhrase, Phrase]>(random, [
				[
					3,
					() => [
						someOf(random, nounsNamed("object clothes reading food"), richness),
						whereLying(random, richness),
					],
				],
				[2, () => [someOf(random, nounsNamed("animal person"), richness), inTheStreet(random, richness)]],
				[1, () => [someOf(random, NOUNS.place, richness), besides(random, richness)]],
			]);
			const there = concept();
			const no = concept();
			const isPlural = what.agreement.number === "plural";
			const english = isPast ? (isPlural ? "were" : "was") : isPlural ? "are" : "is";
			const spanish = isPast ? conjugate("haber", "imperfect", { person: 3, number: "singular" }) : "hay";
			return phrase(
				[word("there", there), word(english, there), isNegative ? word("not", no) : undefined, what, where],
				[isNegative ? word("no", no) : undefined, word(spanish, there), what, where],
			);
		},
	},
];

function nounOf(subject: NounPhrase): readonly Adjective[] {
	if (subject.kind === "person" || subject.kind === "kin") return TRAITS;
	return lastingAdjectives({ kind: subject.kind, english: "", isMass: false } as Noun);
}

/** because of the exam | por el examen */
function becauseOf(random: Random): Phrase {
	const noun = pickCommon(random, nounsNamed("exam problem mistake concert plan game"));
	const cause = nounPhrase({ noun, adjectives: chooseAdjectives(random, noun, 1) });
	return sequence(pairOf("because of", "por"), cause);
}

/** Indefinite: a cat, three cats. */
function someOf(random: Random, nouns: readonly Noun[], richness: number): NounPhrase {
	const noun = pickCommon(
		random,
		nouns.filter((item) => !item.isMass),
	);
	const adjectives = chooseAdjectives(random, noun, richness);
	if (random.chance(0.5)) return nounPhrase({ noun, adjectives, determiner: A });
	return nounPhrase({ noun, adjectives, determiner: NO_DETERMINER, count: random.pick(SMALL_NUMBERS) });
}

function inTheStreet(random: Random, richness: number): Phrase {
	const noun = pickCommon(random, STREETS);
	const where = nounPhrase({ noun, adjectives: chooseAdjectives(random, noun, richness) });
	return sequence(pairOf("in", "en"), where);
}

/** Nurses of this lexicon are women and bakers men: a name of the other sex would need another word. */
function jobFits(noun: Noun, subject: NounPhrase): boolean {
	return noun.gender === subject.agreement.gender;
}
