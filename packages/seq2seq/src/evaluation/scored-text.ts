// Tokens as the text that BLEU is computed on, and the tokenizer that goes with it.
//
// Our tokens are words already, so BLEU takes them as they are ("none"), as the Python reference does. Where a script
// sets no spaces, the words depend on a dictionary, and so would BLEU: there it is computed on running text, by
// sacreBLEU's own tokenizers, and compares with what others publish.
import { joinTokens } from "../data/join-tokens.js";
import { hasUnspacedScript } from "../data/unspaced-scripts.js";
import type { BleuTokenizer } from "./bleu.js";

export type ScoredTokenizer = Exclude<BleuTokenizer, "13a">;

/** Their names, to check a choice by. */
export const SCORED_TOKENIZERS = { none: true, zh: true, char: true } satisfies Record<ScoredTokenizer, true>;

/** Less than this of the words in such a script are foreign words. */
const LEAST_SHARE = 0.3;

/**
 * What the language of `sentences` is scored by: `zh` for Chinese, `char` for Japanese, Thai and other scripts without
 * spaces between words, `none` for all others.
 */
export function bleuTokenizerFor(sentences: Iterable<readonly string[]>): ScoredTokenizer {
	let [words, unspaced, han, kana] = [0, 0, 0, 0];
	for (const sentence of sentences) {
		for (const token of sentence) {
			if (!/\p{L}/u.test(token)) continue;
			words++;
			if (!hasUnspacedScript(token)) continue;
			unspaced++;
			if (/[\p{sc=Hira}\p{sc=Kana}]/u.test(token)) kana++;
			else if (/\p{sc=Han}/u.test(token)) han++;
		}
	}
	if (words === 0 || unspaced < LEAST_SHARE * words) return "none";
	// Japanese has kana in nearly every sentence; Chinese has some in names of brands.
	return han > unspaced / 2 && kana < 0.1 * unspaced ? "zh" : "char";
}

/** One sentence as `tokenizer` expects it. */
export function scoredText(tokens: readonly string[], tokenizer: ScoredTokenizer): string {
	return tokenizer === "none" ? tokens.join(" ") : joinTokens(tokens);
}
