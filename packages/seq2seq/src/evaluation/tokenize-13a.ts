// The tokenizer "13a" of the WMT evaluations (mteval-v13a.pl), sacreBLEU's default.
import { requireKind } from "@mirada/core-native/contract";
import { splitWords } from "./split-words.js";

const ENTITIES: readonly (readonly [string, string])[] = [
	["&quot;", '"'],
	["&amp;", "&"],
	["&lt;", "<"],
	["&gt;", ">"],
];

/** All ASCII punctuation except apostrophe, comma, hyphen and full stop (the space is harmless). */
const PUNCTUATION = /([{-~[-` -&(-+:-@/])/gu;

/**
 * Sets punctuation apart; full stops and commas stay inside numbers, a hyphen leaves only a digit before it.
 * Returns tokens joined by single spaces.
 */
export function tokenize13a(text: string): string {
	requireKind("tokenize13a", "text", text, "string");
	let line = text.replaceAll("<skipped>", "").replaceAll("-\n", "").replaceAll("\n", " ");
	for (const [entity, character] of ENTITIES) line = line.replaceAll(entity, character);
	return partPunctuation(` ${line} `);
}

/** The part of "13a" that depends on the language; "zh" shares it. */
export function partPunctuation(text: string): string {
	const line = text
		.replace(PUNCTUATION, " $1 ")
		.replace(/([^0-9])([.,])/gu, "$1 $2 ")
		.replace(/([.,])([^0-9])/gu, " $1 $2")
		.replace(/([0-9])(-)/gu, "$1 $2 ");
	return splitWords(line).join(" ");
}
