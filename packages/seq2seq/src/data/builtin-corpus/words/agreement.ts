/**
 * The features that words agree in.
 */

export type Gender = "m" | "f";
export type GrammaticalNumber = "singular" | "plural";
export type Person = 1 | 2 | 3;

export interface Agreement {
	readonly person: Person;
	readonly number: GrammaticalNumber;
	readonly gender: Gender;
}

/** The four forms of a Spanish word that agrees in gender and number. */
export type FourForms = readonly [mSingular: string, fSingular: string, mPlural: string, fPlural: string];

export function formOf(
	forms: FourForms,
	{ gender, number }: { readonly gender: Gender; readonly number: GrammaticalNumber },
): string {
	return forms[(number === "plural" ? 2 : 0) + (gender === "f" ? 1 : 0)]!;
}
