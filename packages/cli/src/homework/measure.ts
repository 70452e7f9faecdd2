// Translations of the held-out sentences and what they are worth, as the report has them.

import {
	compareEvaluations,
	type Evaluation,
	evaluateTranslator,
	type ReferencedSentence,
	type Translator,
} from "@mirada/seq2seq";
import type { CommandContext } from "../command-context.js";
import type { Comparison, LengthBucket, ModelReport } from "../results/report.js";
import { createProgress } from "../terminal/progress.js";

/** Greedy unless `beamSize` is above 1; with progress on stderr. */
export function measureTranslator(
	{ model, sourceVocabulary, targetVocabulary }: Translator,
	sentences: readonly ReferencedSentence[],
	{ label, beamSize = 1 }: { label: string; beamSize?: number },
	context: CommandContext,
): Evaluation {
	const bar = createProgress({
		output: context.io.stderr,
		style: context.errorStyle,
		label,
		total: sentences.length,
		leftWord: context.messages.homework.left,
	});
	const evaluation = evaluateTranslator({
		model,
		vocabularies: { source: sourceVocabulary, target: targetVocabulary },
		sentences,
		strategy: beamSize > 1 ? { kind: "beam", beamSize } : { kind: "greedy", scores: false },
		onProgress: ({ done }) => bar.update(done),
	});
	bar.finish();
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
