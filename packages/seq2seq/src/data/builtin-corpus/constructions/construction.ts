/**
 * A construction: one thing that a grammar book has a chapter about.
 */
import type { Random } from "../../random.js";
import type { Phrase } from "../words/words.js";

export interface Construction {
	readonly name: string;
	/** How often, beside the others; 1 if left out. */
	readonly weight?: number;
	/** A sentence, without its full stop; `richness` from 0 (plain) to 2 asks for longer phrases. */
	readonly make: (random: Random, richness: number) => Phrase;
}
