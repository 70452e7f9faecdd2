// A report with made-up numbers that passes: tests change one thing in it.

import type { AlignmentValues, ModelReport, Report } from "../src/results/report.js";
import { judge } from "../src/results/verdict.js";
import { presets } from "../src/settings.js";

export function exampleReport(): Report {
	const measured = {
		models: { none: exampleModel(20, 900_000), attention: exampleModel(31.25, 1_000_000) },
		comparison: {
			bleuGain: 11.25,
			bootstrap: { low: 9.5, high: 13, confidence: 0.95, resamples: 1000, pValue: 0.001 },
		},
		beamComparison: {
			bleuGain: 12.5,
			bootstrap: { low: 10.75, high: 14, confidence: 0.95, resamples: 1000, pValue: 0.001 },
		},
		alignment: {
			linksFrom: "gold" as const,
			sentences: 500,
			targetWords: 5000,
			links: 5200,
			punctuation: { targetMarks: 520, links: 515, attention: 0.61, diagonal: 0.97 },
			decidedBy: ["alignmentErrorRate" as const],
			attention: exampleValues(0.12, 0.85, 0.8),
			uniform: exampleValues(0.9, 0.1, 0.1),
			diagonal: exampleValues(0.5, 0.55, 0.5),
			untrained: exampleValues(0.91, 0.12, 0.1),
			improvements: {
				uniform: [exampleImprovement(0.78)],
				diagonal: [exampleImprovement(0.38)],
				untrained: [exampleImprovement(0.79)],
			},
			matchByRowShift: { before: 0.2, own: 0.85, after: 0.2 },
		},
		probes: {
			encoderOutputs: [32, 12, 128],
			expectedOutputs: [32, 12, 128],
			largestRowError: 1.2e-7,
			paddingMass: 0,
			sourcePositions: 300,
			positionsWithGradient: 300,
		},
		maps: [exampleMap(1), exampleMap(2)],
	};
	const settings = { ...presets.builtin };
	return {
		schemaVersion: 3,
		name: "example",
		finishedAt: "2026-11-23T10:00:00.000Z",
		...judge({ ...measured, settings }),
		settings,
		environment: {
			mirada: "0.1.0",
			node: "20.19.0",
			platform: "linux x64",
			processor: "a processor",
			cores: 2,
			backend: "native",
			backendDetail: "avx2, 2 threads",
		},
		data: {
			name: "builtin",
			generated: true,
			sha256: "0".repeat(64),
			pairs: 21_400,
			badLines: 0,
			sourceLanguage: "en",
			targetLanguage: "es",
			segmentedBy: null,
			trainPairs: 20_000,
			validationSources: 200,
			testSources: 500,
			sourceVocabulary: 1300,
			targetVocabulary: 2600,
			sources: 20_700,
			unknownSourceShare: 0.01,
			unknownTargetShare: 0.02,
		},
		...measured,
		shownSentences: "corpus",
		samples: [
			{
				source: "the red car .",
				none: "el coche .",
				attention: "el coche rojo .",
				reference: "el coche rojo .",
			},
			{ source: 'a "quoted" <word> & more', none: "una palabra", attention: "una palabra", reference: null },
		],
	};
}

function exampleModel(bleu: number, parameters: number): ModelReport {
	return {
		parameters,
		trainSeconds: 70,
		targetTokensPerSecond: 21_000,
		decodeSeconds: 2.5,
		epochs: [1, 2, 3].map((epoch) => ({
			epoch,
			trainLoss: 4 / epoch,
			validationLoss: 3 / epoch,
			validationBleu: (bleu * epoch) / 3,
			seconds: 23,
		})),
		bleuMulti: bleu,
		bleuSingle: bleu - 1,
		chrf: bleu + 20,
		bleuSignature: "nrefs:1|case:mixed|eff:no|tok:none|smooth:exp|version:2.6.0",
		byLength: [
			{ from: 1, to: 5, sentences: 40, bleu: bleu + 5 },
			{ from: 6, to: 8, sentences: 160, bleu },
			{ from: 9, to: 12, sentences: 200, bleu: bleu - 4 },
			{ from: 13, to: null, sentences: 100, bleu: bleu - 8 },
		],
		outputs: {
			sentences: 500,
			empty: 0,
			wordless: 0,
			mostFrequent: { text: "no .", count: 3 },
			degenerate: null,
		},
		beam: {
			beamSize: 5,
			lengthPenalty: bleu > 25 ? 1.4 : 0.3,
			coveragePenalty: bleu > 25 ? 0.2 : 0,
			validationSentences: 200,
			validationBleu: bleu * 1.1 + 1,
			choiceSeconds: 0.7,
			decodeSeconds: 1.5,
			bleuMulti: bleu > 25 ? 34.5 : 22,
			bleuSingle: bleu > 25 ? 33.5 : 21,
			chrf: bleu + 22,
			outputs: {
				sentences: 500,
				empty: 0,
				wordless: 0,
				mostFrequent: { text: "no .", count: 2 },
				degenerate: null,
			},
		},
	};
}

function exampleValues(
	alignmentErrorRate: number,
	matchScore: number,
	probabilityMass: number,
): AlignmentValues {
	return { alignmentErrorRate, matchScore, probabilityMass, rowEntropy: 0.3, diagonality: 0.8 };
}

function exampleImprovement(improvement: number) {
	const measure = "alignmentErrorRate" as const;
	return { measure, improvement, low: improvement - 0.02, high: improvement + 0.02, isBetter: true };
}

function exampleMap(number: number) {
	return {
		svg: `maps/${number}.svg`,
		png: `maps/${number}.png`,
		source: ["the", "red", "car", "."],
		target: ["el", "coche", "rojo", "."],
		reordering: 1 / 6,
		weights: [
			[0.9, 0.05, 0.05, 0],
			[0.05, 0.15, 0.8, 0],
			[0.02, 0.9, 0.08, 0],
			[0, 0, 0.05, 0.95],
		],
	};
}
