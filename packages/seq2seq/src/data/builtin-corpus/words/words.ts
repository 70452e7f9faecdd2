/**
 * Words that know what they mean, so that gold alignments need no aligner.
 *
 * A concept is one thing meant. Both languages say it with words of their own, in their own order; two words
 * are linked if they share a concept. The grammar never speaks of positions.
 *
 * The rule of the gold links, then:
 * - A word is linked to the word that translates it. What only makes sense as a whole (in front of, delante de)
 *   is linked all to all; so is a word with several words that say it (taller, más alto; every, todos los).
 * - English auxiliaries and pronouns that Spanish says by the verb ending are linked to the verb: does, did,
 *   will, used to; I, we, you.
 * - A contraction has the links of both its words: del is of and the. So has "maria's": de maría.
 * - A clitic is linked to what it stands for, or to the head noun of the phrase that it doubles: le, a la niña.
 * - Both Spanish question marks are linked to the English one.
 * - What the other language does not have is alone: the personal "a", the article of a whole kind (las
 *   manzanas), of a possessed thing (el libro de maría) and of hours and days, "por la" in "ayer por la
 *   mañana"; English "a" before a profession, "to" in "likes to eat".
 */
import type { AlignmentLink } from "../../corpus.js";

export type Concept = symbol;

export interface Word {
	readonly text: string;
	/** None: a function word that the other language does not have. */
	readonly concepts: readonly Concept[];
}

/** The same thing said in both languages. */
export interface Phrase {
	readonly english: readonly Word[];
	readonly spanish: readonly Word[];
}

/** A phrase gives its words in the language asked for; a bare string is a word with no counterpart. */
export type Part = Phrase | Word | string | readonly Part[] | undefined;

export function concept(): Concept {
	return Symbol();
}

export function word(text: string, ...concepts: readonly Concept[]): Word {
	return { text, concepts };
}

/** Both word orders, each written out: phrases that stand in both lists are linked. */
export function phrase(english: readonly Part[], spanish: readonly Part[]): Phrase {
	return {
		english: collect(english, "english", []),
		spanish: collect(spanish, "spanish", []),
	};
}

/** The parts one after another, in the same order in both languages. */
export function sequence(...parts: readonly Part[]): Phrase {
	return phrase(parts, parts);
}

/**
 * A fixed expression. Without `links` it is one unit: every word is linked to every word. With links in the
 * Pharaoh format ("0-1 1-0") each word is linked to its own.
 */
export function expression(english: string, spanish: string, links?: string): Phrase {
	const [en, es] = [english.split(" "), spanish.split(" ")];
	if (links === undefined) {
		const unit = concept();
		return { english: en.map((text) => word(text, unit)), spanish: es.map((text) => word(text, unit)) };
	}
	const pairs = links.split(" ").filter(Boolean);
	const made = pairs.map((pair) => {
		const [source, target] = pair.split("-").map(Number);
		return { source, target, concept: concept() };
	});
	return {
		english: en.map((text, i) => word(text, ...made.filter((l) => l.source === i).map((l) => l.concept))),
		spanish: es.map((text, i) => word(text, ...made.filter((l) => l.target === i).map((l) => l.concept))),
	};
}

export const NOTHING: Phrase = { english: [], spanish: [] };

/** All links between two lists of words, sorted. */
export function linksBetween(english: readonly Word[], spanish: readonly Word[]): AlignmentLink[] {
	const places = new Map<Concept, number[]>();
	spanish.forEach((target, index) => {
		for (const meant of target.concepts) places.set(meant, [...(places.get(meant) ?? []), index]);
	});
	return english.flatMap((source, index) => {
		const targets = new Set(source.concepts.flatMap((meant) => places.get(meant) ?? []));
		return [...targets].sort((a, b) => a - b).map((target): AlignmentLink => [index, target]);
	});
}

// Appends instead of concatenating: a sentence is put together from hundreds of parts.
function collect(part: Part, language: "english" | "spanish", into: Word[]): Word[] {
	if (part === undefined || part === "") return into;
	if (typeof part === "string") {
		for (const text of part.split(" ")) into.push(word(text));
	} else if (Array.isArray(part)) {
		for (const inner of part as readonly Part[]) collect(inner, language, into);
	} else if ("text" in part) into.push(part as Word);
	else for (const item of (part as Phrase)[language]) into.push(item);
	return into;
}
