// The test sentences by beam search: its penalties are chosen on validation sentences, the test sentences then translated
// once.

import { choosePenalties, type Evaluation, type Translator } from "@mirada/seq2seq";
import type { CommandContext } from "../command-context.js";
import type { BeamReport } from "../results/report.js";
import type { HomeworkCorpus } from "./corpus.js";
import { letStop } from "./let-stop.js";
import { measureTranslator } from "./measure.js";
import type { RunRequest } from "./request.js";
import type { ModelName } from "./run-folder.js";
import { watchSearch } from "./search-progress.js";

/** The validation sentences that penalties are chosen on, at most: more take time and change the choice little. */
const mostChoiceSentences = 500;

export interface BeamMeasurement {
	evaluation: Evaluation;
	report: BeamReport;
}

/** Null with beam size 1. */
export async function measureBeam(
	name: ModelName,
	translator: Translator,
	{ split }: HomeworkCorpus,
	request: RunRequest,
	context: CommandContext,
): Promise<BeamMeasurement | null> {
	const { beam: beamSize } = request.settings;
	if (beamSize === 1) return null;
	const { homework } = context.messages;
	// Their order is random already.
	const sentences = split.validation.slice(0, mostChoiceSentences);
	const lengths = sentences.map(({ source }) => source.length);
	const label = homework.choosingPenalties(homework.model[name]);
	const search = watchSearch({ label, beamSize, lengths }, context);
	const { sourceVocabulary: source, targetVocabulary: target } = translator;
	const chosen = choosePenalties({
		model: translator.model,
		vocabularies: { source, target },
		sentences,
		beamSize,
		onProgress: search.part(lengths),
	});
	search.pause();
	await letStop(request, context);
	const { lengthPenalty, coveragePenalty } = chosen;
	const evaluation = measureTranslator(
		translator,
		split.test,
		{
			label: homework.translatingByBeam(homework.model[name], beamSize),
			beam: { kind: "beam", beamSize, lengthPenalty, coveragePenalty },
		},
		context,
	);
	const { bleu, bleuFirstReference, chrf, speed, outputs } = evaluation;
	return {
		evaluation,
		report: {
			beamSize,
			lengthPenalty: lengthPenalty.alpha,
			coveragePenalty,
			validationSentences: sentences.length,
			validationBleu: chosen.bleu,
			choiceSeconds: chosen.seconds,
			decodeSeconds: speed.seconds,
			bleuMulti: bleu.score,
			bleuSingle: bleuFirstReference.score,
			chrf: chrf.score,
			outputs,
		},
	};
}
