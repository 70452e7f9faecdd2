/**
 * Articles, possessives, demonstratives and quantities.
 */
import type { FourForms, GrammaticalNumber } from "../words/agreement.js";

export interface Determiner {
	/** English singular and plural; undefined where it has none. */
	readonly english: Readonly<Record<GrammaticalNumber, string | undefined>>;
	readonly spanish: FourForms;
	/** A known thing or person: asks for the personal "a". */
	readonly isDefinite: boolean;
}

function determiner(singular: string, plural: string, spanish: string, isDefinite = true): Determiner {
	const forms = spanish.split(" ");
	const [a = "", b = a, c = a, d = c] = forms;
	return {
		english: { singular: singular || undefined, plural: plural || undefined },
		// Two forms are singular and plural, four are those of gender as well.
		spanish: forms.length === 2 ? [a, a, b, b] : [a, b, c, d],
		isDefinite,
	};
}

export const THE = determiner("the", "the", "el la los las");
export const A = determiner("a", "", "un una unos unas", false);
export const THIS = determiner("this", "these", "este esta estos estas");
export const THAT = determiner("that", "those", "ese esa esos esas");
export const MY = determiner("my", "my", "mi mis");
export const HIS = determiner("his", "his", "su sus");
export const HER = determiner("her", "her", "su sus");
export const THEIR = determiner("their", "their", "su sus");
export const OUR = determiner("our", "our", "nuestro nuestra nuestros nuestras");
export const MANY = determiner("", "many", "muchos muchas muchos muchas", false);
export const SOME = determiner("", "some", "unos unas unos unas", false);
export const SEVERAL = determiner("", "several", "varios varias varios varias", false);
export const EVERY = determiner("every", "", "cada cada cada cada");
export const ANOTHER = determiner("another", "", "otro otra otros otras", false);
export const NO_DETERMINER = determiner("", "", "", false);
