// Does the attention look at the right words? Judged on translations that the model is made to write, against the
// corpus' gold links or, where it has none, those of a word aligner trained on the same pairs.

import {
	type AlignmentLink,
	type AlignmentReport,
	type AlignmentScores,
	type AttentionMap,
	alignmentReport,
	forcedAttention,
	type ReferencedSentence,
	type TranslationModel,
	type Translator,
	trainWordAligner,
} from "@mirada/seq2seq";
import {
	type AlignmentComparison,
	type AlignmentNull,
	type AlignmentValues,
	alignmentMeasures,
	alignmentNulls,
} from "../results/report.js";
import type { HomeworkCorpus } from "./corpus.js";

export interface MeasuredAlignment {
	comparison: AlignmentComparison;
	/** The weights for each reference, in the order of the test sentences. */
	maps: readonly AttentionMap[];
}

export function measureAlignment(
	translator: Translator,
	untrained: TranslationModel,
	{ split, vocabularies }: HomeworkCorpus,
	seed: number,
): MeasuredAlignment {
	const sentences = split.test.filter(
		({ source, references }) => source.length > 0 && references[0]!.length > 0,
	);
	const pairs = sentences.map(({ source, references }) => ({ source, target: references[0]! }));
	const look = (model: TranslationModel) => forcedAttention({ model, vocabularies, pairs });
	const maps = look(translator.model);
	const linksFrom = sentences.every(({ alignment }) => alignment) ? "gold" : "aligner";
	const links = linksFrom === "gold" ? sentences.map(goldLinks) : alignerLinks(sentences, split.train);
	// Few sentences of rare words can be without any link: then there is nothing to judge by.
	if (!links.some((own) => own.length > 0)) return { maps, comparison: nothingCompared(linksFrom, maps) };
	const report = alignmentReport({
		model: maps,
		untrained: look(untrained),
		links: links.map((sure) => ({ sure })),
		linksFrom,
		tokens: pairs,
		seed,
	});
	return { maps, comparison: comparisonOf(report) };
}

function goldLinks({ alignment }: ReferencedSentence): readonly AlignmentLink[] {
	return alignment ?? [];
}

function alignerLinks(
	sentences: readonly ReferencedSentence[],
	train: HomeworkCorpus["split"]["train"],
): (readonly AlignmentLink[])[] {
	const aligner = trainWordAligner(train);
	return sentences.map(({ source, references }) => aligner.align(source, references[0]!));
}

function comparisonOf(report: AlignmentReport): AlignmentComparison {
	const decidedBy = alignmentMeasures.filter((measure) => report.decidedBy.includes(measure));
	const improvementsOver = (name: AlignmentNull) =>
		alignmentMeasures.flatMap((measure) => {
			const found = report.improvements[name][measure];
			if (!found) return [];
			const { improvement, interval, isBetter } = found;
			return [{ measure, improvement, low: interval.lower, high: interval.upper, isBetter }];
		});
	return {
		linksFrom: report.linksFrom,
		sentences: report.sentences,
		targetWords: report.targetWords,
		links: report.links,
		punctuation: {
			targetMarks: report.punctuation.targetMarks,
			links: report.punctuation.links,
			attention: report.punctuation.model,
			diagonal: report.punctuation.diagonal,
		},
		decidedBy,
		attention: valuesOf(report.model),
		uniform: valuesOf(report.nulls.uniform),
		diagonal: valuesOf(report.nulls.diagonal),
		untrained: valuesOf(report.nulls.untrained),
		improvements: Object.fromEntries(
			alignmentNulls.map((name) => [name, improvementsOver(name)]),
		) as AlignmentComparison["improvements"],
		matchByRowShift: report.matchByRowShift,
	};
}

function nothingCompared(
	linksFrom: AlignmentComparison["linksFrom"],
	maps: readonly AttentionMap[],
): AlignmentComparison {
	const nothing = { alignmentErrorRate: 1, matchScore: 0, probabilityMass: 0, rowEntropy: 0, diagonality: 0 };
	return {
		linksFrom,
		sentences: maps.length,
		targetWords: 0,
		links: 0,
		punctuation: { targetMarks: 0, links: 0, attention: 0, diagonal: 0 },
		decidedBy: [],
		attention: nothing,
		uniform: nothing,
		diagonal: nothing,
		untrained: nothing,
		improvements: { uniform: [], diagonal: [], untrained: [] },
		matchByRowShift: { before: 0, own: 0, after: 0 },
	};
}

function valuesOf(scores: AlignmentScores): AlignmentValues {
	const { alignmentErrorRate, matchScore, probabilityMass, rowEntropy, diagonality } = scores;
	return { alignmentErrorRate, matchScore, probabilityMass, rowEntropy, diagonality };
}
