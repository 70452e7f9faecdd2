// The pieces that show trained models, in both languages, on made-up results.

import { describe, expect, test } from "vitest";
import type { StoredSnapshot } from "../live-training/snapshot.js";
import type { LengthScore } from "../models/length-scores.js";
import type { PageResults } from "../models/page-results.js";
import type { Language } from "../piece/language.js";
import type { Piece } from "../piece/piece.js";
import { pieceHtml } from "../piece/piece-html.js";
import { bottleneckPiece } from "./bottleneck/static.js";
import { MOMENTS, readRecords } from "./training/records.js";
import { type TrainingState, trainingPiece } from "./training/static.js";
import { type TranslateState, translatePiece } from "./translate/static.js";
import { Translations } from "./translate/translations.js";

const SOURCE = ["the", "red", "car", "."];
const TARGET = ["el", "coche", "rojo", "."];
const LINKS: [number, number][] = [
	[0, 0],
	[1, 2],
	[2, 1],
	[3, 3],
];
const WEIGHTS = [
	[1, 0, 0, 0],
	[0, 0.1, 0.9, 0],
	[0, 0.8, 0.2, 0],
	[0, 0, 0, 1],
];

const translation = (tokens: string[], weights: number[][] | null) => ({
	tokens,
	text: tokens.join(" "),
	weights,
});
const results = {
	examples: [1, 2].map(() => ({
		source: SOURCE,
		reference: TARGET,
		links: LINKS,
		translations: {
			none: translation(["la", "casa", "roja", "."], null),
			"luong-general": translation(TARGET, WEIGHTS),
		},
	})),
} as unknown as PageResults;
const scores: LengthScore[] = [
	{ from: 1, to: 8, sentences: 5, none: 50, attention: 70 },
	{ from: 9, to: null, sentences: 9, none: 20, attention: 71 },
];

const snapshot = (moment: number, hasMaps: boolean): StoredSnapshot => ({
	step: 10 * moment,
	loss: 5 - moment / 20,
	bleu: moment,
	match: hasMaps ? moment / MOMENTS : null,
	maps: hasMaps
		? [1, 2, 3].map(() => btoa(String.fromCharCode(...WEIGHTS.flat().map((w) => Math.round(255 * w)))))
		: null,
	translations: ["uno", "dos", "tres"],
});
const moments = (hasMaps: boolean) => Array.from({ length: MOMENTS + 1 }, (_, i) => snapshot(i, hasMaps));
const records = readRecords({
	shown: [1, 2, 3].map(() => ({ source: SOURCE, target: TARGET, links: LINKS })),
	nulls: { uniform: 0.25, diagonal: 0.5 },
	none: moments(false),
	attention: moments(true),
	shuffled: moments(true),
});

const training = trainingPiece(records);
const translate = translatePiece(new Translations(results));
const pieces = [training, translate, bottleneckPiece(results, scores)] as unknown as Piece<
	Record<string, unknown>
>[];

const tagsOf = (html: string) => [...html.matchAll(/<\/?([a-z][a-z0-9-]*)/g)].map(([tag]) => tag);

describe.each(pieces)("$name", (piece) => {
	const html = (language: Language) => pieceHtml(piece, language);

	test("has the same structure in Spanish and English, and other words", () => {
		expect(tagsOf(html("es"))).toEqual(tagsOf(html("en")));
		expect(piece.announce(piece.initial, "es")).not.toBe(piece.announce(piece.initial, "en"));
		const { options, right } = piece.question!("es");
		expect(options[right]).toBeDefined();
	});

	test("shows only numbers and words that are there", () => {
		expect(html("es") + html("en")).not.toMatch(/undefined|NaN|\[object/);
	});

	test("reads back the state that it writes into the address, and draws a figure to save", () => {
		for (const [name, field] of Object.entries(piece.fields))
			expect(field.read(field.write(piece.initial[name] as never))).toEqual(piece.initial[name]);
		expect(piece.svg(piece.initial, "es")).toMatch(/^<svg.*<\/svg>\s*$/s);
		const { rows, columns, values } = piece.matrix(piece.initial, "es");
		expect(values.map((row) => row.length)).toEqual(rows.map(() => columns.length));
	});
});

describe("training", () => {
	const at = (state: Partial<TrainingState>) => training.view({ ...training.initial, ...state }, "en");

	test("shows the moment, the sentence and the pairs that are chosen", () => {
		expect(at({ moment: 6 })).toContain("after 60 steps");
		expect(at({ moment: 6, sentence: "2" })).toContain("dos");
		expect(at({ pairs: "shuffled" })).toContain("–");
		expect(training.valueTexts!({ ...training.initial, moment: 30 }, "es").moment).toBe(
			"paso 300, pérdida 3,50, el 50\u00a0% mira a la palabra correcta",
		);
	});

	test("marks the right words and has eight small maps", () => {
		expect(at({}).match(/ ✓<\/td>/g)).toHaveLength(LINKS.length);
		expect(at({}).match(/<rect class="frame"/g)).toHaveLength(8);
	});

	test("shows as much of a training under way as there is", () => {
		const growing = { ...records, own: { none: [], attention: [], speed: null }, status: "loading" };
		const live = trainingPiece(growing);
		const state: TrainingState = { ...live.initial, run: "own" };
		for (const language of ["es", "en"] as const) {
			expect(live.view(state, language)).not.toMatch(/undefined|NaN/);
			expect(live.announce(state, language)).not.toMatch(/undefined|NaN/);
		}
	});
});

describe("translate", () => {
	const at = (state: Partial<TranslateState>) => translate.view({ ...translate.initial, ...state }, "es");

	test("says what a chosen word looks at, and marks gold links where the grammar's words were written", () => {
		const state = { ...translate.initial, word: 2 };
		expect(translate.valueTexts!(state, "es").word).toBe("coche: mira a car 0,90, red 0,10");
		expect(at({}).match(/ ✓<\/td>/g)).toHaveLength(LINKS.length);
	});

	test("waits for a sentence that is not translated yet, and escapes whatever is typed", () => {
		expect(at({ text: "a new one" })).toContain("Traduciendo");
		expect(at({ text: " " })).toContain("Escribe una frase");
		expect(translate.controls({ ...translate.initial, text: '"><img src=x>' }, "es")).not.toContain("<img");
	});
});
