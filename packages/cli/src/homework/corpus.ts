// The sentence pairs of a run: read or generated, split, cut to size, and turned into ids.

import { basename } from "node:path";
import {
	type CorpusSplit,
	type EncodedPair,
	encodePairs,
	generateBuiltinCorpus,
	hasUnspacedScript,
	Random,
	type SentencePair,
	splitBySource,
	type Vocabularies,
	Vocabulary,
} from "@mirada/seq2seq";
import { CliError } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import { guessLanguages, type LanguagePair } from "../languages/guess-languages.js";
import { wordSegmenter } from "../languages/word-segmenter.js";
import type { DataReport } from "../results/report.js";
import {
	builtinData,
	builtinLanguages,
	fewestSources,
	guessedLanguage,
	type HomeworkSettings,
} from "../settings.js";
import { builtinSize } from "./limits.js";
import { readPairs } from "./read-pairs.js";
import { sha256OfPairs } from "./sha256-of-pairs.js";

export interface HomeworkCorpus {
	split: CorpusSplit;
	vocabularies: Vocabularies;
	/** The pairs to train on, as ids. */
	examples: EncodedPair[];
	facts: DataReport;
}

interface RawCorpus {
	pairs: readonly SentencePair[];
	sha256: string;
	badLines: number;
	languages: LanguagePair;
}

export async function loadCorpus(
	settings: HomeworkSettings,
	skipBadLines: boolean,
	context: CommandContext,
): Promise<HomeworkCorpus> {
	const { data, seed, testSources, validationSources } = settings;
	const generated = data === builtinData;
	const raw = generated ? generate(settings) : await read(settings, skipBadLines, context);
	const sources = new Set(raw.pairs.map((pair) => pair.source.join(" "))).size;
	const needed = fewestSources(settings);
	if (sources < needed) {
		const { errors } = context.messages;
		throw new CliError("data", errors.corpusTooSmall(data, needed, sources), errors.corpusTooSmallHint);
	}
	const whole = splitBySource(raw.pairs, { testSources, validationSources, seed });
	const split = { ...whole, train: cut(whole.train, settings.pairs, seed) };
	const vocabularies = {
		source: Vocabulary.build(sourcesOf(split.train), settings.vocabulary),
		target: Vocabulary.build(targetsOf(split.train), settings.vocabulary),
	};
	return {
		split,
		vocabularies,
		examples: encodePairs(split.train, vocabularies.source, vocabularies.target),
		facts: {
			name: generated ? builtinData : basename(data),
			generated,
			sha256: raw.sha256,
			pairs: raw.pairs.length,
			badLines: raw.badLines,
			sourceLanguage: raw.languages.source,
			targetLanguage: raw.languages.target,
			segmentedBy: segmentedBy(raw.pairs),
			trainPairs: split.train.length,
			validationSources: split.validation.length,
			testSources: split.test.length,
			sourceVocabulary: vocabularies.source.size,
			targetVocabulary: vocabularies.target.size,
			sources,
			unknownSourceShare: unknownShare(
				split.test.map(({ source }) => source),
				vocabularies.source,
			),
			unknownTargetShare: unknownShare(
				split.test.map(({ references }) => references[0]!),
				vocabularies.target,
			),
		},
	};
}

function generate(settings: HomeworkSettings): RawCorpus {
	const pairs = generateBuiltinCorpus({ size: builtinSize(settings), seed: settings.seed });
	return { pairs, sha256: sha256OfPairs(pairs), badLines: 0, languages: builtinLanguages };
}

/** The languages are those that were asked for; what was not is guessed. */
async function read(
	{ data, sourceLanguage, targetLanguage }: HomeworkSettings,
	skipBadLines: boolean,
	context: CommandContext,
): Promise<RawCorpus> {
	const found = await readPairs(data, skipBadLines, context);
	const guess = guessLanguages(data, found.pairs);
	const chosen = (asked: string | undefined, guessed: string | null) =>
		// Runs of earlier versions have no such setting.
		asked === undefined || asked === guessedLanguage ? guessed : asked;
	return {
		...found,
		languages: {
			source: chosen(sourceLanguage, guess.source),
			target: chosen(targetLanguage, guess.target),
		},
	};
}

/** The words of scripts without spaces depend on the version of ICU that Node was built with. */
function segmentedBy(pairs: readonly SentencePair[]): string | null {
	const isNeeded = pairs.some(({ source, target }) => [...source, ...target].some(hasUnspacedScript));
	return isNeeded ? wordSegmenter() : null;
}

function unknownShare(sentences: readonly (readonly string[])[], vocabulary: Vocabulary): number {
	const words = sentences.flat();
	return words.length === 0 ? 0 : words.filter((word) => !vocabulary.has(word)).length / words.length;
}

/** The same pairs for the same seed; 0 keeps all. */
function cut(pairs: SentencePair[], size: number, seed: number): SentencePair[] {
	if (size === 0 || size >= pairs.length) return pairs;
	return new Random(seed, size).shuffle([...pairs]).slice(0, size);
}

function* sourcesOf(pairs: readonly SentencePair[]): Generator<readonly string[]> {
	for (const pair of pairs) yield pair.source;
}

function* targetsOf(pairs: readonly SentencePair[]): Generator<readonly string[]> {
	for (const pair of pairs) yield pair.target;
}
