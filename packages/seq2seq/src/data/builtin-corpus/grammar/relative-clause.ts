/**
 * Relative clauses: Spanish says "que" where English says who or that.
 */
import type { Verb } from "../lexicon/verb.js";
import { sequence } from "../words/words.js";
import { type Finite, type Predicate, statement, verbPhrase } from "./clause.js";
import { followedBy, type NounPhrase, pairOf } from "./noun-phrase.js";

/** the man who sells flowers | el hombre que vende flores */
export function withSubjectRelative(
	antecedent: NounPhrase,
	predicate: Predicate,
	finite: Finite,
): NounPhrase {
	const isPerson = antecedent.kind === "person" || antecedent.kind === "kin";
	const relative = pairOf(isPerson ? "who" : "that", "que");
	return followedBy(antecedent, sequence(relative, verbPhrase(antecedent, predicate, finite)));
}

/** the book that maria bought | el libro que maría compró */
export function withObjectRelative(
	antecedent: NounPhrase,
	verb: Verb,
	subject: NounPhrase,
	finite: Finite,
): NounPhrase {
	const bought = statement(subject, { verb, english: [], spanish: [] }, finite);
	return followedBy(antecedent, sequence(pairOf("that", "que"), bought));
}
