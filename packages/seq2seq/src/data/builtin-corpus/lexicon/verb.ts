/**
 * What a verb is, and how the tables of verbs are read.
 */
import { type Common, commonnessOf } from "./commonness.js";
import type { Noun } from "./noun.js";
import { nounsNamed } from "./nouns.js";

export interface Verb extends Common {
	/** Base form; what follows it ("look for") is its particle. */
	readonly english: string;
	readonly particle: string;
	/** Infinitive, without the "se" of reflexive verbs. */
	readonly spanish: string;
	readonly isReflexive: boolean;
	/** What Spanish puts before the object or infinitive: entrar en, aprender a. */
	readonly preposition: string;
	/** A state has no progressive, and its simple past is an imperfect: wanted, quería. */
	readonly isState: boolean;
	/** A known animal as object takes the personal "a": siguió al perro, but compró el perro. */
	readonly caresForAnimals: boolean;
	/** Done once rather than every day: discover, break. Kept out of habits and progressives. */
	readonly isOnce: boolean;
	/** Has no progressive in Spanish, though it is no state: va, not "está yendo". */
	readonly isStill: boolean;
	/** Its object is a known one: hates the exam, not an exam. */
	readonly wantsKnown: boolean;
	/** What may be its object. */
	readonly objects: readonly Noun[];
}

/**
 * One verb a line: English | Spanish | objects (kinds and nouns) | marks. A Spanish verb in -se is reflexive;
 * a word after the infinitive is its preposition. Marks: `state`, `cares`, `once`, `known`, `still`.
 */
export function verbsOf(table: string): Verb[] {
	return table
		.trim()
		.split("\n")
		.map((line, place, lines) => {
			const [english = "", spanish = "", objects = "", marks = ""] = line
				.split("|")
				.map((cell) => cell.trim());
			const [base = "", ...particle] = english.split(" ");
			const [infinitive = "", ...preposition] = spanish.split(" ");
			const isReflexive = /rse$/.test(infinitive);
			return {
				commonness: commonnessOf(place, lines.length),
				english: base,
				particle: particle.join(" "),
				spanish: isReflexive ? infinitive.slice(0, -2) : infinitive,
				isReflexive,
				preposition: preposition.join(" "),
				isState: marks.includes("state"),
				caresForAnimals: marks.includes("cares"),
				isStill: marks.includes("still"),
				wantsKnown: marks.includes("known"),
				isOnce: marks.includes("once"),
				objects: objects === "" ? [] : nounsNamed(objects),
			};
		});
}
