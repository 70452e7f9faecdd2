// Tokens as running text, the other way round from `tokenize`.
import { isString, requireList } from "@mirada/core-native/contract";
import { hasUnspacedScript } from "./unspaced-scripts.js";

const CLOSING = /^[.,;:!?…%°)\]}»”’、。，．：；！？）］｝」』】〉》،؛؟।॥۔׃]\p{M}*$/u;
const OPENING = /^[¿¡([{«“‘（［｛「『【〈《#@]\p{M}*$/u;
const CURRENCY = /^\p{Sc}$/u;
/** Marks that join what they stand between: `e-mail`, `and/or`. */
const JOINING = /^[-‐‑/־]$/u;
const NUMBER = /^\p{Nd}+$/u;
const WORD_END = /[\p{L}\p{M}\p{N}]$/u;
const WORD_START = /^[\p{L}\p{N}]/u;
const WIDE_PUNCTUATION = /^[\u3000-\u303f\uff00-\uff65·…—]/u;

type Side = "opening" | "closing" | "neither";

/** Joins tokens with spaces, but for those places where writing has none. */
export function joinTokens(tokens: readonly string[]): string {
	requireList("joinTokens", "tokens", tokens, "strings", isString);
	const sides = sidesOf(tokens);
	return tokens.map((token, i) => (i === 0 || isTight(tokens, sides, i) ? token : ` ${token}`)).join("");
}

/** Whether no space stands between tokens i - 1 and i. */
function isTight(tokens: readonly string[], sides: readonly Side[], i: number): boolean {
	const [before, token, next] = [tokens[i - 1]!, tokens[i]!, tokens[i + 1]];
	if (sides[i] === "closing" || sides[i - 1] === "opening") return true;
	if (i > 1 && isSeparatorInNumber(tokens, i - 1)) return true;
	if (CURRENCY.test(before) && NUMBER.test(token)) return !NUMBER.test(tokens[i - 2] ?? "");
	if (JOINING.test(token)) return WORD_END.test(before) && next !== undefined && WORD_START.test(next);
	if (JOINING.test(before)) return i > 1 && WORD_END.test(tokens[i - 2]!) && WORD_START.test(token);
	return isUnspaced(before, token);
}

/** `3.50`, `1,000`, `10:30`, `p.m.`; but `7, 10, 16` and `May 3, 1990`. */
function isSeparatorInNumber(tokens: readonly string[], i: number): boolean {
	const [before = "", mark, after = "", next] = tokens.slice(Math.max(0, i - 1), i + 3);
	if (mark === "." && /^\p{L}$/u.test(before) && /^\p{L}$/u.test(after)) return next === ".";
	if (!NUMBER.test(before) || !NUMBER.test(after)) return false;
	if (mark === ".") return true;
	if (mark === ":") return after.length === 2;
	return mark === "," && (after.length === 3 || (after.length < 3 && next !== ","));
}

/** Chinese and Japanese set no spaces at all; Thai and its neighbours only between phrases and beside other scripts. */
function isUnspaced(before: string, token: string): boolean {
	const [one, other] = [hasUnspacedScript(before), hasUnspacedScript(token)];
	if (one && other) return true;
	if (!one && !other) return WIDE_PUNCTUATION.test(before) || WIDE_PUNCTUATION.test(token);
	const unspaced = one ? before : token;
	return /[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}]/u.test(unspaced);
}

/** Quotes that look the same at both ends open and close in turn; `“` closes what `„` opened. */
function sidesOf(tokens: readonly string[]): Side[] {
	let isOpen = false;
	let isLowOpen = false;
	return tokens.map((token, i) => {
		if (token === "„" || (token === "“" && isLowOpen)) {
			isLowOpen = token === "„";
			return isLowOpen ? "opening" : "closing";
		}
		if (token !== '"') return OPENING.test(token) ? "opening" : CLOSING.test(token) ? "closing" : "neither";
		isOpen = !isOpen;
		// One that nothing closes stands for inches or is left over: it goes with the word before it.
		return isOpen && (i === 0 || tokens.includes('"', i + 1)) ? "opening" : "closing";
	});
}
