// The sentences that a saved translator is measured on.

import type { ReferencedSentence, SentencePair } from "@mirada/seq2seq";
import type { CommandContext } from "../command-context.js";
import { readPairs } from "./read-pairs.js";
import { storedCorpus } from "./stored-corpus.js";

/** Those of a file, or else those that the run held out. */
export async function evaluationSentences(
	run: string,
	data: string | undefined,
	skipBadLines: boolean,
	context: CommandContext,
): Promise<readonly ReferencedSentence[]> {
	if (data !== undefined) {
		const { pairs } = await readPairs(data, skipBadLines, context);
		return bySource(pairs);
	}
	const corpus = await storedCorpus(run, context);
	return corpus.split.test;
}

/** Every source sentence once, with all its translations. */
function bySource(pairs: readonly SentencePair[]): ReferencedSentence[] {
	const found = new Map<string, { source: readonly string[]; references: (readonly string[])[] }>();
	for (const { source, target } of pairs) {
		const key = source.join(" ");
		const sentence = found.get(key);
		if (sentence) sentence.references.push(target);
		else found.set(key, { source, references: [target] });
	}
	return [...found.values()];
}
