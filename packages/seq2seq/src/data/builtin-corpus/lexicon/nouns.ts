/**
 * All nouns, by kind and by name.
 */
import { ANIMALS, KIN, PEOPLE } from "./living.js";
import type { Noun, NounKind } from "./noun.js";
import {
	CLOTHES,
	DRINKS,
	FIXTURES,
	FOOD,
	FURNITURE,
	INSTRUMENTS,
	OBJECTS,
	READING,
	VEHICLES,
} from "./things.js";
import { IDEAS, NATURE, PLACES, WORKS } from "./world.js";

export const NOUNS: Readonly<Record<NounKind, readonly Noun[]>> = {
	person: PEOPLE,
	kin: KIN,
	animal: ANIMALS,
	food: FOOD,
	drink: DRINKS,
	reading: READING,
	clothes: CLOTHES,
	object: OBJECTS,
	furniture: FURNITURE,
	fixture: FIXTURES,
	place: PLACES,
	vehicle: VEHICLES,
	instrument: INSTRUMENTS,
	nature: NATURE,
	idea: IDEAS,
	work: WORKS,
};

export const ALL_NOUNS: readonly Noun[] = Object.values(NOUNS).flat();

/** A list of kinds and of single English nouns, set apart by spaces, as nouns. */
export function nounsNamed(list: string): Noun[] {
	return list.split(" ").flatMap((name) => {
		if (name in NOUNS) return NOUNS[name as NounKind];
		const found = ALL_NOUNS.filter((noun) => noun.english === name);
		if (found.length === 0)
			throw new Error(`nounsNamed: expected a kind or a noun of the lexicon, got "${name}"`);
		return found;
	});
}
