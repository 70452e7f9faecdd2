// One sentence, six scores: the same numbers compared in six ways. Without JavaScript all stand one under another.

import { attentionSvg, escapeXml as html } from "@mirada/attention/figures";
import { resultOf, type ScoreChoice, scoreNames } from "../../numbers/four-scores.js";
import { sourceWords, targetWords } from "../../numbers/red-car.js";
import { radios } from "../../piece/controls.js";
import { choice } from "../../piece/fields.js";
import { heatGrid } from "../../piece/heat-grid.js";
import { fixed, type Language } from "../../piece/language.js";
import type { Piece } from "../../piece/piece.js";
import { plainTable } from "../../piece/piece-html.js";
import { scoresTexts } from "./texts.js";

interface ScoresState {
	score: ScoreChoice;
}

/** The row of "coche". */
const COCHE = 1;

export const scoresPiece: Piece<ScoresState> = {
	name: "scores",
	title: (language) => scoresTexts[language].title,
	purpose: (language) => scoresTexts[language].purpose,
	question: (language) => {
		const { question, options, answer } = scoresTexts[language];
		return { text: question, options, right: 0, answer };
	},
	initial: { score: "dot" },
	fields: { score: choice(...scoreNames) },
	controls: ({ score }, language) => {
		const { names, score: label } = scoresTexts[language];
		const choices = scoreNames.map((name) => [name, names[name]] as const);
		return radios({ piece: "scores", name: "score", label, choices, value: score });
	},
	view: ({ score }, language) => scoreNames.map((name) => panel(name, name === score, language)).join(""),
	announce: ({ score }, language) =>
		scoresTexts[language].announce(
			scoresTexts[language].names[score],
			fixed(resultOf(score).weights.at(-1)![COCHE]![2]!, 2, language),
		),
	matrix: ({ score }) => {
		const { weights } = resultOf(score);
		return {
			name: `weights ${score}`,
			rows: weights.flatMap((_, head) =>
				targetWords.map((word) => (weights.length > 1 ? `${word}, head ${head + 1}` : word)),
			),
			columns: sourceWords,
			values: weights.flat(),
		};
	},
	svg: ({ score }, language) =>
		attentionSvg({
			weights: meanOf(resultOf(score).weights),
			sourceTokens: sourceWords,
			targetTokens: targetWords,
			lang: language,
			title: scoresTexts[language].caption(scoresTexts[language].names[score]),
		}),
};

function panel(name: ScoreChoice, isChosen: boolean, language: Language): string {
	const texts = scoresTexts[language];
	const { scores, weights, contexts } = resultOf(name);
	const numbers = (row: readonly number[]) => row.map((value) => fixed(value, 2, language)).join("  ");
	const grids = weights.map((map, head) =>
		heatGrid(
			{
				name: `${name}-${head}`,
				caption: weights.length > 1 ? texts.headCaption(head + 1) : texts.caption(texts.names[name]),
				rows: targetWords,
				columns: sourceWords,
				values: map,
				rowAxis: texts.rowAxis,
				columnAxis: texts.columnAxis,
				describeCell: (t, s) => texts.cell(targetWords[t]!, sourceWords[s]!, fixed(map[t]![s]!, 2, language)),
			},
			language,
		),
	);
	const rows =
		weights.length > 1
			? [[texts.contextRow, numbers(contexts[COCHE]!)]]
			: [
					[texts.scoresRow, numbers(scores[COCHE]!)],
					[texts.weightsRow, numbers(weights[0]![COCHE]!)],
					[texts.contextRow, numbers(contexts[COCHE]!)],
				];
	return `<div class="score-panel${isChosen ? " is-chosen" : ""}"><p class="equation"><b>${html(texts.names[name])}</b> <span class="formula">${texts.equations[name]}</span> <span class="from">${html(texts.from[name])}</span></p>
<div class="side-by-side">${grids.join("")}${plainTable([texts.row, ""], rows)}</div>
<p>${html(texts.widths[name])}</p></div>`;
}

function meanOf(maps: readonly (readonly (readonly number[])[])[]): number[][] {
	return maps[0]!.map((row, t) =>
		row.map((_, s) => maps.reduce((sum, map) => sum + map[t]![s]!, 0) / maps.length),
	);
}
