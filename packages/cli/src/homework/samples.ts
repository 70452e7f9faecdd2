// A few sentences as both models translate them: generated ones, or sentences of our own on real pairs.

import type { Translator } from "@mirada/seq2seq";
import type { HomeworkCorpus } from "./corpus.js";
import { ownSentences } from "./own-sentences.js";
import type { SampleReport } from "./report.js";

const most = 8;

export function sampleTranslations(
	models: { none: Translator; attention: Translator },
	{ facts, split }: HomeworkCorpus,
): SampleReport[] {
	const chosen = facts.generated
		? spread(split.test).map(({ source, references }) => ({ source, reference: references[0]!.join(" ") }))
		: ownSentences.slice(0, most).map((source) => ({ source, reference: null }));
	const sources = chosen.map(({ source }) => source.join(" "));
	const none = models.none.translate(sources);
	const attention = models.attention.translate(sources);
	return chosen.map(({ reference }, index) => ({
		source: sources[index]!,
		none: none[index]!.tokens.join(" "),
		attention: attention[index]!.tokens.join(" "),
		reference,
	}));
}

/** Short ones to long ones. */
function spread<Sentence extends { source: readonly string[] }>(sentences: readonly Sentence[]): Sentence[] {
	const sorted = [...sentences].sort((one, other) => one.source.length - other.source.length);
	const step = Math.max(1, (sorted.length - 1) / (most - 1));
	return Array.from(
		{ length: Math.min(most, sorted.length) },
		(_, index) => sorted[Math.round(index * step)]!,
	);
}
