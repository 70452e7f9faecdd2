// What to try where a criterion is not met. Each piece of advice follows from a number of the run; where no number
// speaks for one, nothing is said.

import { fixed, percent } from "@mirada/lesson/language";
import { SPA_ENG } from "@mirada/seq2seq/node";
import type { Messages } from "../messages/index.js";
import {
	alignmentNulls,
	type BeamReport,
	type CriterionName,
	type EpochReport,
	type Report,
} from "../results/report.js";
import { judgedResults } from "../results/verdict.js";
import { type HomeworkSettings, type Preset, presets } from "../settings.js";
import { count, points } from "./numbers.js";

/** A change of the loss by less than this share of it is noise. */
const noise = 0.01;
const fewPairs = 10_000;
const manyUnknown = 0.1;
/** BLEU above which sentences are all but solved. */
const strongBleu = 60;
/** Row entropy of weights that are as good as even; trained models have 0.1 to 0.5. */
const evenEntropy = 0.9;
const clearlyBetterRow = 0.05;
/** Share of the links that a diagonal meets where words hardly change order. */
const strongDiagonal = 0.6;

/** Corpora on which the default settings passed (README, "results"), with those settings. */
const seenToPass: readonly { isCorpus(report: Report): boolean; preset: Preset }[] = [
	{ isCorpus: ({ data }) => data.generated, preset: "builtin" },
	{ isCorpus: ({ data }) => spaEngHashes.includes(data.sha256), preset: "real" },
];
/** The archive, and the text inside it. */
const spaEngHashes = [SPA_ENG.sha256, "6ec60e212f812ee3430f7568ea6f33b6fb080e32193c5952e8da0ee8ba45574c"];

type Texts = Pick<Messages, "advice" | "homework" | "numbers">;

export function adviceFor(name: CriterionName, report: Report, messages: Texts): string[] {
	if (name === "bleuGain") return adviceOnBleu(report, messages);
	if (name === "alignment") return adviceOnAlignment(report, messages);
	if (name === "maps")
		return [...degenerateOutputs(["attention"], report.models, messages), ...onTraining(report, messages)];
	return [messages.homework.failedHints[name]];
}

function adviceOnBleu(report: Report, messages: Texts): string[] {
	const { advice, numbers } = messages;
	const judged = judgedResults(report);
	const degenerate = degenerateOutputs(["none", "attention"], judged, messages);
	const without = judged.none.bleuMulti;
	if (degenerate.length === 0 && without >= strongBleu)
		return [advice.strongBaseline(points(without, numbers))];
	return [...degenerate, ...onTraining(report, messages)];
}

function adviceOnAlignment(report: Report, messages: Texts): string[] {
	const { advice, numbers } = messages;
	const { alignment } = report;
	const degenerate = degenerateOutputs(["attention"], report.models, messages);
	if (alignment.links === 0) return [...degenerate, advice.nothingLinked];
	if (degenerate.length > 0) return [...degenerate, ...onTraining(report, messages)];
	const { before, own, after } = alignment.matchByRowShift;
	const better = Math.max(before, after);
	if (better > own + clearlyBetterRow) {
		const row = before > after ? "before" : "after";
		return [advice.offByOne[row](percent(better, numbers), percent(own, numbers))];
	}
	if (alignment.attention.rowEntropy >= evenEntropy) {
		return [
			advice.evenWeights(fixed(alignment.attention.rowEntropy, 2, numbers)),
			...onTraining(report, messages),
		];
	}
	const judged = alignmentNulls.flatMap((name) =>
		alignment.improvements[name].filter(
			({ measure, isBetter }) => alignment.decidedBy.includes(measure) && !isBetter,
		),
	);
	const canHoldOutMore = report.data.generated || report.data.sources > 4 * report.data.testSources;
	if (canHoldOutMore && judged.every(({ improvement }) => improvement > 0)) {
		return [advice.uncertain(count(alignment.sentences))];
	}
	const isDiagonal = alignment.improvements.diagonal.some((one) => judged.includes(one));
	return [
		...(isDiagonal && alignment.diagonal.matchScore >= strongDiagonal
			? [advice.strongDiagonal(percent(alignment.diagonal.matchScore, numbers))]
			: []),
		...onTraining(report, messages),
	];
}

function degenerateOutputs(
	names: readonly (keyof Report["models"])[],
	models: Readonly<Record<keyof Report["models"], Pick<BeamReport, "outputs">>>,
	{ advice, homework, numbers }: Texts,
) {
	return names.flatMap((name) => {
		const { degenerate, sentences, empty, wordless, mostFrequent } = models[name].outputs;
		const share = (part: number) => percent(part / sentences, numbers);
		switch (degenerate) {
			case null:
				return [];
			case "empty":
				return [advice.degenerate.empty(homework.model[name], share(empty))];
			case "wordless":
				return [advice.degenerate.wordless(homework.model[name], share(empty + wordless))];
			case "constant":
				return [
					advice.degenerate.constant(homework.model[name], share(mostFrequent.count), mostFrequent.text),
				];
			default:
				return degenerate satisfies never;
		}
	});
}

/** Of the model with attention: it is the one that has to be better. */
function onTraining(report: Report, { advice, homework, numbers }: Texts): string[] {
	const { data, models, settings } = report;
	const loss = (value: number) => fixed(value, 3, numbers);
	// Translations that are all but right have nothing to gain from more training.
	if (models.attention.bleuMulti >= strongBleu) return [];
	const label = homework.model.attention;
	const found: string[] = [];
	const trend = lossTrend(models.attention.epochs);
	if (trend?.kind === "falling")
		found.push(advice.stillLearning(label, loss(trend.before), loss(trend.last)));
	if (trend?.kind === "rising") {
		found.push(advice.overfitting(label, trend.epoch, loss(trend.lowest), loss(trend.last)));
	}
	const available = data.generated ? data.trainPairs : data.pairs;
	if (!data.generated && settings.pairs > 0 && settings.pairs < available / 2) {
		found.push(advice.pairsLeftOut(count(data.trainPairs), count(available)));
	} else if (data.trainPairs < fewPairs && trend?.kind !== "rising") {
		found.push(advice.fewPairs(count(data.trainPairs)));
	}
	if (data.unknownTargetShare >= manyUnknown) {
		found.push(advice.unknownWords(percent(data.unknownTargetShare, numbers)));
	}
	const known = seenToPass.find(({ isCorpus }) => isCorpus(report));
	if (known && differs(settings, presets[known.preset])) found.push(advice.defaultsPass);
	return found;
}

type LossTrend =
	| { kind: "falling"; before: number; last: number }
	| { kind: "rising"; epoch: number; lowest: number; last: number };

function lossTrend(epochs: readonly EpochReport[]): LossTrend | undefined {
	const last = epochs.at(-1);
	const before = epochs.at(-2);
	if (!last || !before) return undefined;
	const best = epochs.reduce((one, other) => (other.validationLoss < one.validationLoss ? other : one));
	if (last.validationLoss > best.validationLoss * (1 + noise)) {
		return { kind: "rising", epoch: best.epoch, lowest: best.validationLoss, last: last.validationLoss };
	}
	if (last.validationLoss < before.validationLoss * (1 - noise)) {
		return { kind: "falling", before: before.validationLoss, last: last.validationLoss };
	}
	return undefined;
}

/** In what decides how well a model learns. */
function differs(settings: HomeworkSettings, preset: HomeworkSettings): boolean {
	const names = [
		"pairs",
		"vocabulary",
		"embeddingSize",
		"units",
		"epochs",
		"batch",
		"learningRate",
		"schedule",
		"score",
	] as const;
	return names.some((name) => settings[name] !== preset[name]);
}
