// The sentence pairs of a run: read or generated, split, cut to size, and turned into ids.

import { basename } from "node:path";
import {
	type CorpusSplit,
	type EncodedPair,
	encodePairs,
	generateBuiltinCorpus,
	Random,
	type SentencePair,
	splitBySource,
	type Vocabularies,
	Vocabulary,
} from "@mirada/seq2seq";
import { CliError } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import type { DataReport } from "../results/report.js";
import { builtinData, fewestSources, type HomeworkSettings } from "../settings.js";
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
}

export async function loadCorpus(
	settings: HomeworkSettings,
	skipBadLines: boolean,
	context: CommandContext,
): Promise<HomeworkCorpus> {
	const { data, seed, testSources, validationSources } = settings;
	const generated = data === builtinData;
	const raw = generated ? generate(settings) : await readPairs(data, skipBadLines, context);
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
			trainPairs: split.train.length,
			validationSources: split.validation.length,
			testSources: split.test.length,
			sourceVocabulary: vocabularies.source.size,
			targetVocabulary: vocabularies.target.size,
		},
	};
}

function generate(settings: HomeworkSettings): RawCorpus {
	const pairs = generateBuiltinCorpus({ size: builtinSize(settings), seed: settings.seed });
	return { pairs, sha256: sha256OfPairs(pairs), badLines: 0 };
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
