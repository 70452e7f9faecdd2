// Translations of the held-out sentences and what they are worth, as the report has them.

import {
	compareEvaluations,
	type DecodingStrategy,
	type Evaluation,
	evaluateTranslator,
	type ReferencedSentence,
	type Translator,
} from "@mirada/seq2seq";
import type { CommandContext } from "../command-context.js";
import type { Comparison, LengthBucket, ModelReport } from "../results/report.js";
import { watchSearch } from "./search-progress.js";

export type BeamStrategy = Extract<DecodingStrategy, { kind: "beam" }>;

/** Greedy unless there is a beam; with progress on stderr. */
export function measureTranslator(
	{ model, sourceVocabulary, targetVocabulary }: Translator,
	sentences: readonly ReferencedSentence[],
	{ label, beam }: { label: string; beam?: BeamStrategy | undefined },
	context: CommandContext,
): Evaluation {
	const lengths = sentences.map(({ source }) => source.length);
	const search = watchSearch({ label, beamSize: beam?.beamSize ?? 1, lengths }, context);
	const evaluation = evaluateTranslator({
		model,
		vocabularies: { source: sourceVocabulary, target: targetVocabulary },
		sentences,
		strategy: beam ?? { kind: "greedy", scores: false },
		onProgress: search.part(lengths),
	});
	search.pause();
	return evaluation;
}

/** One line per sentence, tokens apart. */
export function translationLines({ sentences }: Evaluation): string[] {
	return sentences.map(({ translation }) => translation.join(" "));
}

export type Scores = Pick<
	ModelReport,
	"bleuMulti" | "bleuSingle" | "chrf" | "bleuSignature" | "byLength" | "decodeSeconds" | "outputs"
>;

export function scoresOf({ bleu, bleuFirstReference, chrf, byLength, speed, outputs }: Evaluation): Scores {
	return {
		bleuMulti: bleu.score,
		bleuSingle: bleuFirstReference.score,
		chrf: chrf.score,
		bleuSignature: bleu.signature,
		byLength: byLength.flatMap(({ label, sentences, bleu }) => {
			const score = bleu.bleu;
			return score ? [{ ...bucketOf(label), sentences, bleu: score.score }] : [];
		}),
		decodeSeconds: speed.seconds,
		outputs,
	};
}

/** `<=5`, `6-8`, `>12`, or one length, as numbers. */
function bucketOf(label: string): Pick<LengthBucket, "from" | "to"> {
	const [first = 0, last = first] = (label.match(/\d+/g) ?? []).map(Number);
	if (label.startsWith("<=")) return { from: 1, to: first };
	if (label.startsWith(">")) return { from: first + 1, to: null };
	return { from: first, to: last };
}

export function compareModels(none: Evaluation, attention: Evaluation, seed: number): Comparison {
	const { bootstrap } = compareEvaluations(none, attention, { seed });
	const { difference, confidence, resamples, pValue } = bootstrap;
	const { lower, upper } = difference.interval;
	return {
		bleuGain: difference.score,
		bootstrap: { low: lower, high: upper, confidence, resamples, pValue },
	};
}
