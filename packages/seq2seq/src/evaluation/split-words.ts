// Splitting at white space exactly as Python's str.split does, because sacreBLEU does so.
// JavaScript's \s lacks the separators U+001C-U+001F and U+0085, and has U+FEFF in addition.

const WHITE_SPACE =
	"[\\t-\\r\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const RUN = new RegExp(`${WHITE_SPACE}+`, "u");
const TRAILING_RUN = new RegExp(`${WHITE_SPACE}+$`, "u");

export function splitWords(text: string): string[] {
	return text.split(RUN).filter((word) => word !== "");
}

export function withoutTrailingSpace(text: string): string {
	return text.replace(TRAILING_RUN, "");
}
