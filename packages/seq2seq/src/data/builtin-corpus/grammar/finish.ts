/**
 * The last step: contractions and other rules about neighbouring words, then tokens and links.
 */
import type { SentencePair } from "../../corpus.js";
import { linksBetween, type Phrase, type Word, word } from "../words/words.js";

/** A phrase as a sentence pair. */
export function finish(sentence: Phrase): SentencePair {
	const english = indefiniteArticles(sentence.english);
	const spanish = conjunctions(contractions(sentence.spanish));
	return {
		source: english.map(({ text }) => text),
		target: spanish.map(({ text }) => text),
		alignment: linksBetween(english, spanish),
	};
}

/** an apple, an old house, but a university. */
function indefiniteArticles(words: readonly Word[]): Word[] {
	return words.map((item, index) => {
		const next = words[index + 1]?.text ?? "";
		const startsWithVowel =
			(/^[aeiou]/.test(next) && !/^(uni|use|eu|one)/.test(next)) || /^hon(est|or)/.test(next);
		return item.text === "a" && startsWithVowel ? { ...item, text: "an" } : item;
	});
}

/** a + el = al, de + el = del: one word that is linked to all that both were linked to. */
function contractions(words: readonly Word[]): Word[] {
	const result: Word[] = [];
	for (const item of words) {
		const last = result.at(-1);
		if (item.text === "el" && (last?.text === "a" || last?.text === "de")) {
			result[result.length - 1] = word(`${last.text}l`, ...last.concepts, ...item.concepts);
		} else result.push(item);
	}
	return result;
}

/** "y" before the sound i is "e", "o" before o is "u". */
function conjunctions(words: readonly Word[]): Word[] {
	return words.map((item, index) => {
		const next = words[index + 1]?.text ?? "";
		if (item.text === "y" && /^h?[ií]/.test(next) && !/^hie/.test(next)) return { ...item, text: "e" };
		if (item.text === "o" && /^h?[oó]/.test(next)) return { ...item, text: "u" };
		return item;
	});
}
