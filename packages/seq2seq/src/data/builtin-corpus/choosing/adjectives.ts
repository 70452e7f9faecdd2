/**
 * Adjectives that a noun can have, and the order that English wants: quality, color, origin.
 */

import type { Random } from "../../random.js";
import {
	type Adjective,
	ANIMAL_QUALITIES,
	COLORS,
	CONDITIONS,
	FOOD_QUALITIES,
	IDEA_QUALITIES,
	JUDGEMENTS,
	NATIONALITIES,
	ORDINALS,
	PLACE_QUALITIES,
	QUALITIES,
	STATES,
	TRAITS,
} from "../lexicon/adjectives.js";
import type { Noun } from "../lexicon/noun.js";
import { nounsNamed } from "../lexicon/nouns.js";
import { pickCommon } from "./weighted.js";

const byName = (list: readonly Adjective[], names: string) =>
	list.filter((adjective) => names.split(" ").includes(adjective.english));

const MASS_FOOD = byName(FOOD_QUALITIES, "delicious cold");
const COLD_DRINK = byName(FOOD_QUALITIES, "cold");
const HOT_OR_COLD = byName(FOOD_QUALITIES, "hot cold");
const FRUIT = byName(FOOD_QUALITIES, "fresh sweet delicious");
const OTHER_FOOD = byName(FOOD_QUALITIES, "fresh delicious cold");
const REMOTE = nounsNamed("lake mountain island village city castle forest");
const GREAT = nounsNamed(
	"doctor teacher friend lawyer engineer singer actress painter writer journalist cook king queen poet scientist dancer photographer",
);
const GOOD_OR_BAD = byName(JUDGEMENTS, "good bad");
const NEW_OR_OLD = byName([...QUALITIES, ...TRAITS], "new old cheap expensive useful");

/** Of the first kind that English says: how it is. */
function qualitiesOf(noun: Noun): readonly Adjective[] {
	switch (noun.kind) {
		case "person":
			return [...TRAITS, ...(GREAT.includes(noun) ? JUDGEMENTS : GOOD_OR_BAD)];
		case "kin":
			return [];
		case "food":
			if (noun.isMass) return MASS_FOOD;
			return /apple|orange|pear|strawberry|peach|melon|banana/.test(noun.english) ? FRUIT : OTHER_FOOD;
		case "drink":
			return /coffee|tea|milk|water/.test(noun.english) ? HOT_OR_COLD : COLD_DRINK;
		case "animal":
			return [...ANIMAL_QUALITIES, ...QUALITIES.filter((adjective) => adjective.kinds.has("animal"))];
		case "place":
			return [...PLACE_QUALITIES, ...QUALITIES.filter((adjective) => adjective.kinds.has("place"))].filter(
				(adjective) => adjective.english !== "distant" || REMOTE.includes(noun),
			);
		case "idea":
		case "work":
			return [...IDEA_QUALITIES, ...JUDGEMENTS].filter((adjective) => adjective.kinds.has(noun.kind));
		case "reading":
			return [
				...IDEA_QUALITIES.filter((adjective) => adjective.kinds.has("reading")),
				...NEW_OR_OLD,
				...JUDGEMENTS,
			];
		default:
			return [...QUALITIES, ...CONDITIONS].filter((adjective) => adjective.kinds.has(noun.kind));
	}
}

/** Of the second kind: color or origin. */
function classesOf(noun: Noun): readonly Adjective[] {
	if (/photo|map|ticket|mirror|painting/.test(noun.english)) return [];
	return [...COLORS, ...NATIONALITIES].filter((adjective) => adjective.kinds.has(noun.kind));
}

/** None, one or two adjectives; `richness` 0 gives none, 1 often one, 2 sometimes two. */
export function chooseAdjectives(random: Random, noun: Noun, richness: number): Adjective[] {
	const qualities = qualitiesOf(noun);
	const classes = classesOf(noun);
	const chosen: Adjective[] = [];
	if (qualities.length > 0 && random.chance(0.3 * richness)) chosen.push(pickCommon(random, qualities));
	// Two adjectives behind one noun are heavy in Spanish; a prenominal one and another are not.
	const isHeavy = chosen.some((adjective) => !adjective.isPrenominal);
	if (classes.length > 0 && random.chance(isHeavy ? 0.12 * richness : 0.3 * richness)) {
		chosen.push(pickCommon(random, classes));
	}
	return chosen;
}

/** The first, the last: of one known thing; none more often than not. */
export function chooseOrdinal(
	random: Random,
	noun: Noun,
	others: readonly Adjective[],
	richness: number,
): Adjective[] {
	if (others.some((adjective) => adjective.isPrenominal)) return [];
	const fitting = ORDINALS.filter((adjective) => adjective.kinds.has(noun.kind));
	return fitting.length > 0 && random.chance(0.06 * richness) ? [random.pick(fitting)] : [];
}

/** Said with ser of this noun: is tall, is expensive. */
export function lastingAdjectives(noun: Noun): readonly Adjective[] {
	if (noun.kind === "kin") return TRAITS;
	if (noun.kind === "food") return byName(FOOD_QUALITIES, "sweet delicious");
	if (noun.kind === "animal") return byName([...ANIMAL_QUALITIES, ...QUALITIES], "big small fast slow");
	const never = new Set([
		...CONDITIONS,
		...byName([...PLACE_QUALITIES, ...FOOD_QUALITIES], "empty dark cold hot"),
	]);
	return qualitiesOf(noun).filter((adjective) => !adjective.isPrenominal && !never.has(adjective));
}

/** Said with estar of this noun: is tired, is dirty. */
export function passingAdjectives(noun: Noun): readonly Adjective[] {
	switch (noun.kind) {
		case "person":
		case "kin":
			return STATES;
		case "place":
			return byName(PLACE_QUALITIES, "empty dark");
		case "food":
		case "drink":
			return byName(FOOD_QUALITIES, "cold hot");
		case "animal":
			return byName(ANIMAL_QUALITIES, "hungry thin fat");
		default:
			return CONDITIONS.filter((adjective) => adjective.kinds.has(noun.kind));
	}
}
