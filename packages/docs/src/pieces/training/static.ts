// The training with a scrubber: two models beside each other at any moment, the map, the curves, eight small maps.

import { attentionSvg, escapeXml as html } from "@mirada/attention/figures";
import { LIVE_TRAINING } from "../../live-training/settings.js";
import type { Snapshot } from "../../live-training/snapshot.js";
import { actionButton, radios, slider } from "../../piece/controls.js";
import { choice, integer } from "../../piece/fields.js";
import { goldGrid } from "../../piece/gold-grid.js";
import { fixed, type Language } from "../../piece/language.js";
import type { Piece } from "../../piece/piece.js";
import { numbersTable, plainTable, scrolling } from "../../piece/piece-html.js";
import { curvesSvg } from "./curves.js";
import { MOMENTS, mapOf, momentOf, type TrainingRecord, type TrainingRecords } from "./records.js";
import { smallMapsSvg } from "./small-maps.js";
import { percent, trainingTexts } from "./texts.js";

export interface TrainingState {
	moment: number;
	/** Index of the sentence, from 1 for people. */
	sentence: "1" | "2" | "3";
	pairs: "true" | "shuffled";
	run: "recorded" | "own";
}

/** The moments of the small maps: many at the start, where most happens. */
const SMALL_MOMENTS = [0, 2, 4, 8, 12, 18, 30, MOMENTS];

/** The records may change: the reader's own training grows. */
export function trainingPiece(records: TrainingRecords): Piece<TrainingState> {
	const recordOf = ({ run, pairs }: TrainingState): TrainingRecord =>
		(run === "own" && records.own) || records.recorded[pairs];
	const sentenceOf = ({ sentence }: TrainingState) => records.shown[Number(sentence) - 1]!;
	const now = (state: TrainingState) => {
		const record = recordOf(state);
		return { none: momentOf(record.none, state.moment), attention: momentOf(record.attention, state.moment) };
	};
	const mapNow = (state: TrainingState) =>
		mapOf(now(state).attention, sentenceOf(state), Number(state.sentence) - 1);
	const stepOf = (state: TrainingState) => now(state).attention?.step ?? 0;

	return {
		name: "training",
		title: (language) => trainingTexts[language].title,
		purpose: (language) => trainingTexts[language].purpose,
		question: (language) => ({ ...trainingTexts[language].question, right: 1 }),
		initial: { moment: MOMENTS, sentence: "1", pairs: "true", run: "recorded" },
		fields: {
			moment: integer(0, MOMENTS),
			sentence: choice("1", "2", "3"),
			pairs: choice("true", "shuffled"),
			run: choice("recorded", "own"),
		},
		controls(state, language) {
			const texts = trainingTexts[language];
			return [
				`<div class="buttons">${actionButton("train", texts.train)}${actionButton("pause", texts.pause, true)}${actionButton("stop", texts.stop, true)}</div>`,
				`<progress data-progress max="${LIVE_TRAINING.steps}" value="0" aria-label="${html(texts.live)}"></progress>`,
				slider({
					name: "moment",
					label: texts.moment,
					least: 0,
					most: MOMENTS,
					value: state.moment,
					text: valueText(now(state).attention, language),
				}),
				radios({
					piece: "training",
					name: "sentence",
					label: texts.sentence,
					choices: records.shown.map(({ source }, i) => [String(i + 1) as "1", source.join(" ")] as const),
					value: state.sentence,
				}),
				radios({
					piece: "training",
					name: "pairs",
					label: texts.pairs,
					choices: [
						["true", texts.pairsTrue],
						["shuffled", texts.pairsShuffled],
					],
					value: state.pairs,
				}),
				radios({
					piece: "training",
					name: "run",
					label: texts.source,
					choices: [
						["recorded", texts.recorded],
						["own", texts.live],
					],
					value: state.run,
				}),
			].join("");
		},
		view(state, language) {
			const texts = trainingTexts[language];
			const sentence = sentenceOf(state);
			const { match } = now(state).attention ?? { match: null };
			const status = state.run === "own" ? records.status : texts.recordedNote;
			const { diagonal } = records.nulls;
			return [
				`<p class="status">${html(status)}</p>`,
				comparison(state, language),
				grid(state, language),
				match === null
					? ""
					: `<p>${html(texts.look(percent(match, language), percent(diagonal, language)))}</p>`,
				`<div class="charts">${matchCurves(state, language)}${lossCurves(state, language)}</div>`,
				`<p class="small-title">${html(texts.small)}: <q>${html(sentence.source.join(" "))}</q></p>`,
				scrolling(smallMaps(state, language)),
				numbers(state, language),
			].join("");
		},
		announce(state, language) {
			const { none, attention } = now(state);
			if (!attention) return trainingTexts[language].loading;
			const bleu = (snapshot: Snapshot | undefined) => (snapshot ? fixed(snapshot.bleu, 0, language) : "–");
			return trainingTexts[language].announce(attention.step, percent(attention.match ?? 0, language), [
				bleu(none),
				bleu(attention),
			]);
		},
		valueTexts: (state, language) => ({ moment: valueText(now(state).attention, language) }),
		matrix(state) {
			const { source, target } = sentenceOf(state);
			return { name: "weights", rows: [...target], columns: [...source], values: mapNow(state) };
		},
		svg(state, language) {
			const { source, target, links } = sentenceOf(state);
			return attentionSvg({
				weights: mapNow(state),
				sourceTokens: source,
				targetTokens: target,
				alignment: links,
				lang: language,
				title: trainingTexts[language].mapCaption(stepOf(state)).split(".")[0]!,
			});
		},
	};

	function comparison(state: TrainingState, language: Language): string {
		const texts = trainingTexts[language];
		const { none, attention } = now(state);
		const { speed } = recordOf(state);
		const index = Number(state.sentence) - 1;
		const both = (of: (snapshot: Snapshot) => string) =>
			[none, attention].map((one) => (one ? of(one) : "–"));
		const rows = [
			[texts.writes, ...both(({ translations }) => translations[index] ?? "–")],
			[texts.reference, ...both(() => sentenceOf(state).target.join(" "))],
			[texts.loss, ...both(({ loss }) => fixed(loss, 2, language))],
			[texts.bleu, ...both(({ bleu }) => fixed(bleu, 1, language))],
			[texts.match, ...both(({ match }) => (match === null ? "–" : percent(match, language)))],
		];
		if (speed) {
			const rates = [speed.none, speed.attention].map((rate) => texts.speed(fixed(rate, 0, language)));
			rows.push([texts.speedRow, ...rates]);
		}
		return plainTable(["", texts.without, texts.with], rows);
	}

	function grid(state: TrainingState, language: Language): string {
		const texts = trainingTexts[language];
		const caption = texts.mapCaption(stepOf(state));
		return goldGrid(
			{ name: "training", caption, ...sentenceOf(state), values: mapNow(state), texts },
			language,
		);
	}

	function matchCurves(state: TrainingState, language: Language): string {
		const texts = trainingTexts[language];
		const { attention } = recordOf(state);
		const last = attention.at(-1)?.match ?? 0;
		return curvesSvg({
			title: texts.curveMatch,
			description: `${texts.curveMatch}: ${percent(last, language)}; ${texts.diagonal} ${percent(records.nulls.diagonal, language)}; ${texts.uniform} ${percent(records.nulls.uniform, language)}.`,
			lines: [{ name: texts.with, points: attention.map(({ step, match }) => [step, match ?? 0] as const) }],
			levels: [
				{ name: texts.diagonal, value: records.nulls.diagonal },
				{ name: texts.uniform, value: records.nulls.uniform },
			],
			steps: LIVE_TRAINING.steps,
			most: 1,
			tick: (value) => percent(value, language),
			marked: stepOf(state),
		});
	}

	function lossCurves(state: TrainingState, language: Language): string {
		const texts = trainingTexts[language];
		const { none, attention } = recordOf(state);
		const points = (snapshots: readonly Snapshot[]) =>
			snapshots.map(({ step, loss }) => [step, loss] as const);
		const last = (snapshots: readonly Snapshot[]) => {
			const snapshot = snapshots.at(-1);
			return snapshot ? fixed(snapshot.loss, 2, language) : "–";
		};
		return curvesSvg({
			title: texts.curveLoss,
			description: `${texts.curveLoss}: ${texts.without} ${last(none)}, ${texts.with} ${last(attention)}.`,
			lines: [
				{ name: texts.without, points: points(none) },
				{ name: texts.with, points: points(attention) },
			],
			levels: [],
			steps: LIVE_TRAINING.steps,
			most: 6,
			tick: (value) => fixed(value, 0, language),
			marked: stepOf(state),
		});
	}

	function smallMaps(state: TrainingState, language: Language): string {
		const { attention } = recordOf(state);
		const sentence = sentenceOf(state);
		const index = Number(state.sentence) - 1;
		const maps = SMALL_MOMENTS.map((moment) => ({
			label: `${moment * LIVE_TRAINING.snapshotEvery} ${trainingTexts[language].steps}`,
			rows: mapOf(attention[moment], sentence, index),
		}));
		const steps = SMALL_MOMENTS.map((moment) => moment * LIVE_TRAINING.snapshotEvery).join(", ");
		return smallMapsSvg(maps, trainingTexts[language].smallDescription(steps));
	}

	function numbers(state: TrainingState, language: Language): string {
		const { none, attention } = recordOf(state);
		const rows = SMALL_MOMENTS.filter((moment) => attention[moment]).map((moment) => {
			const [without, with_] = [none[moment], attention[moment]!];
			return [
				String(with_.step),
				without ? fixed(without.loss, 2, language) : "–",
				fixed(with_.loss, 2, language),
				without ? fixed(without.bleu, 1, language) : "–",
				fixed(with_.bleu, 1, language),
				percent(with_.match ?? 0, language),
			];
		});
		return numbersTable(trainingTexts[language].tableHead, rows, language);
	}
}

function valueText(snapshot: Snapshot | undefined, language: Language): string {
	if (!snapshot) return "–";
	const { step, loss, match } = snapshot;
	return trainingTexts[language].valueText(step, fixed(loss, 2, language), percent(match ?? 0, language));
}
