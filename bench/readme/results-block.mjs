// The results in README.md and README.es.md: the same numbers in two languages, every one from a file of bench/results.

import { table } from "../report/tables.mjs";
import { BUSY } from "./homework-runs.mjs";
import { english } from "./texts-en.mjs";
import { spanish } from "./texts-es.mjs";

const NULLS = ["uniform", "diagonal", "untrained"];

/** The text between the marks; `training` is the result of the suite of that name, undefined where it was not run. */
export function resultsBlock(language, { runs, training }) {
	const texts = { en: english, es: spanish }[language];
	const numbers = {
		fixed: (value, digits) =>
			value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
		// Spanish parts thousands by a thin space, as the command line does.
		whole: (value) => {
			const text = Math.round(value).toLocaleString(language, { useGrouping: "always" });
			return language === "es" ? text.replaceAll(".", "\u202f") : text;
		},
	};
	const parts = [
		...(runs.length > 0 ? homework(runs, texts, numbers) : []),
		...(training ? trainingSpeed(training, texts, numbers) : []),
		texts.report,
	];
	return parts.join("\n\n");
}

/** How well attention aligns words, and the best of the three nulls, by the measure that suits the links. */
function alignmentOf({ alignment }) {
	const isGold = alignment.linksFrom === "gold";
	const field = isGold ? "alignmentErrorRate" : "matchScore";
	const best = isGold ? Math.min : Math.max;
	return {
		measure: isGold ? "AER" : "match",
		attention: alignment.attention[field],
		bestNull: best(...NULLS.map((name) => alignment[name][field])),
	};
}

/** The beam sizes of the runs that have results of beam search. */
const beamSizesOf = (runs) => [
	...new Set(runs.flatMap(({ models: { none, attention } }) => (none.beam ? [attention.beam.beamSize] : []))),
];

/** The columns of the table of runs, in order: head, and the cell of a run. */
function columns(runs, texts, { fixed, whole }) {
	const both = (none, attention, field) => `${fixed(none[field], 1)} → ${fixed(attention[field], 1)}`;
	const gain = ({ bleuGain, bootstrap }) => {
		const interval = texts.interval(fixed(bootstrap.low, 1), fixed(bootstrap.high, 1));
		return `${bleuGain < 0 ? "" : "+"}${fixed(bleuGain, 1)} (${interval})`;
	};
	const beamSizes = beamSizesOf(runs);
	// Runs of several sizes say theirs in the cell, those of one size in the head.
	const [beamSize] = beamSizes.length === 1 ? beamSizes : [];
	const { heads } = texts;
	const ofBeam =
		beamSizes.length === 0
			? []
			: [
					[
						heads.bleuBy(texts.beam(beamSize)),
						({ models: { none, attention } }) =>
							none.beam
								? both(none.beam, attention.beam, "bleuMulti") +
									(beamSize ? "" : ` (${texts.beam(none.beam.beamSize)})`)
								: "–",
					],
					[heads.gainBy(texts.beam(beamSize)), ({ beamComparison: found }) => (found ? gain(found) : "–")],
				];
	const greedy = (head, headBy) => (ofBeam.length > 0 ? headBy(texts.greedy) : head);
	return [
		[heads.command, ({ options }) => `\`npm run homework${options && ` -- ${options}`}\``],
		[heads.pairs, ({ data }) => whole(data.trainPairs)],
		[greedy(heads.bleu, heads.bleuBy), ({ models }) => both(models.none, models.attention, "bleuMulti")],
		[greedy(heads.gain, heads.gainBy), ({ comparison }) => gain(comparison)],
		...ofBeam,
		[greedy(heads.chrf, heads.chrfBy), ({ models }) => both(models.none, models.attention, "chrf")],
		[
			texts.heads.alignment,
			(run) => {
				const { measure, attention, bestNull } = alignmentOf(run);
				return texts.alignment(measure, fixed(attention, 2), fixed(bestNull, 2));
			},
		],
		[
			texts.heads.minutes,
			({ models, note }) => {
				const minutes = (models.none.trainSeconds + models.attention.trainSeconds) / 60;
				return fixed(minutes, 1) + (note === BUSY ? ` (${texts.busy})` : "");
			},
		],
		[
			texts.heads.verdict,
			({ passed, settings: { judge } }) =>
				(passed ? texts.passed : texts.notPassed) + (judge === "beam" ? ` (${texts.beam()})` : ""),
		],
	];
}

function homework(runs, texts, numbers) {
	const cells = columns(runs, texts, numbers);
	const hasBeam = beamSizesOf(runs).length > 0;
	const measures = new Set(runs.map((run) => alignmentOf(run).measure));
	return [
		texts.homework(hasBeam),
		table(
			cells.map(([head]) => head),
			runs.map((run) => cells.map(([, cell]) => cell(run))),
		),
		texts
			.explanations(measures, hasBeam)
			.map((text) => `* ${text}`)
			.join("\n"),
		texts.machine(machines(runs), files(runs.map(({ name }) => name))),
	];
}

/** Each machine once, with every setting of the kernels that runs on it used. */
function machines(runs) {
	const groups = new Map();
	for (const { environment } of runs) {
		const { cores, processor, node, backendDetail } = environment;
		const key = JSON.stringify([cores, processor, node]);
		const group = groups.get(key) ?? { cores, processor, node, kernels: new Set() };
		group.kernels.add(backendDetail);
		groups.set(key, group);
	}
	return [...groups.values()].map((group) => ({ ...group, kernels: [...group.kernels] }));
}

const files = (names) => names.map((name) => `[\`${name}.json\`](bench/results/${name}.json)`).join(", ");

function trainingSpeed({ rows, versions, machine }, texts, { fixed, whole }) {
	const races = rows.filter(({ group, contenders }) => group === "training" && contenders);
	if (races.length === 0) return [];
	const body = races.map(({ axes, amount, contenders }) => {
		const [mirada, torch, keras] = ["Mirada", "PyTorch", "Keras"].map((who) => {
			const medians = contenders
				.filter(({ name, seconds }) => name === who && seconds)
				.map(({ seconds }) => seconds.median);
			return medians.length > 0 ? amount / Math.min(...medians) : undefined;
		});
		return [
			axes.attention === "none" ? texts.withoutAttention : texts.withAttention,
			...[mirada, torch, keras].map((rate) => (rate === undefined ? "–" : whole(rate))),
			mirada && torch ? fixed(mirada / torch, 2) : "–",
		];
	});
	const isGenerated = races.every((row) => row.case.endsWith("generated corpus"));
	return [
		texts.speed(isGenerated),
		table(texts.speedHeads(versions), body),
		texts.speedFile(machine, "[`training.json`](bench/results/training.json)"),
	];
}
