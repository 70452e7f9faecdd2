/**
 * Where things are.
 */
import type { NounKind } from "./noun.js";

export interface Preposition {
	readonly english: string;
	readonly spanish: string;
	/** What the place may be. */
	readonly kinds: readonly NounKind[];
}

const place = (english: string, spanish: string, ...kinds: NounKind[]): Preposition => ({
	english,
	spanish,
	kinds,
});

/** Where people and buildings are. */
export const PLACE_PREPOSITIONS: readonly Preposition[] = [
	place("near", "cerca de", "place"),
	place("behind", "detrás de", "place"),
	place("in front of", "delante de", "place"),
	place("next to", "al lado de", "place"),
	place("far from", "lejos de", "place"),
];

/** Where things are. */
export const THING_PREPOSITIONS: readonly Preposition[] = [
	place("next to", "al lado de", "furniture", "fixture"),
	place("behind", "detrás de", "furniture", "fixture"),
	place("in front of", "delante de", "furniture", "fixture"),
	place("near", "cerca de", "furniture", "fixture"),
];

/** Furniture that things lie on, under and in. */
export const SURFACES = "table chair bed desk sofa shelf carpet";
export const COVERS = "table chair bed desk sofa";
export const CONTAINERS = "box bag basket suitcase wardrobe";

/** Places that one is in rather than at. */
export const INTERIORS =
	"house school church hospital library museum park garden kitchen street market shop restaurant station office hotel theater castle factory square city village forest";
