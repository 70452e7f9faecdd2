/**
 * Long lists and pairs of clauses: what a single vector finds hardest to hold.
 */
import { clause } from "../choosing/clauses.js";
import { event, fitting, transitive } from "../choosing/events.js";
import { person } from "../choosing/people.js";
import { whereDone } from "../choosing/places.js";
import { thingFor } from "../choosing/things.js";
import { timeFor } from "../choosing/times.js";
import { pickCommon, pickSeveral } from "../choosing/weighted.js";
import { directObject, statement, withAfter } from "../grammar/clause.js";
import { coordination, pairOf } from "../grammar/noun-phrase.js";
import { sameSubject } from "../grammar/pronouns.js";
import type { Tense } from "../grammar/verb-phrase.js";
import { TRANSITIVE, verbNamed } from "../lexicon/verbs.js";
import { sequence } from "../words/words.js";
import type { Construction } from "./construction.js";

const LISTING = [
	"buy",
	"sell",
	"bring",
	"find",
	"lose",
	"draw",
	"wash",
	"see",
	"need",
	"have",
	"hide",
	"steal",
].map((english) => verbNamed(TRANSITIVE, english));
const TENSES: readonly Tense[] = ["present", "past", "past", "future"];

export const COORDINATIONS: readonly Construction[] = [
	{
		name: "list-of-things",
		weight: 2.4,
		make: (random, richness) => {
			const tense = random.pick(TENSES);
			const verb = pickCommon(random, fitting(LISTING, tense));
			const nouns = verb.objects.filter((noun) => noun.kind !== "person" && noun.kind !== "place");
			const chosen = pickSeveral(random, nouns, 2 + random.below(3));
			const list = coordination(chosen.map((noun) => thingFor(random, noun, { richness })));
			const bought = directObject({ ...list, kind: "object" }, verb);
			const where = !verb.isState && random.chance(0.4) ? whereDone(random, richness * 0.5) : undefined;
			const time = !verb.isState && random.chance(0.4) ? timeFor(random, tense) : undefined;
			return statement(person(random, { richness }), withAfter(bought, where, time), { tense });
		},
	},
	{
		name: "two-deeds",
		weight: 1.6,
		make: (random, richness) => {
			// maria closed the window and opened the red box | maría cerró la ventana y abrió la caja roja
			const tense = random.pick(TENSES);
			const subject = person(random, { richness });
			const first = transitive(random, { tense, richness });
			const second = event(random, { tense, richness, isSimple: true });
			const silent = { ...sameSubject(subject), english: [], isDropped: false };
			return sequence(
				statement(subject, first, { tense }),
				pairOf("and", "y"),
				statement(silent, second, { tense }),
			);
		},
	},
	{
		name: "and-but-clauses",
		weight: 1.8,
		make: (random, richness) => {
			const tense = random.pick(TENSES);
			const first = clause(random, { tense, richness: richness * 0.8, isNegative: random.chance(0.15) });
			const isContrast = random.chance(0.5);
			const second = clause(random, {
				tense,
				richness: richness * 0.8,
				isNegative: isContrast && random.chance(0.4),
			});
			if (isContrast) return sequence(first, pairOf(",", ","), pairOf("but", "pero"), second);
			return sequence(first, pairOf("and", "y"), second);
		},
	},
];
