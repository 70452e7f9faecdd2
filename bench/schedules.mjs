// Which learning rate and schedule the homework's presets should have: trains the model with attention with each, and
// scores greedy translations of the VALIDATION sentences after every epoch; test sentences are never read. Adds a row
// per training to bench/results/schedules.json; rows that are there already are skipped.
//
//     node bench/schedules.mjs --preset builtin --schedules constant,linear,linear:0.5,cosine --rates 2e-3,3e-3
//     node bench/schedules.mjs --preset quick --data spa.txt --schedules linear --rates 3e-3 --seeds 1,2,3
//
//     node bench/schedules.mjs --reports runs/spa/report.json,runs/spa-2/report.json
//
// The last form adds the trainings of finished homework runs, of both models, with their BLEU on the test sentences.
//
// `--validation-sources 2000` tells smaller differences than the preset's few sentences do. A number after a schedule is
// its `constantShare`, for inverse-sqrt its `warmupSteps`. Nothing of a corpus is copied.
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { nativeInfo, registerNativeBackend, setNumThreads } from "@mirada/core-native";
import {
	encodePairs,
	generateBuiltinCorpus,
	Random,
	splitBySource,
	TranslationModel,
	train,
	Vocabulary,
} from "@mirada/seq2seq";
import { readCorpus } from "@mirada/seq2seq/node";
import * as tf from "@tensorflow/tfjs";
import { builtinSize } from "../packages/cli/dist/homework/limits.js";
import { builtinData, presets, scheduleNamed } from "../packages/cli/dist/settings.js";
import { describeCommit, describeMachine } from "./framework/machine.mjs";
import { otherWorkPercent, watchOtherWork } from "./framework/other-work.mjs";
import { writeJson } from "./framework/result-file.mjs";

const { values: options } = parseArgs({
	options: {
		preset: { type: "string", default: "builtin" },
		data: { type: "string" },
		schedules: { type: "string", default: "constant,linear" },
		rates: { type: "string", default: "3e-3" },
		seeds: { type: "string", default: "1" },
		dropout: { type: "string" },
		"validation-sources": { type: "string" },
		attention: { type: "string" },
		threads: { type: "string", default: "1" },
		reports: { type: "string" },
	},
});
if (!Object.hasOwn(presets, options.preset)) {
	throw new Error(`schedules: expected --preset ${Object.keys(presets).join(", ")}, got ${options.preset}`);
}
const preset = { ...presets[options.preset] };
if (options["validation-sources"]) preset.validationSources = Number(options["validation-sources"]);
if (preset.data !== builtinData && !options.data)
	throw new Error("schedules: expected --data <file of pairs>");

const folder = fileURLToPath(new URL("..", import.meta.url));
const path = fileURLToPath(new URL("results/schedules.json", import.meta.url));
registerNativeBackend();
await tf.setBackend("native");
setNumThreads(Number(options.threads));
if (options.reports) options.reports.split(",").forEach(addRun);
else await compareSchedules();

async function compareSchedules() {
	for (const seed of options.seeds.split(",").map(Number)) {
		let corpus;
		for (const schedule of options.schedules.split(",").map(parseSchedule)) {
			for (const learningRate of options.rates.split(",").map(Number)) {
				const row = {
					preset: options.preset,
					attention: options.attention ?? preset.score,
					schedule,
					learningRate,
					dropout: options.dropout === undefined ? preset.dropout : Number(options.dropout),
					seed,
					validationSources: preset.validationSources,
				};
				if (readRows().some((known) => isSameTraining(known, row))) continue;
				corpus ??= await loadCorpus(seed);
				console.log(JSON.stringify(row));
				const measured = await trial(row, corpus);
				addRow({ ...row, ...measured });
			}
		}
	}
}

/** The trainings of a homework run; runs of version 1, which names no schedule, kept the rate constant. */
function addRun(reportPath) {
	const { settings, data, models, environment, ...report } = JSON.parse(readFileSync(reportPath, "utf8"));
	const [presetName] =
		Object.entries(presets).find(
			([, { pairs, units }]) => pairs === settings.pairs && units === settings.units,
		) ?? [];
	for (const [name, model] of Object.entries(models)) {
		const row = {
			preset: presetName,
			attention: name === "none" ? name : settings.score,
			schedule: scheduleNamed(settings.schedule ?? "constant"),
			learningRate: settings.learningRate,
			dropout: settings.dropout,
			seed: settings.seed,
			validationSources: settings.validationSources,
		};
		if (readRows().some((known) => isSameTraining(known, row))) continue;
		const epochs = model.epochs.map(({ trainLoss, validationLoss, validationBleu }) => ({
			trainingLoss: round(trainLoss),
			loss: round(validationLoss),
			bleu: round(validationBleu, 2),
		}));
		addRow({
			...row,
			data: data.name,
			pairs: data.trainPairs,
			units: settings.units,
			epochs,
			bestBleu: Math.max(...epochs.map(({ bleu }) => bleu)),
			testBleu: round(model.bleuMulti, 2),
			trainingMinutes: round(model.trainSeconds / 60, 2),
			backend: environment.backendDetail,
			date: (report.finishedAt ?? report.date).slice(0, 10),
		});
	}
}

async function trial(
	{ attention, schedule, learningRate, dropout, seed },
	{ examples, vocabularies, split },
) {
	const { embeddingSize, units, epochs, batch, clipNorm } = preset;
	const model = new TranslationModel({
		sourceVocabularySize: vocabularies.source.size,
		targetVocabularySize: vocabularies.target.size,
		embeddingSize,
		units,
		attention,
		dropoutRate: dropout,
		seed,
	});
	const otherWork = watchOtherWork();
	const measured = [];
	let seconds = 0;
	let began = performance.now();
	let lastStep = began;
	await train(model, examples, {
		vocabularies,
		epochs,
		batchSize: batch,
		learningRate,
		schedule,
		adam: { clipNorm },
		seed,
		validation: split.validation,
		onStep: () => {
			lastStep = performance.now();
		},
		onEpoch: ({ epoch, trainingLoss, validation: { loss, bleu } }) => {
			seconds += (lastStep - began) / 1000;
			measured.push({ trainingLoss: round(trainingLoss), loss: round(loss), bleu: round(bleu, 2) });
			console.log(`  epoch ${epoch + 1}: validation BLEU ${round(bleu, 2)}`);
			began = performance.now();
		},
	});
	model.disposeVariables();
	return {
		data: options.data ? basename(options.data) : builtinData,
		pairs: examples.length,
		units,
		epochs: measured,
		bestBleu: Math.max(...measured.map(({ bleu }) => bleu)),
		trainingMinutes: round(seconds / 60, 2),
		threads: nativeInfo().threads,
		otherWorkPercent: otherWorkPercent(otherWork()),
		date: new Date().toISOString().slice(0, 10),
		commit: describeCommit(folder),
	};
}

/** The homework's own corpus, split and cut as it does. */
async function loadCorpus(seed) {
	const { testSources, validationSources, pairs: wanted, vocabulary } = preset;
	const pairs = options.data
		? (await readCorpus(options.data)).pairs
		: generateBuiltinCorpus({ size: builtinSize(preset), seed });
	const split = splitBySource(pairs, { testSources, validationSources, seed });
	const isCut = wanted > 0 && wanted < split.train.length;
	const chosen = isCut ? new Random(seed, wanted).shuffle([...split.train]).slice(0, wanted) : split.train;
	const build = (side) =>
		Vocabulary.build(
			chosen.map((pair) => pair[side]),
			vocabulary,
		);
	const vocabularies = { source: build("source"), target: build("target") };
	return { split, vocabularies, examples: encodePairs(chosen, vocabularies.source, vocabularies.target) };
}

function parseSchedule(text) {
	const [kind, number] = text.split(":");
	if (number === undefined) return { kind };
	return { kind, [kind === "inverse-sqrt" ? "warmupSteps" : "constantShare"]: Number(number) };
}

function isSameTraining(known, row) {
	return Object.entries(row).every(([name, value]) => JSON.stringify(known[name]) === JSON.stringify(value));
}

function readRows() {
	return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).trainings : [];
}

function addRow(row) {
	const { instructionSet } = nativeInfo();
	writeJson(path, {
		what: "validation BLEU of greedy translations by schedule and learning rate (bench/schedules.mjs)",
		machine: { ...describeMachine(), instructionSet },
		trainings: [...readRows(), row],
	});
}

function round(value, digits = 4) {
	return Number(value.toFixed(digits));
}
