// With and without attention: two translations of one sentence, what each gets wrong in words, and BLEU by length.

import { escapeXml as html } from "@mirada/attention/figures";
import type { LengthScore } from "../../models/length-scores.js";
import type { Example, PageResults } from "../../models/page-results.js";
import { slider } from "../../piece/controls.js";
import { integer } from "../../piece/fields.js";
import { fixed, type Language } from "../../piece/language.js";
import type { Piece } from "../../piece/piece.js";
import { numbersTable, plainTable, scrolling } from "../../piece/piece-html.js";
import { lengthChart } from "./length-chart.js";
import { bottleneckTexts } from "./texts.js";
import { wordDifference } from "./word-difference.js";

export interface BottleneckState {
	/** Index of the example, from short to long. */
	length: number;
}

export function bottleneckPiece(
	{ examples }: PageResults,
	scores: readonly LengthScore[],
): Piece<BottleneckState> {
	const last = examples.length - 1;
	const exampleOf = ({ length }: BottleneckState) => examples[length]!;
	return {
		name: "bottleneck",
		title: (language) => bottleneckTexts[language].title,
		purpose: (language) => bottleneckTexts[language].purpose,
		question: (language) => ({ ...bottleneckTexts[language].question, right: 1 }),
		initial: { length: last - 1 },
		fields: { length: integer(0, last) },
		controls(state, language) {
			const texts = bottleneckTexts[language];
			return slider({
				name: "length",
				label: texts.length,
				least: 0,
				most: last,
				value: state.length,
				text: texts.valueText(wordsOf(exampleOf(state))),
			});
		},
		valueTexts: (state, language) => ({
			length: bottleneckTexts[language].valueText(wordsOf(exampleOf(state))),
		}),
		view(state, language) {
			const texts = bottleneckTexts[language];
			const { source, reference, translations } = exampleOf(state);
			return `<dl class="translations">
<dt>${html(texts.source)}</dt><dd lang="en">${html(source.join(" "))}</dd>
<dt>${html(texts.reference)}</dt><dd lang="es">${html(reference.join(" "))}</dd>
<dt>${html(texts.without)}</dt><dd>${compared(translations.none.tokens, reference, language)}</dd>
<dt>${html(texts.with)}</dt><dd>${compared(translations["luong-general"].tokens, reference, language)}</dd>
</dl>
<noscript>${fiveLengths(language)}</noscript>
${scrolling(lengthChart(scores, language))}<p class="note">${html(texts.chartNote)}</p>
${numbersTable(
	[texts.words, texts.without, texts.with, texts.sentences],
	scores.map(({ from, to, none, attention, sentences }) => [
		to === null ? texts.orMore(from) : `${from}–${to}`,
		fixed(none, 1, language),
		fixed(attention, 1, language),
		String(sentences),
	]),
	language,
)}`;
		},
		announce(state, language) {
			const { reference, translations } = exampleOf(state);
			const told = (tokens: readonly string[]) => inWords(tokens, reference, language);
			return bottleneckTexts[language].announce(
				wordsOf(exampleOf(state)),
				told(translations.none.tokens),
				told(translations["luong-general"].tokens),
			);
		},
		matrix: (_, language) => ({
			name: "bleu_by_length",
			rows: scores.map(({ from, to }) => (to === null ? `${from}+` : `${from}-${to}`)),
			columns: [bottleneckTexts[language].without, bottleneckTexts[language].with],
			values: scores.map(({ none, attention }) => [none, attention]),
		}),
		svg: (_, language) => lengthChart(scores, language),
	};

	/** Without JavaScript: every other example. */
	function fiveLengths(language: Language): string {
		const texts = bottleneckTexts[language];
		const chosen = examples.filter((_, i) => i % 2 === 0);
		return plainTable(
			[texts.words, texts.without, texts.with],
			chosen.map(({ source, reference, translations }) => [
				String(countWords(source)),
				...[translations.none, translations["luong-general"]].map(
					({ tokens, text }) => `${text} (${inWords(tokens, reference, language)})`,
				),
			]),
		);
	}
}

/** The translation with its wrong words marked, and the difference said in words. */
function compared(tokens: readonly string[], reference: readonly string[], language: Language): string {
	const { isRight } = wordDifference(tokens, reference);
	const marked = tokens.map((token, i) => (isRight[i] ? html(token) : `<del>${html(token)}</del>`));
	return `<span lang="es">${marked.join(" ")}</span> <small>${html(inWords(tokens, reference, language))}</small>`;
}

function inWords(tokens: readonly string[], reference: readonly string[], language: Language): string {
	const texts = bottleneckTexts[language];
	const { missing, extra, isRight } = wordDifference(tokens, reference);
	if (missing.length === 0 && extra.length === 0) return texts.same;
	const parts = [texts.counts(countWords(tokens.filter((_, i) => isRight[i])), countWords(reference))];
	const list = (words: readonly string[]) => words.filter(isWord).join(", ");
	if (countWords(missing) > 0) parts.push(`${texts.missing} ${list(missing)}`);
	if (countWords(extra) > 0) parts.push(`${texts.extra} ${list(extra)}`);
	return parts.join("; ");
}

function wordsOf({ source }: Example): number {
	return countWords(source);
}

function countWords(tokens: readonly string[]): number {
	return tokens.filter(isWord).length;
}

/** As `isWord` of @mirada/seq2seq, which would bring TensorFlow.js into the page. */
function isWord(token: string): boolean {
	return /[\p{L}\p{N}]/u.test(token);
}
