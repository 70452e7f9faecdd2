/**
 * Tables begin with the words that are met most. As in any language, some words are met far more than others.
 */

export interface Common {
	/** From 1 for the first of its table down to a sixth for the last. */
	readonly commonness: number;
}

export function commonnessOf(place: number, length: number): number {
	return 1 / (1 + (5 * place) / length);
}
