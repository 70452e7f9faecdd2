// The homework from beginning to end: both models trained alike, measured, drawn, judged, reported.

import { rmSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import process from "node:process";
import { type Evaluation, formatPharaoh, hardAlignment } from "@mirada/seq2seq";
import { type CommandContext, printJson } from "../command-context.js";
import { exitCodes } from "../exit-codes.js";
import { writeWhole, writing } from "../output.js";
import { reportHtml } from "../report-page/report-html.js";
import {
	type EnvironmentReport,
	type ModelReport,
	type Report,
	reportSchemaVersion,
} from "../results/report.js";
import { judge } from "../results/verdict.js";
import { version } from "../version.js";
import { measureAlignment } from "./alignment.js";
import { letStop } from "./let-stop.js";
import { drawMaps } from "./maps.js";
import { compareModels, measureTranslator, scoresOf, translationLines } from "./measure.js";
import { type BeamMeasurement, measureBeam } from "./measure-beam.js";
import { ownSentences } from "./own-sentences.js";
import { type PreparedRun, prepareRun } from "./prepare-run.js";
import { printResults } from "./print-results.js";
import { probeModel } from "./probes.js";
import type { RunRequest } from "./request.js";
import type { ModelName } from "./run-folder.js";
import { sampleTranslations } from "./samples.js";
import { type TrainedModel, trainModel, untrainedModel } from "./train-model.js";
import { appendLog } from "./training-log.js";

/** Gives the exit code. */
export async function runHomework(request: RunRequest, context: CommandContext): Promise<number> {
	const { folder, json } = request;
	const prepared = await prepareRun(request, { command: "homework" }, context);
	const none = await trainAndTranslate("none", prepared, request, context);
	const attention = await trainAndTranslate("attention", prepared, request, context);
	const { report, mapSvgs } = await measure(none, attention, prepared, request, context);
	await writeWhole(folder.report, `${JSON.stringify(report, null, 2)}\n`, context);
	const { language, messages } = context;
	await writeWhole(folder.page, reportHtml(report, { language, messages, mapSvgs }), context);
	appendLog(folder, { event: "verdict", passed: report.passed, criteria: report.criteria }, context);
	if (json) printJson(context, report);
	printResults(report, folder.path, json, context);
	for (const { translator } of [none, attention]) translator.dispose();
	return report.passed ? exitCodes.passed : exitCodes.notPassed;
}

interface ModelRun extends TrainedModel {
	/** Of greedy translations. */
	evaluation: Evaluation;
	beam: BeamMeasurement | null;
	report: ModelReport;
}

async function trainAndTranslate(
	name: ModelName,
	{ corpus }: PreparedRun,
	request: RunRequest,
	context: CommandContext,
): Promise<ModelRun> {
	const trained = await trainModel(name, corpus, request, context);
	await letStop(request, context);
	const { homework } = context.messages;
	const { test } = corpus.split;
	const label = homework.translating(homework.model[name]);
	const evaluation = measureTranslator(trained.translator, test, { label }, context);
	const { folder } = request;
	await writeWhole(folder.file(`hypotheses.${name}.txt`), lines(translationLines(evaluation)), context);
	const scores = scoresOf(evaluation);
	appendLog(folder, { event: "measured", model: name, ...scores }, context);
	await letStop(request, context);
	const beam = await measureBeam(name, trained.translator, corpus, request, context);
	const beamFile = folder.file(`hypotheses.${name}.beam.txt`);
	if (beam) {
		await writeWhole(beamFile, lines(translationLines(beam.evaluation)), context);
		appendLog(folder, { event: "beam", model: name, ...beam.report }, context);
	} else {
		// A run that is measured anew may have had a beam before.
		await writing(beamFile, context, () => rmSync(beamFile, { force: true }));
	}
	await letStop(request, context);
	const report: ModelReport = {
		parameters: trained.translator.model.parameterCount,
		trainSeconds: trained.trainSeconds,
		targetTokensPerSecond: trained.targetTokensPerSecond,
		epochs: trained.epochs,
		...scores,
		beam: beam?.report ?? null,
	};
	return { ...trained, evaluation, beam, report };
}

async function measure(
	none: ModelRun,
	attention: ModelRun,
	{ backend, corpus }: PreparedRun,
	request: RunRequest,
	context: CommandContext,
): Promise<{ report: Report; mapSvgs: string[] }> {
	const { settings, folder } = request;
	const { homework } = context.messages;
	const { test } = corpus.split;
	context.io.stderr.write(`${homework.aligning}\n`);
	const untrained = untrainedModel("attention", corpus, request);
	const aligned = measureAlignment(attention.translator, untrained, corpus, settings.seed);
	untrained.disposeVariables();
	await letStop(request, context);
	context.io.stderr.write(`${homework.drawing}\n\n`);
	const own = ownSentences(corpus.facts, corpus.vocabularies.source);
	const maps = await drawMaps(attention.translator, attention.evaluation, own, corpus, folder, context);
	const files = {
		"test.source.txt": test.map(({ source }) => source.join(" ")),
		"test.references.txt": test.map(({ references }) =>
			references.map((words) => words.join(" ")).join("\t"),
		),
		"alignments.hypotheses.pharaoh": attention.evaluation.sentences.map(({ hypotheses: [best] }) =>
			formatPharaoh(hardAlignment({ weights: best?.weights ?? [] })),
		),
		"alignments.references.pharaoh": aligned.maps.map((map) => formatPharaoh(hardAlignment(map))),
	};
	for (const [name, content] of Object.entries(files))
		await writeWhole(folder.file(name), lines(content), context);
	const measured = {
		models: { none: none.report, attention: attention.report },
		comparison: compareModels(none.evaluation, attention.evaluation, settings.seed),
		beamComparison:
			none.beam && attention.beam
				? compareModels(none.beam.evaluation, attention.beam.evaluation, settings.seed)
				: null,
		alignment: aligned.comparison,
		probes: probeModel(attention.translator, test),
		maps: maps.map(({ report }) => report),
	};
	const report: Report = {
		schemaVersion: reportSchemaVersion,
		name: folder.name,
		finishedAt: new Date().toISOString(),
		...judge({ ...measured, settings }),
		settings: { ...settings, data: corpus.facts.name },
		environment: environment(backend.name, backend.detail),
		data: corpus.facts,
		...measured,
		shownSentences: own.length > 0 ? "own" : "corpus",
		samples: sampleTranslations(none, attention, own),
	};
	return { report, mapSvgs: maps.map(({ svg }) => svg) };
}

function environment(backend: string, backendDetail: string): EnvironmentReport {
	return {
		mirada: version,
		node: process.versions.node,
		platform: `${process.platform} ${process.arch}`,
		processor: cpus()[0]?.model.trim() ?? process.arch,
		cores: availableParallelism(),
		backend,
		backendDetail,
	};
}

function lines(texts: readonly string[]): string {
	return texts.map((text) => `${text}\n`).join("");
}
