/**
 * The passive, whose participle agrees in Spanish: the bridge was built, las cartas fueron escritas.
 */

import { describedPerson, person } from "../choosing/people.js";
import { thing } from "../choosing/things.js";
import { ago } from "../choosing/times.js";
import { pickCommon } from "../choosing/weighted.js";
import { englishParticiple } from "../grammar/english-conjugation.js";
import { pairOf } from "../grammar/noun-phrase.js";
import { conjugate, spanishParticiple } from "../grammar/spanish-conjugation.js";
import { adverbial, PAST_TIMES } from "../lexicon/adverbials.js";
import { TRANSITIVE, verbNamed } from "../lexicon/verbs.js";
import { type FourForms, formOf } from "../words/agreement.js";
import { concept, phrase, sequence, word } from "../words/words.js";
import type { Construction } from "./construction.js";

const PASSIVE_VERBS = [
	"build",
	"paint",
	"write",
	"steal",
	"sell",
	"repair",
	"translate",
	"find",
	"discover",
	"open",
	"choose",
	"draw",
].map((english) => verbNamed(TRANSITIVE, english));

export const PASSIVES: readonly Construction[] = [
	{
		name: "passive",
		weight: 1.6,
		make: (random, richness) => {
			const verb = pickCommon(random, PASSIVE_VERBS);
			const nouns = verb.objects.filter((noun) => !noun.isMass);
			const what = thing(random, nouns, { richness, isDefinite: true });
			const tense = random.pick(["past", "past", "future"] as const);
			const be = concept();
			const no = concept();
			const deed = concept();
			const isNegative = random.chance(0.12);
			const isPlural = what.agreement.number === "plural";
			const english = tense === "future" ? ["will", "be"] : [isPlural ? "were" : "was"];
			const not = isNegative ? word("not", no) : undefined;
			const [first = "", ...rest] = english;
			const spanishBe = conjugate("ser", tense === "future" ? "future" : "preterite", what.agreement);
			const by = random.chance(0.75)
				? sequence(
						pairOf("by", "por"),
						random.chance(0.3)
							? person(random, { richness, isNamed: true })
							: describedPerson(random, { richness }),
					)
				: undefined;
			const when =
				tense === "past" && random.chance(0.5)
					? random.chance(0.4)
						? ago(random)
						: adverbial(random.pick(PAST_TIMES))
					: undefined;
			return phrase(
				[
					what,
					word(first, be),
					not,
					rest.map((text) => word(text, be)),
					word(englishParticiple(verb.english), deed),
					by,
					when,
				],
				[
					what,
					isNegative ? word("no", no) : undefined,
					word(spanishBe, be),
					word(formOf(fourForms(spanishParticiple(verb.spanish)), what.agreement), deed),
					by,
					when,
				],
			);
		},
	},
];

function fourForms(participle: string): FourForms {
	const stem = participle.slice(0, -1);
	return [participle, `${stem}a`, `${stem}os`, `${stem}as`];
}
