/**
 * Whole clauses, chosen at random: what stands after because, when, that, and.
 */
import type { Random } from "../../random.js";
import { statement } from "../grammar/clause.js";
import type { NounPhrase } from "../grammar/noun-phrase.js";
import { sameSubject } from "../grammar/pronouns.js";
import type { Phrase } from "../words/words.js";
import { type EventOptions, event } from "./events.js";
import { person } from "./people.js";

export interface ClauseOptions extends EventOptions {
	/** Speak of this one, by a pronoun that Spanish drops; else of somebody new. */
	readonly about?: NounPhrase;
	readonly isNegative?: boolean;
}

/** A clause with its own subject, never a pronoun that might mean somebody of the main clause. */
export function clause(random: Random, options: ClauseOptions): Phrase {
	const { tense, richness, about, isNegative } = options;
	const subject = about ? sameSubject(about) : person(random, { richness: richness * 0.7, isNamed: true });
	return statement(subject, event(random, options), { tense, isNegative });
}
