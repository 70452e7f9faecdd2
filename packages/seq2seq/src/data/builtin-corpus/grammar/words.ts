/**
 * Words that know what they mean, so that gold alignments need no aligner.
 *
 * A concept is one thing meant. Both languages say it with words of their own, in their own order; two words
 * are linked if they share a concept. The grammar never speaks of positions.
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
		english: english.flatMap((part) => wordsOf(part, "english")),
		spanish: spanish.flatMap((part) => wordsOf(part, "spanish")),
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

function wordsOf(part: Part, language: "english" | "spanish"): readonly Word[] {
	if (part === undefined) return [];
	if (typeof part === "string") return part === "" ? [] : part.split(" ").map((text) => word(text));
	if (Array.isArray(part)) return (part as readonly Part[]).flatMap((inner) => wordsOf(inner, language));
	if ("text" in part) return [part as Word];
	return (part as Phrase)[language];
}
