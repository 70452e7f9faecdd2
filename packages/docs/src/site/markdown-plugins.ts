// What the lesson's Markdown has besides Markdown: `[[name]]` for a measured number or table, and
// `<mirada-name></mirada-name>` on a line of its own for a piece.

import type MarkdownIt from "markdown-it";
import type { Language } from "../piece/language.js";
import { staticPiece } from "../pieces/static-pieces.js";
import type { Results } from "./results.js";

const RESULT = /\[\[([a-z][a-z-]*)\]\]/g;
const WORD_JOINER = "\u2060";
const PIECE = /^<mirada-([a-z-]+)><\/mirada-\1>$/;

/** Pages in the folder `en` are English, all others Spanish. */
export function languageOfPage(relativePath: string): Language {
	return relativePath.startsWith("en/") ? "en" : "es";
}

export function fillInResults(md: MarkdownIt, results: Results): void {
	md.core.ruler.before("normalize", "mirada-results", (state) => {
		const language = languageOfPage(state.env.relativePath ?? "");
		state.src = state.src.replace(RESULT, (_, name: string) => results.text(name, language));
	});
}

export function showPieces(md: MarkdownIt): void {
	md.block.ruler.before(
		"html_block",
		"mirada-piece",
		(state, startLine, _endLine, silent) => {
			const start = state.bMarks[startLine]! + state.tShift[startLine]!;
			const [, name] = PIECE.exec(state.src.slice(start, state.eMarks[startLine]).trim()) ?? [];
			if (name === undefined) return false;
			if (silent) return true;
			state.line = startLine + 1;
			const token = state.push("html_block", "", 0);
			token.content = staticPiece(name, languageOfPage(state.env.relativePath ?? ""));
			token.map = [startLine, state.line];
			return true;
		},
		{ alt: ["paragraph"] },
	);
}

/** A line must not break between a formula and the punctuation that follows it. */
export function keepPunctuation(md: MarkdownIt): void {
	md.core.ruler.push("mirada-punctuation", (state) => {
		for (const { children } of state.tokens) {
			for (const [i, token] of (children ?? []).entries()) {
				const before = children![i - 1];
				if (token.type !== "text" || !before?.type.startsWith("math_inline")) continue;
				if (/^[.,:;)?!»”]/.test(token.content)) token.content = `${WORD_JOINER}${token.content}`;
			}
		}
	});
}
