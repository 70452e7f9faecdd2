// The least and the most that an option takes, checked before any work is done.

import { totalmem } from "node:os";
import { constrainedMemory } from "node:process";
import type { NumberStyle } from "@mirada/lesson/language";
import { fixed } from "@mirada/lesson/language";
import { CliError } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import { builtinData, type HomeworkSettings } from "../settings.js";

type Limits = readonly [least: number, most: number];

export const limits = {
	/** Of the native core. */
	threads: [1, 256],
	seed: [0, 2 ** 32 - 1],
	epochs: [1, 10_000],
	units: [1, 4096],
	/** Four special tokens and a word. */
	vocabulary: [5, 1_000_000],
	batch: [1, 4096],
	pairs: [0, 10_000_000],
	testSources: [1, 1_000_000],
	validationSources: [1, 1_000_000],
	/** The rows that are decoded at once. */
	beam: [1, 256],
	numHypotheses: [1, 256],
	seconds: [1, 60],
	learningRate: [1e-8, 1],
} satisfies Readonly<Record<string, Limits>>;

/** Sentences of the built-in corpus in one run: the grammar has no end, but takes half a minute for these. */
const mostBuiltinSentences = 100_000;

/** What `--pairs 0` means for a corpus that has no end. */
const allBuiltinPairs = 40_000;

/** Enough pairs that `settings.pairs` are left to train on when some are held out. */
export function builtinSize({ pairs, testSources, validationSources }: HomeworkSettings): number {
	return (pairs || allBuiltinPairs) + 2 * (testSources + validationSources);
}

/** What no single option shows: that some of them do not go together. */
export function requireFeasible(settings: HomeworkSettings, { messages: { errors } }: CommandContext): void {
	const size = builtinSize(settings);
	if (settings.data === builtinData && size > mostBuiltinSentences) {
		throw new CliError(
			"usage",
			errors.builtinTooLarge(mostBuiltinSentences, size),
			errors.builtinTooLargeHint,
		);
	}
	if (settings.judge === "beam" && settings.beam === 1) {
		throw new CliError("usage", errors.judgeNeedsBeam, errors.judgeNeedsBeamHint);
	}
	if (settings.score === "multi-head" && settings.units % heads !== 0) {
		throw new CliError("usage", errors.unitsForHeads(settings.units, heads));
	}
}

/** Of `multi-head`, as the model has them where nothing else is said. */
const heads = 4;

export interface ModelSizes {
	sourceVocabulary: number;
	targetVocabulary: number;
	embeddingSize: number;
	units: number;
	batch: number;
}

/** Refuses a model that would not fit in memory, before the system kills the process for it. */
export function requireMemory(sizes: ModelSizes, { messages: { errors, numbers } }: CommandContext): void {
	const needed = trainingBytes(sizes);
	const limit = constrainedMemory();
	const present = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
	if (needed <= present) return;
	throw new CliError(
		"usage",
		errors.needsMemory(gigabytes(needed, numbers), gigabytes(present, numbers)),
		errors.needsMemoryHint,
	);
}

/** Weights, gradients, two moments of Adam, the best weights and those being written; then a batch of 40 words. */
function trainingBytes({
	sourceVocabulary,
	targetVocabulary,
	embeddingSize,
	units,
	batch,
}: ModelSizes): number {
	const words = (sourceVocabulary + targetVocabulary) * embeddingSize;
	const layers = 2 * 4 * units * (embeddingSize + units) + 3 * units * units;
	const weights = words + layers + units * targetVocabulary;
	const activations = batch * 40 * (targetVocabulary + 20 * units);
	return Float32Array.BYTES_PER_ELEMENT * (6 * weights + activations);
}

function gigabytes(bytes: number, style: NumberStyle): string {
	return `${fixed(bytes / 2 ** 30, 1, style)} GiB`;
}
