// A few sentences as both models translate them: held-out ones, or sentences of our own.

import type { Evaluation, Translator } from "@mirada/seq2seq";
import type { SampleReport } from "../results/report.js";

const most = 8;

interface Measured {
	translator: Translator;
	evaluation: Evaluation;
}

/** Of `own` where there are any, else of the test sentences. */
export function sampleTranslations(
	none: Measured,
	attention: Measured,
	own: readonly (readonly string[])[],
): SampleReport[] {
	if (own.length === 0) {
		const others = new Map(none.evaluation.sentences.map((sentence) => [sentence.source, sentence]));
		return spread(attention.evaluation.sentences).map(({ source, references, translation }) => ({
			source: source.join(" "),
			none: others.get(source)?.translation.join(" ") ?? "",
			attention: translation.join(" "),
			reference: references[0]!.join(" "),
		}));
	}
	const sources = own.slice(0, most).map((words) => words.join(" "));
	const translate = ({ translator }: Measured) =>
		translator.translate(sources).map(({ tokens }) => tokens.join(" "));
	const [withoutAttention, withAttention] = [translate(none), translate(attention)];
	return sources.map((source, index) => ({
		source,
		none: withoutAttention[index]!,
		attention: withAttention[index]!,
		reference: null,
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
