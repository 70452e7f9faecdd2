// What a run found, as it stands in `report.json`. `schema/report.schema.json` describes the same for machines.

import type { OutputSummary } from "@mirada/seq2seq";
import type { HomeworkSettings } from "../settings.js";

export const reportSchemaVersion = 3;

export interface Report {
	schemaVersion: typeof reportSchemaVersion;
	name: string;
	/** ISO 8601, UTC. */
	finishedAt: string;
	passed: boolean;
	criteria: CriterionResult[];
	settings: HomeworkSettings;
	environment: EnvironmentReport;
	data: DataReport;
	models: { none: ModelReport; attention: ModelReport };
	/** Of greedy translations. */
	comparison: Comparison;
	/** Of those found by beam search; null where there are none. */
	beamComparison: Comparison | null;
	alignment: AlignmentComparison;
	probes: ProbeReport;
	maps: MapReport[];
	/** Whose sentences maps and samples show: of the held-out part of the corpus, or of Mirada's own. */
	shownSentences: "corpus" | "own";
	samples: SampleReport[];
}

/** What the lesson asks for, each judged by `verdict.ts`. */
export type CriterionName = "encoderSequences" | "attendsToAll" | "bleuGain" | "maps" | "alignment";

export interface CriterionResult {
	name: CriterionName;
	passed: boolean;
	/** False where outputs are no translations, so that the numbers say nothing. */
	judged: boolean;
	/** The numbers that decided it. */
	evidence: Record<string, number | string | boolean | null | number[]>;
}

export interface EnvironmentReport {
	mirada: string;
	node: string;
	platform: string;
	processor: string;
	cores: number;
	backend: string;
	/** What the backend tells of itself: version, instruction set, threads. */
	backendDetail: string;
}

export interface DataReport {
	/** `builtin`, or the file's name without its folders. */
	name: string;
	/** True where a grammar of ours wrote the sentences. */
	generated: boolean;
	sha256: string;
	pairs: number;
	badLines: number;
	/** Code of each side's language; null where it is not known. */
	sourceLanguage: string | null;
	targetLanguage: string | null;
	/** What found the words of scripts that set no spaces between them; null where none had to be found. */
	segmentedBy: string | null;
	trainPairs: number;
	validationSources: number;
	testSources: number;
	sourceVocabulary: number;
	targetVocabulary: number;
	/** Distinct source sentences in the corpus. */
	sources: number;
	/** Share of the words of the test sentences, and of their first references, outside the vocabularies. */
	unknownSourceShare: number;
	unknownTargetShare: number;
}

/** Scores are of greedy translations. */
export interface ModelReport {
	parameters: number;
	trainSeconds: number;
	targetTokensPerSecond: number;
	decodeSeconds: number;
	epochs: EpochReport[];
	/** Against all references of a source sentence. */
	bleuMulti: number;
	/** Against the first reference. */
	bleuSingle: number;
	chrf: number;
	bleuSignature: string;
	byLength: LengthBucket[];
	/** Whether its translations are translations at all. */
	outputs: OutputSummary;
	/** Null with beam size 1: there is nothing beside the greedy translations. */
	beam: BeamReport | null;
}

/** The same test sentences, translated by beam search. */
export interface BeamReport {
	beamSize: number;
	/** Alpha of the GNMT length penalty, chosen on validation sentences. */
	lengthPenalty: number;
	/** Beta of the coverage penalty, chosen likewise; 0 without attention. */
	coveragePenalty: number;
	/** The validation sentences that they were chosen on, and BLEU there. */
	validationSentences: number;
	validationBleu: number;
	/** Time to choose the penalties. */
	choiceSeconds: number;
	/** Time to translate the test sentences. */
	decodeSeconds: number;
	bleuMulti: number;
	bleuSingle: number;
	chrf: number;
	outputs: OutputSummary;
}

export interface EpochReport {
	epoch: number;
	trainLoss: number;
	validationLoss: number;
	validationBleu: number;
	seconds: number;
}

export interface LengthBucket {
	/** Tokens of the source sentence: from and to, both included; `to` is null for the open last bucket. */
	from: number;
	to: number | null;
	sentences: number;
	bleu: number;
}

export interface Comparison {
	/** BLEU with attention minus BLEU without, against all references. */
	bleuGain: number;
	/** Paired bootstrap of that difference. */
	bootstrap: { low: number; high: number; confidence: number; resamples: number; pValue: number };
}

export interface AlignmentValues {
	/** One link per target word, to the word most looked at, against the true links. Low is good. */
	alignmentErrorRate: number;
	/** Share of target words whose linked source words are among the most looked at. High is good. */
	matchScore: number;
	/** Attention that falls on linked source words. High is good. */
	probabilityMass: number;
	/** 1 for even rows, 0 for rows that look at one word. */
	rowEntropy: number;
	/** Weight along the diagonal. */
	diagonality: number;
}

export interface AlignmentComparison {
	/** Whose links are the truth: the corpus' own, or those of a word aligner trained on the same pairs. */
	linksFrom: "gold" | "aligner";
	sentences: number;
	/** Target words of those sentences, and links between words: marks are left out of every score below. */
	targetWords: number;
	links: number;
	/** Links of target tokens that are no words, and the share of them that attention and the diagonal meet. */
	punctuation: { targetMarks: number; links: number; attention: number; diagonal: number };
	/** The measures that have to be better than every null's, with the whole bootstrap interval. */
	decidedBy: AlignmentMeasure[];
	attention: AlignmentValues;
	uniform: AlignmentValues;
	diagonal: AlignmentValues;
	untrained: AlignmentValues;
	/** How much better than each null by the deciding measures. */
	improvements: Record<AlignmentNull, Improvement[]>;
	/** The match score if each word were aligned by the row before or after its own: a map must not be off by one. */
	matchByRowShift: { before: number; own: number; after: number };
}

export const alignmentMeasures = ["alignmentErrorRate", "matchScore", "probabilityMass"] as const;
export type AlignmentMeasure = (typeof alignmentMeasures)[number];

export const alignmentNulls = ["uniform", "diagonal", "untrained"] as const;
export type AlignmentNull = (typeof alignmentNulls)[number];

export interface Improvement {
	measure: AlignmentMeasure;
	improvement: number;
	low: number;
	high: number;
	isBetter: boolean;
}

/** What looking into the model found; the first two criteria are judged on it. */
export interface ProbeReport {
	/** Shape of the encoder's outputs for the probe batch: (B, S, units). */
	encoderOutputs: number[];
	/** Shape that the batch's sentences call for. */
	expectedOutputs: number[];
	/** Largest |1 - sum of a row of weights|. */
	largestRowError: number;
	/** Weight that falls on padding, summed over all rows. */
	paddingMass: number;
	/** Real source positions in the probe batch, and how many of them a gradient reaches. */
	sourcePositions: number;
	positionsWithGradient: number;
}

export interface MapReport {
	svg: string;
	png: string;
	source: string[];
	target: string[];
	/** Share of pairs of target words that look at the source in crossed order. */
	reordering: number;
	weights: number[][];
}

export interface SampleReport {
	source: string;
	none: string;
	attention: string;
	/** Null for sentences of ours that no corpus translates. */
	reference: string | null;
}
