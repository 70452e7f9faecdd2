// The static form of a piece: title, what to look for, the question, the controls, the figure, what can be saved.

import { escapeXml as html } from "@mirada/attention/figures";
import type { Language } from "./language.js";
import type { Piece } from "./piece.js";
import { questionHtml } from "./question.js";
import { pieceTexts } from "./texts.js";

/** The formats in which a figure can be saved or copied, as the names of the buttons' actions. */
export const exportActions = ["svg", "png", "csv", "markdown", "typescript", "numpy", "link"] as const;
export type ExportAction = (typeof exportActions)[number];

export function pieceHtml<State extends object>(piece: Piece<State>, language: Language): string {
	const { name, initial } = piece;
	const texts = pieceTexts[language];
	const question = piece.question?.(language);
	const view = piece.view(initial, language);
	const hint = view.includes("data-grid") ? texts.readingHint : "";
	return `<mirada-${name} v-pre lang="${language}"><figure class="piece" aria-labelledby="${name}-title">
<figcaption><span class="piece-title" id="${name}-title">${html(piece.title(language))}</span> ${html(piece.purpose(language))}</figcaption>
${question ? questionHtml(`${name}-question`, question, language) : ""}
<form class="controls needs-script" data-controls>${piece.controls(initial, language)}</form>
<div class="view" data-view>${view}</div>
<p class="reading needs-script" data-reading-line>${html(hint)}</p>
<noscript><p class="without-script">${html(texts.withoutScript)}</p></noscript>
<div class="below needs-script">${exportMenu(language)}<button type="button" class="quiet" data-reset>${html(texts.reset)}</button></div>
<p class="visually-hidden" aria-live="polite" data-live></p>
</figure></mirada-${name}>`;
}

function exportMenu(language: Language): string {
	const texts = pieceTexts[language];
	const labels: Record<ExportAction, string> = {
		svg: "SVG",
		png: "PNG",
		csv: "CSV",
		markdown: texts.copyMarkdown,
		typescript: texts.copyTypeScript,
		numpy: texts.copyNumPy,
		link: texts.link,
	};
	const buttons = exportActions.map(
		(action) => `<button type="button" data-export="${action}">${html(labels[action])}</button>`,
	);
	return `<details class="export"><summary>${html(texts.save)}</summary><div>${buttons.join("")}</div></details>`;
}

/** A figure's numbers as a table that can be opened below it. */
export function numbersTable(
	head: readonly string[],
	rows: readonly (readonly string[])[],
	language: Language,
	isOpen = false,
): string {
	return `<details class="numbers"${isOpen ? " open" : ""}><summary>${html(pieceTexts[language].numbersOf)}</summary>${plainTable(head, rows)}</details>`;
}

/** Where the content is too wide it scrolls, also by the keyboard. */
export function scrolling(content: string): string {
	return `<div class="table-scroll" tabindex="0">${content}</div>`;
}

/** The first cell of each row is its head. */
export function plainTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const headCells = head
		.map((text) => (text === "" ? "<td></td>" : `<th scope="col">${html(text)}</th>`))
		.join("");
	const bodyRows = rows.map(
		([first, ...others]) =>
			`<tr><th scope="row">${html(first!)}</th>${others.map((text) => `<td>${html(text)}</td>`).join("")}</tr>`,
	);
	return scrolling(
		`<table class="plain"><thead><tr>${headCells}</tr></thead><tbody>${bodyRows.join("")}</tbody></table>`,
	);
}
