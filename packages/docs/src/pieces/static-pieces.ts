// Every piece by its name: what the pages may show.

import { readLengthScores, readLiveRecords, readPageResults } from "../models/read-results.js";
import type { Language } from "../piece/language.js";
import { pieceHtml } from "../piece/piece-html.js";
import { bottleneckPiece } from "./bottleneck/static.js";
import { costPiece } from "./cost/static.js";
import { masksPiece } from "./masks/static.js";
import { onlineSoftmaxPiece } from "./online-softmax/static.js";
import { redCarPiece } from "./red-car/static.js";
import { scaleLabPiece } from "./scale-lab/static.js";
import { scoresPiece } from "./scores/static.js";
import { readRecords } from "./training/records.js";
import { trainingPiece } from "./training/static.js";
import { trainingTexts } from "./training/texts.js";
import { translatePiece } from "./translate/static.js";
import { Translations } from "./translate/translations.js";

const htmlOf: Readonly<Record<string, (language: Language) => string>> = {
	"red-car": (language) => pieceHtml(redCarPiece, language),
	"scale-lab": (language) => pieceHtml(scaleLabPiece, language),
	masks: (language) => pieceHtml(masksPiece, language),
	scores: (language) => pieceHtml(scoresPiece, language),
	cost: (language) => pieceHtml(costPiece, language),
	"online-softmax": (language) => pieceHtml(onlineSoftmaxPiece, language),
	training: (language) => {
		const records = readLiveRecords();
		return records ? pieceHtml(trainingPiece(readRecords(records)), language) : absent(language);
	},
	translate: (language) => {
		const results = readPageResults();
		return results ? pieceHtml(translatePiece(new Translations(results)), language) : absent(language);
	},
	bottleneck: (language) => {
		const results = readPageResults();
		return results ? pieceHtml(bottleneckPiece(results, readLengthScores()), language) : absent(language);
	},
};

/** Where the models have not been trained, the page says so. */
function absent(language: Language): string {
	return `<p class="absent">${trainingTexts[language].absent}</p>`;
}

export const pieceNames: readonly string[] = Object.keys(htmlOf);

/** The static form of a piece. @throws Error where there is none of that name: the site is not built then. */
export function staticPiece(name: string, language: Language): string {
	const html = htmlOf[name];
	if (!html) throw new Error(`staticPiece: unknown piece "${name}"; known: ${pieceNames.join(", ")}`);
	return html(language);
}
