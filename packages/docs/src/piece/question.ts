// Predict, then see: a question that the reader answers before touching the controls. Without JavaScript the answer
// is behind "See the answer"; with it, choosing opens the answer and says whether the guess was right.

import { escapeXml as html } from "@mirada/attention/figures";
import type { Language } from "./language.js";
import { pieceTexts } from "./texts.js";

export interface Question {
	text: string;
	options: readonly string[];
	/** Index of the right option. */
	right: number;
	/** Why: one or two sentences. */
	answer: string;
}

export function questionHtml(
	id: string,
	{ text, options, right, answer }: Question,
	language: Language,
): string {
	const texts = pieceTexts[language];
	const radios = options
		.map(
			(option, i) =>
				`<label><input type="radio" name="${html(id)}" value="${i}" data-guess="${i === right ? "right" : "wrong"}"> ${html(option)}</label>`,
		)
		.join("");
	return `<div class="question"><fieldset><legend><b>${html(texts.predict)}</b> ${html(text)}</legend>${radios}</fieldset>
<details><summary>${html(texts.seeAnswer)}</summary><p><span data-verdict></span> <b>${html(options[right]!)}.</b> ${html(answer)}</p></details></div>`;
}
