// Text in an SVG that is made without a browser: escaping, and widths by estimate.

import { ISOLATE_END, ISOLATE_START } from "./text-direction.js";

const ENTITIES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

/** What XML 1.0 forbids even as an entity: control characters, lone surrogates, U+FFFE, U+FFFF. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text that may stand between tags and in attributes. */
export function escapeXml(text: string): string {
	return text.replace(FORBIDDEN, "\ufffd").replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** Wide characters of East Asian scripts and emoji take a whole em, the others about 0.6. */
const WIDE =
	/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Marks stand on their letter; joiners and marks of direction nowhere. */
const WIDTHLESS = /[\p{M}\p{Cf}]/u;
const NARROW = /[iljtfrI.,:;'!|()[\] ]/;

/** Whether a character takes a whole em, or two columns of a terminal. */
export function isWideCharacter(character: string): boolean {
	return WIDE.test(character);
}

/** Estimated width in pixels; on the wide side, so that nothing is cut. */
export function textWidth(text: string, fontSize: number): number {
	let ems = 0;
	for (const character of text) {
		if (WIDTHLESS.test(character)) continue;
		ems += WIDE.test(character) ? 1.05 : NARROW.test(character) ? 0.4 : 0.66;
	}
	return ems * fontSize;
}

/** The text, or its beginning and an ellipsis, within a width. */
export function shorten(text: string, fontSize: number, maxWidth: number): string {
	if (textWidth(text, fontSize) <= maxWidth) return text;
	let kept = "";
	// Letters with their marks: a mark must not lose its letter.
	for (const [character] of text.matchAll(/\P{M}[\p{M}\u200c\u200d]*|\p{M}+/gu)) {
		if (textWidth(`${kept}${character}…`, fontSize) > maxWidth) break;
		kept += character;
	}
	return `${kept}…`;
}

/**
 * Lines of whole words within a width; a word that is wider has a line of its own, shortened. What is isolated from
 * the direction of its surroundings is so on each of its lines.
 */
export function wrap(text: string, fontSize: number, maxWidth: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(/\s+/).filter((part) => part !== "")) {
		const last = lines.at(-1);
		const longer = last === undefined ? word : `${last} ${word}`;
		if (last !== undefined && textWidth(longer, fontSize) <= maxWidth) lines[lines.length - 1] = longer;
		else lines.push(shorten(word, fontSize, maxWidth));
	}
	return isolatedLines(lines);
}

function isolatedLines(lines: readonly string[]): string[] {
	let isOpen = false;
	return lines.map((line) => {
		const start = isOpen ? ISOLATE_START : "";
		for (const character of line) {
			if (character === ISOLATE_START) isOpen = true;
			if (character === ISOLATE_END) isOpen = false;
		}
		return `${start}${line}${isOpen ? ISOLATE_END : ""}`;
	});
}

/** A coordinate with at most two decimals: the same bytes on every machine. */
export function coordinate(value: number): string {
	return String(Math.round(value * 100) / 100);
}
