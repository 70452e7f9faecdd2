// The mask workshop: presets, a mask to paint, the weights that follow, and a test that finds leaks from the future.

import { attentionSvg, escapeXml as html } from "@mirada/attention/figures";
import {
	LENGTH,
	type Mask,
	type MaskName,
	maskNames,
	maskOf,
	outputsChangedBy,
	TOKENS,
	weightsUnder,
} from "../../numbers/sentence-attention.js";
import { radios, slider } from "../../piece/controls.js";
import { bits, choice, integer } from "../../piece/fields.js";
import { heatGrid } from "../../piece/heat-grid.js";
import { fixed, type Language } from "../../piece/language.js";
import type { Piece } from "../../piece/piece.js";
import { masksTexts } from "./texts.js";

interface MasksState {
	mask: MaskName | "painted";
	/** What was painted last. */
	table: Mask;
	/** Word that the leak test changes, from 1. */
	changed: number;
}

export const masksPiece: Piece<MasksState> = {
	name: "masks",
	title: (language) => masksTexts[language].title,
	purpose: (language) => masksTexts[language].purpose,
	question: (language) => {
		const { question, options, answer } = masksTexts[language];
		return { text: question, options, right: 2, answer };
	},
	initial: { mask: "none", table: maskOf("none"), changed: 3 },
	fields: {
		mask: choice(...maskNames, "painted"),
		table: bits(TOKENS, TOKENS),
		changed: integer(1, LENGTH),
	},
	controls: ({ mask, changed }, language) => {
		const texts = masksTexts[language];
		return (
			radios({
				piece: "masks",
				name: "mask",
				label: texts.mask,
				choices: [
					...maskNames.map((name) => [name, texts.maskNames[name]] as const),
					["painted", texts.painted] as const,
				],
				value: mask,
			}) +
			slider({
				name: "changed",
				label: texts.changed,
				least: 1,
				most: LENGTH,
				value: changed,
				text: wordText(changed, language),
			})
		);
	},
	valueTexts: ({ changed }, language) => ({ changed: wordText(changed, language) }),
	view: (state, language) => {
		const texts = masksTexts[language];
		const { words } = texts;
		const mask = tableOf(state);
		const weights = weightsUnder(mask);
		const axes = { rowAxis: texts.rowAxis, columnAxis: texts.columnAxis, rows: words, columns: words };
		const maskGrid = heatGrid(
			{
				...axes,
				name: "mask",
				caption: texts.maskCaption,
				values: mask.map((row) => row.map((allowed) => (allowed ? 0.4 : 0))),
				cellText: (t, s) => (mask[t]![s] ? texts.yes : texts.no),
				describeCell: (t, s) => texts.maskCell(words[t]!, words[s]!, mask[t]![s]!),
				isFaint: (t, s) => !mask[t]![s],
				isEditable: true,
			},
			language,
		);
		const weightsGrid = heatGrid(
			{
				...axes,
				name: "weights",
				caption: texts.weightsCaption,
				values: weights,
				describeCell: (t, s) => texts.weightCell(words[t]!, words[s]!, fixed(weights[t]![s]!, 2, language)),
				isFaint: (t, s) => !mask[t]![s],
			},
			language,
		);
		return `<div class="side-by-side">${maskGrid}${weightsGrid}</div>${notes(state, language)}${leakTest(state, language)}`;
	},
	announce: (state, language) => {
		const texts = masksTexts[language];
		const name = state.mask === "painted" ? texts.painted : texts.maskNames[state.mask];
		return texts.announce(name, verdict(state, language), texts.padding(paddingMass(state, language)));
	},
	afterCell: (state, { row, column }) => ({
		...state,
		mask: "painted",
		table: tableOf(state).map((line, t) =>
			line.map((allowed, s) => (t === row && s === column ? !allowed : allowed)),
		),
	}),
	matrix: (state, language) => ({
		name: "weights",
		rows: masksTexts[language].words,
		columns: masksTexts[language].words,
		values: weightsUnder(tableOf(state)),
	}),
	svg: (state, language) =>
		attentionSvg({
			weights: weightsUnder(tableOf(state)),
			sourceTokens: masksTexts[language].words,
			targetTokens: masksTexts[language].words,
			lang: language,
			title: masksTexts[language].weightsCaption,
		}),
};

function tableOf({ mask, table }: MasksState): Mask {
	return mask === "painted" ? table : maskOf(mask);
}

function wordText(changed: number, language: Language): string {
	return `${changed}: ${masksTexts[language].words[changed - 1]!}`;
}

/** Mean weight that the four words put on padding. */
function paddingMass(state: MasksState, language: Language): string {
	const rows = weightsUnder(tableOf(state)).slice(0, LENGTH);
	const mass = rows.flatMap((row) => row.slice(LENGTH)).reduce((sum, weight) => sum + weight, 0) / LENGTH;
	return fixed(mass, mass === 0 ? 0 : 2, language);
}

function notes(state: MasksState, language: Language): string {
	const texts = masksTexts[language];
	const empty = tableOf(state).flatMap((row, t) => (row.some(Boolean) ? [] : [String(t + 1)]));
	const lines = [
		texts.padding(paddingMass(state, language)),
		...(empty.length > 0 ? [texts.emptyRows(empty.join(", "))] : []),
	];
	return lines.map((line) => `<p>${html(line)}</p>`).join("");
}

/** The words whose output changed although they come before the changed one. */
function leaks({ changed, ...state }: MasksState, language: Language): string[] {
	const outputs = outputsChangedBy(changed - 1, tableOf({ ...state, changed }));
	return outputs.flatMap((isChanged, t) =>
		isChanged && t < changed - 1 ? [masksTexts[language].quoted(masksTexts[language].words[t]!)] : [],
	);
}

function verdict(state: MasksState, language: Language): string {
	const texts = masksTexts[language];
	const found = leaks(state, language);
	return found.length > 0 ? texts.leakFound(found) : texts.noLeak;
}

function leakTest(state: MasksState, language: Language): string {
	const texts = masksTexts[language];
	const { changed } = state;
	const items = outputsChangedBy(changed - 1, tableOf(state)).map((isChanged, t) => {
		const reason = !isChanged ? "" : `: ${t < changed - 1 ? texts.leak : texts.allowedChange}`;
		const mark = isChanged && t < changed - 1 ? "✗" : "✓";
		return `<li>${mark} <b>${html(texts.words[t]!)}</b> ${isChanged ? texts.changes : texts.same}${html(reason)}</li>`;
	});
	return `<div class="leak"><p><b>${html(texts.leakTitle(texts.words[changed - 1]!))}</b></p><ul>${items.join("")}</ul><p class="verdict">${html(verdict(state, language))}</p></div>`;
}
