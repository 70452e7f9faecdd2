/**
 * Scripts that set no spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese. Their words are found by
 * `Intl.Segmenter`, which looks them up in the dictionaries of ICU: the words vary with the version of ICU.
 */

import { requireKind } from "@mirada/core-native/contract";

const UNSPACED = String.raw`\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}`;

// Letters and marks alone: the scripts share their digits and punctuation with others.
const RUN = new RegExp(String.raw`(?:(?=[${UNSPACED}])[\p{L}\p{M}\p{Nl}])+`, "gu");
const LETTER = new RegExp(String.raw`(?=[${UNSPACED}])[\p{L}\p{Nl}]`, "u");

let segmenter: Intl.Segmenter | undefined;

/** Whether a word or text has letters of a script that sets no spaces between words. */
export function hasUnspacedScript(text: string): boolean {
	requireKind("hasUnspacedScript", "text", text, "string");
	return LETTER.test(text);
}

/** Cuts a run of letters into words: what stands in other scripts stays whole. */
export function segmentWords(run: string): string[] {
	const words: string[] = [];
	let end = 0;
	for (const { 0: part, index } of run.matchAll(RUN)) {
		if (index > end) words.push(run.slice(end, index));
		words.push(...wordsOf(part));
		end = index + part.length;
	}
	if (end < run.length) words.push(run.slice(end));
	return words;
}

function wordsOf(part: string): string[] {
	// Firefox before 125 has no segmenter: there each letter is a word, with its marks.
	if (typeof Intl.Segmenter !== "function") return part.match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];
	segmenter ??= new Intl.Segmenter("en", { granularity: "word" });
	return Array.from(segmenter.segment(part), ({ segment }) => segment);
}
