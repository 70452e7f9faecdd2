// Links between a sentence and its translation by the method that the user names, and what is to be said about them.

import { dirname } from "node:path";
import {
	type AlignMapOptions,
	type AlignmentLink,
	alignMap,
	alignSentences,
	formatPharaoh,
	type MapAlignmentMethod,
	type SentencePair,
	type Translation,
	type Translator,
	tokenize,
	trainWordAligner,
} from "@mirada/seq2seq";
import { CliError } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import { readPairs } from "../homework/read-pairs.js";
import { storedCorpus } from "../homework/stored-corpus.js";

/** A line to align. */
export interface LinePair {
	source: string;
	/** Undefined where the model is to translate. */
	target: string | undefined;
}

export interface AlignedLine {
	sourceTokens: string[];
	targetTokens: string[];
	/** In the order of the source. */
	links: AlignmentLink[];
	/** The translation that the model found; undefined where one was given. */
	translation?: Translation;
	unknownWords: string[];
	unknownTargetWords: string[];
	notInPairs: string[];
}

export type LinkFormat = "pharaoh" | "words";

export interface LinkerOptions {
	method: MapAlignmentMethod | "both-directions";
	/** Pairs to learn from; default those of the run. */
	data?: string;
	skipBadLines?: boolean;
	beam: number;
}

interface Tokens {
	source: string[];
	target: string[];
}

interface Linker {
	ofPairs(pairs: readonly Tokens[]): AlignmentLink[][];
	ofTranslation(translation: Translation): AlignmentLink[];
	/** Whether the model is made to write the given translations, and so has to know their words. */
	readsPairs: boolean;
	notInPairs(pair: Tokens): string[];
}

/** A function from lines to their links. `folder` is the translator's. */
export async function sentenceLinker(
	{ translator, folder }: { translator: Translator; folder: string },
	options: LinkerOptions,
	context: CommandContext,
): Promise<(lines: readonly LinePair[]) => AlignedLine[]> {
	const { method, beam } = options;
	const linker =
		method === "both-directions"
			? bothDirections(await learningPairs(folder, options, context), context)
			: byAttention({ translator, folder }, { method }, context);
	const strategy = beam > 1 ? ({ kind: "beam", beamSize: beam } as const) : ({ kind: "greedy" } as const);
	return (lines) => {
		const toTranslate = lines.filter(({ target }) => target === undefined);
		const translations = translator
			.translate(
				toTranslate.map(({ source }) => source),
				{ strategy },
			)
			.values();
		const given = lines.flatMap(({ source, target }) =>
			target === undefined ? [] : [{ source: tokenize(source), target: tokenize(target) }],
		);
		const links = linker.ofPairs(given).values();
		const pairs = given.values();
		return lines.map(({ target }): AlignedLine => {
			if (target === undefined) return ofTranslation(translations.next().value!, linker);
			return ofPair(pairs.next().value!, links.next().value!, linker, translator);
		});
	};
}

function ofTranslation(translation: Translation, linker: Linker): AlignedLine {
	const { sourceTokens, tokens, unknownWords } = translation;
	return {
		sourceTokens,
		targetTokens: tokens,
		links: inSourceOrder(linker.ofTranslation(translation)),
		translation,
		unknownWords,
		unknownTargetWords: [],
		notInPairs: linker.notInPairs({ source: sourceTokens, target: tokens }),
	};
}

function ofPair(
	pair: Tokens,
	links: AlignmentLink[],
	linker: Linker,
	{ sourceVocabulary, targetVocabulary }: Translator,
): AlignedLine {
	const { readsPairs } = linker;
	return {
		sourceTokens: pair.source,
		targetTokens: pair.target,
		links: inSourceOrder(links),
		unknownWords: readsPairs ? sourceVocabulary.unknownWords(pair.source) : [],
		unknownTargetWords: readsPairs ? targetVocabulary.unknownWords(pair.target) : [],
		notInPairs: linker.notInPairs(pair),
	};
}

function inSourceOrder(links: readonly AlignmentLink[]): AlignmentLink[] {
	return [...links].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** The links on one line; after the translation and a tab where the model had to find it. */
export function linksAsText(
	{ sourceTokens, targetTokens, links, translation }: AlignedLine,
	format: LinkFormat,
): string {
	const text =
		format === "pharaoh"
			? formatPharaoh(links)
			: links.map(([s, t]) => `${sourceTokens[s]}-${targetTokens[t]}`).join(" ");
	return translation === undefined ? text : `${translation.text}\t${text}`;
}

function byAttention(
	{ translator, folder }: { translator: Translator; folder: string },
	alignment: AlignMapOptions,
	context: CommandContext,
): Linker {
	const { model, sourceVocabulary: source, targetVocabulary: target } = translator;
	const explained = <Result>(work: () => Result): Result => explainDiverged(work, folder, context);
	return {
		ofPairs: (pairs) =>
			explained(() => alignSentences({ model, vocabularies: { source, target }, pairs, alignment })),
		ofTranslation: ({ weights }) => explained(() => alignMap({ weights: weights ?? [] }, alignment)),
		readsPairs: true,
		notInPairs: () => [],
	};
}

/** A model whose training diverged has weights that are NaN: that is a fault of the model, not of Mirada. */
function explainDiverged<Result>(
	work: () => Result,
	folder: string,
	{ messages: { errors }, program }: CommandContext,
): Result {
	try {
		return work();
	} catch (error) {
		if (!(error instanceof RangeError) || !/expected finite weights/.test(error.message)) throw error;
		const message = errors.modelDamaged(folder, error.message);
		throw new CliError("checkpoint", message, errors.modelMissingHint(program), { cause: error });
	}
}

function bothDirections(pairs: readonly SentencePair[], { io, messages }: CommandContext): Linker {
	io.stderr.write(`${messages.align.learning(pairs.length)}\n`);
	const aligner = trainWordAligner(pairs);
	const sources = new Set(pairs.flatMap(({ source }) => source));
	const targets = new Set(pairs.flatMap(({ target }) => target));
	const align = ({ source, target }: Tokens) => aligner.align(source, target, "grow-diag");
	return {
		ofPairs: (asked) => asked.map(align),
		ofTranslation: ({ sourceTokens, tokens }) => align({ source: sourceTokens, target: tokens }),
		readsPairs: false,
		notInPairs: ({ source, target }) => [
			...new Set([
				...source.filter((word) => !sources.has(word)),
				...target.filter((word) => !targets.has(word)),
			]),
		],
	};
}

async function learningPairs(
	folder: string,
	{ data, skipBadLines }: LinkerOptions,
	context: CommandContext,
): Promise<readonly SentencePair[]> {
	if (data !== undefined) return (await readPairs(data, skipBadLines ?? false, context)).pairs;
	// A model stands in runs/<name>/models/<model>.
	return (await storedCorpus(dirname(dirname(folder)), context)).split.train;
}
