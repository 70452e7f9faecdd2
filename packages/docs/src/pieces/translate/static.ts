// A sentence, its translation, and where the model looked: lines from word to word, the map, and the other hypotheses.

import { attentionSvg, escapeXml as html } from "@mirada/attention/figures";
import type { ModelTranslation } from "../../model-worker/protocol.js";
import { actionButton, radios, slider } from "../../piece/controls.js";
import { choice, type Field, integer } from "../../piece/fields.js";
import { goldGrid } from "../../piece/gold-grid.js";
import { fixed, type Language } from "../../piece/language.js";
import type { Piece } from "../../piece/piece.js";
import { plainTable, scrolling } from "../../piece/piece-html.js";
import { translateTexts } from "./texts.js";
import type { TranslatingModel, Translations } from "./translations.js";
import { wordLinesSvg } from "./word-lines.js";

export interface TranslateState {
	text: string;
	beam: number;
	/** Which hypothesis, from 1. */
	rank: number;
	/** Which written word, from 1; 0: all. */
	word: number;
	model: TranslatingModel;
}

const LONGEST_TEXT = 300;
const MOST_BEAMS = 5;
const MOST_WORDS = 40;
/** How many of the words that a word looks at are named. */
const NAMED = 2;

const sentence: Field<string> = {
	read: (text) => (text.length <= LONGEST_TEXT ? text : undefined),
	write: (text) => text,
};

export function translatePiece(translations: Translations): Piece<TranslateState> {
	const { examples } = translations;
	const shownOf = (state: TranslateState): ModelTranslation | undefined => {
		const hypotheses = translations.of(state);
		return hypotheses?.[Math.min(state.rank, hypotheses.length) - 1];
	};
	/** Index of the chosen word of the translation; undefined: all. */
	const chosenOf = ({ word }: TranslateState, { tokens }: ModelTranslation) =>
		word === 0 || tokens.length === 0 ? undefined : Math.min(word, tokens.length) - 1;
	/** Gold links, where the model wrote what the grammar says. */
	const linksOf = (state: TranslateState, { tokens }: ModelTranslation) => {
		const example = translations.exampleOf(state.text);
		return example && example.reference.join(" ") === tokens.join(" ") ? example.links : [];
	};

	return {
		name: "translate",
		title: (language) => translateTexts[language].title,
		purpose: (language) => translateTexts[language].purpose,
		question: (language) => ({ ...translateTexts[language].question, right: 1 }),
		initial: {
			text: examples[Math.floor(examples.length / 2)]!.source.join(" "),
			beam: 1,
			rank: 1,
			word: 0,
			model: "luong-general",
		},
		fields: {
			text: sentence,
			beam: integer(1, MOST_BEAMS),
			rank: integer(1, MOST_BEAMS),
			word: integer(0, MOST_WORDS),
			model: choice("luong-general", "own"),
		},
		controls(state, language) {
			const texts = translateTexts[language];
			const words = valueTexts(state, language);
			return [
				`<label class="wide"><span>${html(texts.sentence)}</span><input type="text" name="text" lang="en" maxlength="${LONGEST_TEXT}" value="${html(state.text)}" autocomplete="off" spellcheck="false" list="translate-words"></label><datalist id="translate-words" data-words></datalist>`,
				`<details><summary>${html(texts.examples)}</summary><div class="buttons">${examples.map(({ source }, i) => actionButton(`example-${i}`, source.join(" "))).join("")}</div></details>`,
				slider({
					name: "word",
					label: texts.word,
					least: 0,
					most: wordsOf(state),
					value: state.word,
					text: words.word!,
				}),
				slider({
					name: "beam",
					label: texts.beam,
					least: 1,
					most: MOST_BEAMS,
					value: state.beam,
					text: words.beam!,
				}),
				slider({
					name: "rank",
					label: texts.rank,
					least: 1,
					most: MOST_BEAMS,
					value: state.rank,
					text: words.rank!,
				}),
				radios({
					piece: "translate",
					name: "model",
					label: texts.model,
					choices: (["luong-general", "own"] as const).map((name) => [name, texts.modelNames[name]] as const),
					value: state.model,
				}),
				`<label class="wide"><span>${html(texts.drop)}</span><input type="file" accept=".safetensors" data-model-file></label>`,
			].join("");
		},
		valueTexts,
		afterAction(state, action) {
			const example = examples[Number(/^example-(\d+)$/.exec(action)?.[1])];
			return example ? { ...state, text: example.source.join(" "), word: 0, rank: 1 } : state;
		},
		view(state, language) {
			const texts = translateTexts[language];
			if (state.text.trim() === "") return `<p>${html(texts.empty)}</p>`;
			const shown = shownOf(state);
			if (!shown) return `<p>${html(translations.status?.(texts) ?? texts.waiting)}</p>`;
			const example = translations.exampleOf(state.text);
			const notes = [
				shown.unknownWords.length > 0 ? texts.unknown(shown.unknownWords.join(", ")) : "",
				shown.isFinished ? "" : texts.unfinished,
				shown.weights === null ? texts.noAttention : "",
			].filter(Boolean);
			return [
				`<dl class="translations"><dt>${html(texts.translation)}</dt><dd lang="es">${html(shown.text)}</dd>${example ? `<dt>${html(texts.reference)}</dt><dd lang="es">${html(example.reference.join(" "))}</dd>` : ""}</dl>`,
				...notes.map((note) => `<p class="note">${html(note)}</p>`),
				shown.weights === null || shown.tokens.length === 0
					? ""
					: `${scrolling(lines(state, shown, language))}${map(state, shown, language)}`,
				hypothesesTable(state, language),
			].join("");
		},
		announce(state, language) {
			const shown = shownOf(state);
			return shown ? translateTexts[language].announce(shown.text) : translateTexts[language].waiting;
		},
		matrix(state) {
			const { tokens, sourceTokens, weights } = shownOf(state) ?? {
				tokens: [],
				sourceTokens: [],
				weights: [],
			};
			return { name: "weights", rows: tokens, columns: sourceTokens, values: weights ?? [] };
		},
		svg(state, language) {
			const { tokens, sourceTokens, weights } = shownOf(state)!;
			return attentionSvg({
				weights: weights ?? tokens.map(() => sourceTokens.map(() => 0)),
				sourceTokens,
				targetTokens: tokens,
				sourceLanguage: "en",
				targetLanguage: "es",
				alignment: linksOf(state, shownOf(state)!),
				lang: language,
			});
		},
	};

	function wordsOf(state: TranslateState): number {
		return Math.min(MOST_WORDS, Math.max(1, shownOf(state)?.tokens.length ?? 1));
	}

	function valueTexts(state: TranslateState, language: Language): Readonly<Record<string, string>> {
		const texts = translateTexts[language];
		const shown = shownOf(state);
		const chosen = shown && chosenOf(state, shown);
		const count = translations.of(state)?.length ?? 1;
		return {
			beam: texts.beamText(state.beam),
			rank: texts.rankText(Math.min(state.rank, count), count),
			word:
				chosen === undefined || !shown?.weights
					? texts.allWords
					: texts.wordText(
							shown.tokens[chosen]!,
							looksAt(shown.weights[chosen]!, shown.sourceTokens, language),
						),
		};
	}

	function lines(state: TranslateState, shown: ModelTranslation, language: Language): string {
		const texts = translateTexts[language];
		return wordLinesSvg({
			description: texts.lines(shown.sourceTokens.join(" "), shown.text),
			source: shown.sourceTokens,
			target: shown.tokens,
			weights: shown.weights!,
			chosen: chosenOf(state, shown),
			sourceTitle: texts.columnAxis,
			targetTitle: texts.rowAxis,
		});
	}

	function map(state: TranslateState, shown: ModelTranslation, language: Language): string {
		const texts = translateTexts[language];
		const links = linksOf(state, shown);
		const chosen = chosenOf(state, shown);
		return goldGrid(
			{
				name: "translate",
				caption: `${texts.mapCaption}${links.length > 0 ? ` ${texts.mapGold}` : ""}`,
				target: shown.tokens,
				source: shown.sourceTokens,
				links,
				values: shown.weights!,
				texts,
				isFaint: (row) => chosen !== undefined && row !== chosen,
			},
			language,
		);
	}

	function hypothesesTable(state: TranslateState, language: Language): string {
		const hypotheses = translations.of(state) ?? [];
		if (hypotheses.length < 2) return "";
		const texts = translateTexts[language];
		const rows = hypotheses.map(({ text, logProb, score }, i) => [
			String(i + 1),
			text,
			fixed(logProb, 2, language),
			fixed(score, 2, language),
		]);
		return `<p class="note">${html(texts.others)}</p>${plainTable(texts.othersHead, rows)}`;
	}
}

/** "car 0,87, red 0,09": the words most looked at. */
function looksAt(row: readonly number[], source: readonly string[], language: Language): string {
	return row
		.map((weight, s) => ({ weight, word: source[s]! }))
		.sort((one, other) => other.weight - one.weight)
		.slice(0, NAMED)
		.map(({ weight, word }) => `${word} ${fixed(weight, 2, language)}`)
		.join(", ");
}
