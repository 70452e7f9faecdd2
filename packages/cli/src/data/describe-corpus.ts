// What a corpus holds, counted.

import { basename } from "node:path";
import { generateBuiltinCorpus, type SentencePair } from "@mirada/seq2seq";
import type { CommandContext } from "../command-context.js";
import { readPairs } from "../homework/read-pairs.js";
import { sha256OfPairs } from "../homework/sha256-of-pairs.js";
import { builtinData } from "../settings.js";

export interface CorpusFacts {
	name: string;
	generated: boolean;
	sha256: string;
	pairs: number;
	badLines: number;
	sources: number;
	/** Pairs whose source sentence stands in another pair too. */
	pairsSharingSource: number;
	sourceLength: { mean: number; longest: number };
	targetLength: { mean: number; longest: number };
	sourceTokens: number;
	targetTokens: number;
	/** Whether pairs carry gold word links. */
	aligned: boolean;
}

export async function describeCorpus(
	data: string,
	builtinPairs: number,
	context: CommandContext,
): Promise<CorpusFacts> {
	const generated = data === builtinData;
	if (generated) {
		const pairs = generateBuiltinCorpus({ size: builtinPairs, seed: 1 });
		return { name: builtinData, generated, sha256: sha256OfPairs(pairs), badLines: 0, ...count(pairs) };
	}
	const { pairs, sha256, badLines } = await readPairs(data, true, context);
	return { name: basename(data), generated, sha256, badLines, ...count(pairs) };
}

function count(
	pairs: readonly SentencePair[],
): Omit<CorpusFacts, "name" | "generated" | "sha256" | "badLines"> {
	const bySource = new Map<string, number>();
	for (const { source } of pairs) {
		const key = source.join(" ");
		bySource.set(key, (bySource.get(key) ?? 0) + 1);
	}
	const shared = [...bySource.values()].filter((number) => number > 1);
	const sourceSide = pairs.map(({ source }) => source);
	const targetSide = pairs.map(({ target }) => target);
	return {
		pairs: pairs.length,
		sources: bySource.size,
		pairsSharingSource: shared.reduce((total, number) => total + number, 0),
		sourceLength: lengths(sourceSide),
		targetLength: lengths(targetSide),
		sourceTokens: new Set(sourceSide.flat()).size,
		targetTokens: new Set(targetSide.flat()).size,
		aligned: pairs.some(({ alignment }) => alignment !== undefined),
	};
}

function lengths(sentences: readonly (readonly string[])[]): { mean: number; longest: number } {
	let total = 0;
	let longest = 0;
	for (const { length } of sentences) {
		total += length;
		longest = Math.max(longest, length);
	}
	return { mean: sentences.length === 0 ? 0 : total / sentences.length, longest };
}
