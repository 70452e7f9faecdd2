/**
 * What animals do.
 */
import { animal } from "../choosing/people.js";
import { besides, whereLying } from "../choosing/places.js";
import { thing } from "../choosing/things.js";
import { timeFor } from "../choosing/times.js";
import { choose } from "../choosing/weighted.js";
import { type Predicate, statement, withAfter } from "../grammar/clause.js";
import { nounsNamed } from "../lexicon/nouns.js";
import { INTRANSITIVE, TRANSITIVE, verbNamed } from "../lexicon/verbs.js";
import type { Construction } from "./construction.js";

const EATEN = nounsNamed("apple carrot bread meat cheese rice strawberry tomato banana");
const DRUNK = nounsNamed("water milk");
const RESTING = ["sleep", "rest", "wait"].map((english) => verbNamed(INTRANSITIVE, english));
const RUNNING = ["run", "walk"].map((english) => verbNamed(INTRANSITIVE, english));

export const ANIMALS_ALONE: readonly Construction[] = [
	{
		name: "animals",
		make: (random, richness) => {
			const tense = random.pick(["present", "past", "progressive", "pastProgressive"] as const);
			const done = choose<Predicate>(random, [
				[2, () => eating("eat", thing(random, EATEN, { richness: richness * 0.7 }))],
				[1, () => eating("drink", thing(random, DRUNK, { richness: richness * 0.7 }))],
				[2, () => somewhere(random.pick(RESTING), whereLying(random, richness))],
				[2, () => somewhere(random.pick(RUNNING), besides(random, richness))],
			]);
			const time = random.chance(0.4) ? timeFor(random, tense) : undefined;
			return statement(animal(random, richness), withAfter(done, time), {
				tense,
				isNegative: random.chance(0.15),
			});
		},
	},
];

function eating(english: string, what: ReturnType<typeof thing>): Predicate {
	return { verb: verbNamed(TRANSITIVE, english), english: [what], spanish: [what] };
}

function somewhere(verb: Predicate["verb"], where: ReturnType<typeof besides>): Predicate {
	return { verb, english: [where], spanish: [where] };
}
