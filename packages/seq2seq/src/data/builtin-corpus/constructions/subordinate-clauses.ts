/**
 * Because, when, while, although, if; says that, thinks that.
 */

import type { Random } from "../../random.js";
import { clause } from "../choosing/clauses.js";
import { event } from "../choosing/events.js";
import { person } from "../choosing/people.js";
import { choose, pickCommon } from "../choosing/weighted.js";
import { infinitive, type Predicate, statement } from "../grammar/clause.js";
import { type NounPhrase, pairOf } from "../grammar/noun-phrase.js";
import { reflexiveClitic, sameSubject } from "../grammar/pronouns.js";
import type { Tense } from "../grammar/verb-phrase.js";
import { STATES } from "../lexicon/adjectives.js";
import { ESTAR, verbNamed, WITH_CLAUSE, WITH_INFINITIVE } from "../lexicon/verbs.js";
import { formOf } from "../words/agreement.js";
import { type Phrase, sequence } from "../words/words.js";
import type { Construction } from "./construction.js";
import { BE_TENER, feeling } from "./having.js";
import { weather } from "./weather.js";

const COMMA = () => pairOf(",", ",");
const REASON_VERBS = ["want to", "need to", "have to"].map((english) => verbNamed(WITH_INFINITIVE, english));

/** Tired, hungry, wanting something, or the weather. */
function reason(random: Random, main: NounPhrase, tense: "present" | "past", richness: number): Phrase {
	const about = sameSubject(main);
	const say = (predicate: Predicate) => statement(about, predicate, { tense });
	return choose(random, [
		[
			2,
			() => {
				const state = pickCommon(random, STATES);
				const felt = pairOf(state.english, formOf(state.forms, about.agreement));
				return say({ verb: ESTAR, english: [felt], spanish: [felt] });
			},
		],
		[
			2,
			() => {
				const felt = feeling(random);
				return say({ verb: { ...BE_TENER, isState: true }, english: [felt], spanish: [felt] });
			},
		],
		[
			3,
			() => {
				const done = event(random, { tense: "present", richness, isSimple: true });
				const action = infinitive(done, reflexiveClitic(about.agreement));
				return say({ verb: random.pick(REASON_VERBS), english: [action], spanish: [action] });
			},
		],
		[1, () => weather(random, tense)],
	]);
}

function somebody(random: Random, richness: number): NounPhrase {
	return person(random, { richness });
}

function joined(random: Random, conjunction: Phrase, sub: Phrase, main: Phrase): Phrase {
	if (random.chance(0.45)) return sequence(conjunction, sub, COMMA(), main);
	return sequence(main, conjunction, sub);
}

function report(name: string, verbTense: Tense, clauseTenses: readonly Tense[]): Construction {
	return {
		name,
		weight: 1.3,
		make: (random, richness) => {
			const subject = somebody(random, richness * 0.5);
			const verbs = verbTense === "past" ? WITH_CLAUSE : WITH_CLAUSE.filter((verb) => !verb.isOnce);
			const told = clause(random, {
				tense: random.pick(clauseTenses),
				richness,
				isNegative: random.chance(0.15),
			});
			const rest = sequence(pairOf("that", "que"), told);
			return statement(
				subject,
				{ verb: pickCommon(random, verbs), english: [rest], spanish: [rest] },
				{ tense: verbTense },
			);
		},
	};
}

export const SUBORDINATE_CLAUSES: readonly Construction[] = [
	{
		name: "because",
		weight: 1.8,
		make: (random, richness) => {
			const tense = random.pick(["present", "past"] as const);
			const subject = somebody(random, richness);
			const isNegative = random.chance(0.15);
			const main = statement(subject, event(random, { tense, richness: richness * 0.8 }), {
				tense,
				isNegative,
			});
			return sequence(main, pairOf("because", "porque"), reason(random, subject, tense, richness));
		},
	},
	{
		name: "when-past",
		weight: 1.3,
		make: (random, richness) => {
			// the boy was reading when the teacher arrived | el niño estaba leyendo cuando el profesor llegó
			const going = clause(random, { tense: "pastProgressive", richness });
			const then = clause(random, { tense: "past", richness: richness * 0.6, isSimple: true });
			return joined(random, pairOf("when", "cuando"), then, going);
		},
	},
	{
		name: "while",
		weight: 1.3,
		make: (random, richness) => {
			const tense = random.pick(["progressive", "pastProgressive"] as const);
			const first = clause(random, { tense, richness: richness * 0.7 });
			const second = clause(random, { tense, richness: richness * 0.7 });
			return joined(random, pairOf("while", "mientras"), first, second);
		},
	},
	{
		name: "if",
		weight: 1.3,
		make: (random, richness) => {
			const condition = random.chance(0.25)
				? weather(random, "present")
				: clause(random, { tense: "present", richness: richness * 0.6, isNegative: random.chance(0.2) });
			const result = clause(random, {
				tense: "future",
				richness: richness * 0.8,
				isNegative: random.chance(0.2),
			});
			return joined(random, pairOf("if", "si"), condition, result);
		},
	},
	{
		name: "although",
		make: (random, richness) => {
			const tense = random.pick(["present", "past"] as const);
			const subject = somebody(random, richness);
			const main = statement(subject, event(random, { tense, richness: richness * 0.7 }), { tense });
			return sequence(main, pairOf("although", "aunque"), reason(random, subject, tense, richness * 0.7));
		},
	},
	report("report-present", "present", ["present", "past", "future", "perfect", "progressive"]),
	report("report-past", "past", ["pastProgressive", "pluperfect", "conditional"]),
];
