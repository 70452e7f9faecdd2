// Which two languages a file of sentence pairs holds, by its name and by its text.

import { basename } from "node:path";
import type { SentencePair } from "@mirada/seq2seq";
import { commonWords, fileNames, scriptRules } from "./language-words.js";

export interface LanguagePair {
	/** Code of the language; null where it cannot be told. */
	source: string | null;
	target: string | null;
}

/** Sentences that are looked at. */
const mostSentences = 2000;
/** Fewer words than this tell nothing. */
const fewestWords = 200;
/** Common words of a language make a third of its text; of foreign text they make next to nothing. */
const leastShare = 0.06;
/** Least share of words with a letter of a script. */
const leastScriptShare = 0.1;

/** The lesson's pair, for text too short to tell. */
const lessonPair: LanguagePair = { source: "en", target: "es" };

export function guessLanguages(path: string, pairs: readonly SentencePair[]): LanguagePair {
	const named = languagesInName(path);
	const step = Math.max(1, Math.floor(pairs.length / mostSentences));
	const sample = pairs.filter((_, index) => index % step === 0);
	const [sourceText, targetText] = (["source", "target"] as const).map((side) => {
		const words = sample.flatMap((pair) => pair[side]).filter((word) => /\p{L}/u.test(word));
		return { guess: guessLanguage(words), isShort: words.length < fewestWords };
	});
	const free = new Set(named);
	const take = (language: string | null) => {
		if (language !== null) free.delete(language);
		return language;
	};
	const isNamed = (language: string | null) =>
		language !== null && (named.length === 0 || free.has(language));
	// What text and name agree on first; then what is left of the name, English in front as in Anki's files.
	let source = isNamed(sourceText!.guess) ? take(sourceText!.guess) : null;
	let target = isNamed(targetText!.guess) ? take(targetText!.guess) : null;
	target ??= named.length === 1 || source !== null ? take([...free][0] ?? null) : null;
	source ??= free.has("en")
		? take("en")
		: named.length === 2
			? take([...free][0] ?? null)
			: sourceText!.guess;
	target ??= take([...free][0] ?? null) ?? targetText!.guess;
	return {
		source: source ?? (sourceText!.isShort && target !== "en" ? lessonPair.source : null),
		target: target ?? (targetText!.isShort && source !== "es" ? lessonPair.target : null),
	};
}

/** The languages that a name such as `fra-eng.zip`, `spa.txt` or `en-fr.tsv` names, two at most. */
export function languagesInName(path: string): string[] {
	const parts = basename(path)
		.toLowerCase()
		.replace(/\.(txt|tsv|csv|zip)$/, "")
		.split(/[^\p{L}\p{N}]+/u);
	const three = parts.flatMap((part) => (Object.hasOwn(fileNames, part) ? [fileNames[part]!] : []));
	// Two letters make many a word: only a name of nothing but codes counts.
	const two = Object.values(fileNames);
	const isPair = parts.length === 2 && parts.every((part) => two.includes(part));
	return [...new Set(isPair ? parts : three)].slice(0, 2);
}

/** By script, else by common words; null where nothing stands out. */
export function guessLanguage(words: readonly string[]): string | null {
	if (words.length === 0) return null;
	for (const { letter, language } of scriptRules) {
		const least = language === "zh" ? 0.3 : leastScriptShare;
		if (words.filter((word) => letter.test(word)).length >= least * words.length) return language;
	}
	const scores = [...wordScores(words)].sort((one, other) => other[1] - one[1]);
	const [[best, share] = [null, 0], [, second] = ["", 0]] = scores;
	return share >= leastShare && share >= 1.3 * second ? best : null;
}

/** A word that k languages share speaks for each with a kth of its weight. */
function wordScores(words: readonly string[]): Map<string, number> {
	const owners = new Map<string, string[]>();
	for (const [language, list] of Object.entries(commonWords)) {
		for (const word of list.split(" ")) owners.set(word, [...(owners.get(word) ?? []), language]);
	}
	const scores = new Map<string, number>();
	for (const word of words) {
		const found = owners.get(word) ?? [];
		for (const language of found) {
			scores.set(language, (scores.get(language) ?? 0) + 1 / (found.length * words.length));
		}
	}
	return scores;
}
