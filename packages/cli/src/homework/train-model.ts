// One of the two models, trained or continued, with progress for people and a log for machines.

import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fixed } from "@mirada/lesson/language";
import { type StepReport, type TrainOptions, TranslationModel, Translator, train } from "@mirada/seq2seq";
import { CheckpointFile, loadTranslator, saveTranslator } from "@mirada/seq2seq/node";
import { Interrupted } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import type { StopSignal } from "../exit-codes.js";
import { writing } from "../output.js";
import type { EpochReport } from "../results/report.js";
import { count, points } from "../results-text/numbers.js";
import { scheduleNamed } from "../settings.js";
import { formatDuration } from "../terminal/duration.js";
import { createProgress, type Progress } from "../terminal/progress.js";
import { explainCheckpoint } from "./checkpoint-errors.js";
import type { HomeworkCorpus } from "./corpus.js";
import type { RunRequest } from "./request.js";
import { resumeCommand } from "./resume-command.js";
import type { ModelName } from "./run-folder.js";
import { appendLog, loggedEpochs, loggedSeconds } from "./training-log.js";

export interface TrainedModel {
	translator: Translator;
	epochs: EpochReport[];
	/** Time in training steps, all sittings together, validation left out. */
	trainSeconds: number;
	targetTokensPerSecond: number;
}

export async function trainModel(
	name: ModelName,
	corpus: HomeworkCorpus,
	request: RunRequest,
	context: CommandContext,
): Promise<TrainedModel> {
	const { folder, resume } = request;
	const saved = folder.model(name);
	const { homework } = context.messages;
	let translator: Translator;
	if (resume && existsSync(join(saved, "model.safetensors"))) {
		translator = await explainCheckpoint(saved, context, () => loadTranslator(saved));
		tell(context, homework.alreadyTrained(homework.model[name]));
	} else {
		translator = await trainNew(name, corpus, request, context);
		await writing(saved, context, () => saveTranslator(saved, translator, translatorInfo(corpus, request)));
		const checkpoint = checkpointPath(request, name);
		await writing(checkpoint, context, () => rmSync(checkpoint, { force: true }));
	}
	const trainSeconds = loggedSeconds(folder, name);
	const words = corpus.examples.reduce((total, { target }) => total + target.length + 1, 0);
	const epochs = loggedEpochs(folder, name);
	return {
		translator,
		epochs,
		trainSeconds,
		targetTokensPerSecond: (words * epochs.length) / Math.max(trainSeconds, 1e-9),
	};
}

/** What is kept with a translator: its run, data and languages, and what found its words. */
function translatorInfo({ facts }: HomeworkCorpus, { folder }: RunRequest): Record<string, string> {
	const { sourceLanguage, targetLanguage, segmentedBy } = facts;
	return {
		run: folder.name,
		data: facts.name,
		...(sourceLanguage && { sourceLanguage }),
		...(targetLanguage && { targetLanguage }),
		...(segmentedBy && { segmentedBy }),
	};
}

/** The model before its first step: also the null that a trained attention has to beat. */
export function untrainedModel(
	name: ModelName,
	{ vocabularies }: HomeworkCorpus,
	{ settings }: RunRequest,
): TranslationModel {
	return new TranslationModel({
		sourceVocabularySize: vocabularies.source.size,
		targetVocabularySize: vocabularies.target.size,
		embeddingSize: settings.embeddingSize,
		units: settings.units,
		attention: name === "none" ? "none" : settings.score,
		dropoutRate: settings.dropout,
		seed: settings.seed,
	});
}

export function checkpointPath({ folder }: RunRequest, name: ModelName): string {
	return join(folder.checkpoint(name), "checkpoint.safetensors");
}

async function trainNew(
	name: ModelName,
	corpus: HomeworkCorpus,
	request: RunRequest,
	context: CommandContext,
): Promise<Translator> {
	const { settings, folder, resume } = request;
	const { homework } = context.messages;
	const model = untrainedModel(name, corpus, request);
	const path = checkpointPath(request, name);
	const watch = watchTraining(name, request, context);
	const options: TrainOptions = {
		vocabularies: corpus.vocabularies,
		epochs: settings.epochs,
		batchSize: settings.batch,
		learningRate: settings.learningRate,
		schedule: scheduleNamed(settings.schedule),
		adam: { clipNorm: settings.clipNorm },
		seed: settings.seed,
		validation: corpus.split.validation,
		checkpoints: { store: new CheckpointFile(path), resume },
		signal: context.io.stopRequest(),
		onStep: watch.onStep,
		onEpoch: watch.onEpoch,
		log: (line) => {
			if (line.event === "resume") {
				tell(context, homework.resuming(homework.model[name], Number(line.epoch) + 1, Number(line.step)));
			}
			const { event } = line;
			if (event === "step" || event === "resume") appendLog(folder, { ...line, event, model: name }, context);
		},
	};
	const result = await explainCheckpoint(path, context, () =>
		writing(folder.path, context, () => train(model, corpus.examples, options)),
	);
	watch.end();
	if (result.status === "interrupted") {
		const signal = context.io.stopRequest().reason as StopSignal;
		throw new Interrupted(signal, resumeCommand(request, context));
	}
	return new Translator(model, corpus.vocabularies.source, corpus.vocabularies.target);
}

/** Progress on stderr, and the seconds of every epoch in the log: a later sitting adds to them. */
function watchTraining(name: ModelName, { settings, folder }: RunRequest, context: CommandContext) {
	const { homework, numbers } = context.messages;
	const label = homework.training(homework.model[name]);
	let bar: Progress | undefined;
	let began = performance.now();
	let lastStep = began;
	const seconds = () => (lastStep - began) / 1000;
	const onStep = (report: StepReport) => {
		lastStep = performance.now();
		bar ??= createProgress({
			output: context.io.stderr,
			style: context.errorStyle,
			label,
			total: report.batches * report.epochs,
			alreadyDone: report.step - 1,
			leftWord: homework.left,
		});
		const rate = homework.tokensPerSecond(count(report.tokensPerSecond));
		bar.update(report.step, `${rate} · ${homework.loss(fixed(report.meanLoss, 3, numbers))}`);
	};
	const onEpoch: TrainOptions["onEpoch"] = ({ epoch, trainingLoss, validation }) => {
		bar?.finish();
		appendLog(
			folder,
			{
				event: "epoch",
				model: name,
				epoch: epoch + 1,
				trainLoss: trainingLoss,
				validationLoss: validation?.loss ?? null,
				validationBleu: validation?.bleu ?? null,
				seconds: seconds(),
			},
			context,
		);
		const time = formatDuration(seconds());
		const bleu = points(validation?.bleu ?? Number.NaN, numbers);
		tell(
			context,
			homework.epochDone(
				homework.model[name],
				epoch + 1,
				settings.epochs,
				fixed(trainingLoss, 3, numbers),
				bleu,
				time,
			),
		);
		began = lastStep = performance.now();
	};
	const end = () => {
		bar?.finish();
		// An epoch that was cut short.
		if (lastStep > began) appendLog(folder, { event: "stopped", model: name, seconds: seconds() }, context);
	};
	return { onStep, onEpoch, end };
}

/** A line about the work, beside its results. */
function tell({ io }: CommandContext, text: string): void {
	io.stderr.write(`${text}\n`);
}
