// sacreBLEU's tokenizers for scripts without spaces: "zh" parts Chinese characters and treats the rest as "13a"
// does; "char" parts all characters.
import { splitWords } from "./split-words.js";
import { partPunctuation } from "./tokenize-13a.js";

/**
 * First and last code point of what "zh" calls Chinese. Two ranges are not what their comments in sacreBLEU say
 * (`"\u20000"` in Python is two characters); scores are compared with sacreBLEU's, so they are kept as they work.
 */
const RANGES: readonly (readonly [number, number])[] = [
	[0x3400, 0x4db5],
	[0x4e00, 0x9fa5],
	[0x9fa6, 0x9fbb],
	[0xf900, 0xfa2d],
	[0xfa30, 0xfa6a],
	[0xfa70, 0xfad9],
	// Meant to be Extension B.
	[0x2001, 0x2a6d],
	// Meant to be the compatibility supplement.
	[0x2f81, 0x2fa1],
	[0xff00, 0xffef],
	[0x2e80, 0x2eff],
	[0x3000, 0x303f],
	[0x31c0, 0x31ef],
	[0x2f00, 0x2fdf],
	[0x2ff0, 0x2fff],
	[0x3100, 0x312f],
	[0x31a0, 0x31bf],
	[0xfe10, 0xfe1f],
	[0xfe30, 0xfe4f],
	[0x2600, 0x26ff],
	[0x2700, 0x27bf],
	[0x3200, 0x32ff],
	[0x3300, 0x33ff],
];

/** Returns tokens joined by single spaces. */
export function tokenizeZh(text: string): string {
	const characters = Array.from(text, (character) => (isChinese(character) ? ` ${character} ` : character));
	return partPunctuation(characters.join(""));
}

/** Every character is a token, spaces none. */
export function tokenizeCharacters(text: string): string {
	return splitWords(Array.from(text).join(" ")).join(" ");
}

function isChinese(character: string): boolean {
	const code = character.codePointAt(0)!;
	return RANGES.some(([first, last]) => code >= first && code <= last);
}
