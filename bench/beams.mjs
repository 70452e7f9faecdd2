// Which beam size and penalties translate best, and what they cost: scores saved translators on the VALIDATION sentences
// of their run by greedy search, and by beam search of each size under every pair of penalties; test sentences are never
// read. Writes a row per translator into bench/results/beams.json, in place of an older row of the same one.
//
//     node bench/beams.mjs runs/builtin/models/none runs/builtin/models/attention
//     node bench/beams.mjs runs/spa/models/none runs/spa/models/attention --data spa.txt --sentences 500
//
// The folders must stand in their run, whose settings say how the sentence pairs were split. Penalties are chosen and
// scored on the same sentences: BLEU of the best pair is a little higher than on others. Nothing of a corpus is copied.
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { nativeInfo, registerNativeBackend, setNumThreads } from "@mirada/core-native";
import { choosePenalties, evaluateTranslator, generateBuiltinCorpus, splitBySource } from "@mirada/seq2seq";
import { loadTranslator, readCorpus } from "@mirada/seq2seq/node";
import * as tf from "@tensorflow/tfjs";
import { builtinSize } from "../packages/cli/dist/homework/limits.js";
import { builtinData } from "../packages/cli/dist/settings.js";
import { describeCommit, describeMachine } from "./framework/machine.mjs";
import { otherWorkPercent, watchOtherWork } from "./framework/other-work.mjs";
import { writeJson } from "./framework/result-file.mjs";

const { values: options, positionals: folders } = parseArgs({
	allowPositionals: true,
	options: {
		data: { type: "string" },
		sentences: { type: "string", default: "1000" },
		beams: { type: "string", default: "1,2,3,5,8,10" },
		threads: { type: "string", default: "2" },
	},
});
if (folders.length === 0) throw new Error("beams: expected the folders of saved translators, got none");
const beams = options.beams.split(",").map(Number);
if (beams.some((size) => !Number.isInteger(size) || size < 1))
	throw new Error(`beams: expected --beams whole numbers from 1, got ${options.beams}`);

const root = fileURLToPath(new URL("..", import.meta.url));
const path = fileURLToPath(new URL("results/beams.json", import.meta.url));
registerNativeBackend();
await tf.setBackend("native");
setNumThreads(Number(options.threads));

for (const folder of folders) {
	const config = join(dirname(dirname(folder)), "config.json");
	if (!existsSync(config))
		throw new Error(`beams: expected a model in its run, got ${folder} (no ${config})`);
	const { settings } = JSON.parse(readFileSync(config, "utf8"));
	const translator = await loadTranslator(folder);
	const sentences = (await validationSentences(settings, translator)).slice(0, Number(options.sentences));
	console.log(`${folder}: ${sentences.length} validation sentences`);
	const otherWork = watchOtherWork();
	const measured = beams.map((beamSize) => measure(beamSize, translator, sentences));
	const { attention, units } = translator.model.config;
	addRow({
		data: translator.info.data ?? basename(settings.data),
		pairs: settings.pairs,
		attention,
		units,
		epochs: settings.epochs,
		seed: settings.seed,
		sentences: sentences.length,
		beams: measured,
		threads: nativeInfo().threads,
		otherWorkPercent: otherWorkPercent(otherWork()),
		date: new Date().toISOString().slice(0, 10),
		commit: describeCommit(root),
	});
	translator.dispose();
}

function measure(beamSize, { model, sourceVocabulary, targetVocabulary }, sentences) {
	const input = { model, vocabularies: { source: sourceVocabulary, target: targetVocabulary }, sentences };
	const search = (strategy) => {
		// The first search also packs the weights and compiles: it is not timed.
		evaluateTranslator({ ...input, sentences: sentences.slice(0, 20), strategy });
		const { bleu, speed } = evaluateTranslator({ ...input, strategy });
		return { bleu: round(bleu.score, 2), seconds: round(speed.seconds, 3) };
	};
	if (beamSize === 1) {
		const row = { beamSize, ...search({ kind: "greedy", scores: false }) };
		console.log(`  greedy: BLEU ${row.bleu}, ${row.seconds} s`);
		return row;
	}
	const chosen = choosePenalties({ ...input, beamSize });
	const { lengthPenalty, coveragePenalty } = chosen;
	const trials = chosen.trials.map(({ alpha, beta, bleu }) => ({ alpha, beta, bleu: round(bleu, 2) }));
	const row = {
		beamSize,
		lengthPenalty: lengthPenalty.alpha,
		coveragePenalty,
		...search({ kind: "beam", beamSize, lengthPenalty, coveragePenalty }),
		choiceSeconds: round(chosen.seconds, 3),
		trials,
	};
	console.log(
		`  beam ${beamSize}: alpha ${row.lengthPenalty}, beta ${coveragePenalty}, BLEU ${row.bleu} (${trials[0].bleu} without penalties), ${row.seconds} s; choice ${row.choiceSeconds} s`,
	);
	return row;
}

/** Held out as the run held them out. */
async function validationSentences(settings, { info }) {
	const { data, testSources, validationSources, seed } = settings;
	const isBuiltin = data === builtinData;
	if (isBuiltin && options.data)
		throw new Error("beams: expected no --data for a model of the built-in corpus");
	const file = options.data ?? data;
	if (!isBuiltin && info.data !== undefined && info.data !== basename(file))
		throw new Error(`beams: expected --data ${info.data}, the pairs of the run, got ${file}`);
	const pairs = isBuiltin
		? generateBuiltinCorpus({ size: builtinSize(settings), seed })
		: (await readCorpus(file)).pairs;
	return splitBySource(pairs, { testSources, validationSources, seed }).validation;
}

function readRows() {
	return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).translators : [];
}

function addRow(row) {
	const { instructionSet } = nativeInfo();
	const keyOf = ({ data, pairs, attention, units, epochs, seed, sentences }) =>
		JSON.stringify([data, pairs, attention, units, epochs, seed, sentences]);
	writeJson(path, {
		what: "validation BLEU and seconds by beam size and penalties (bench/beams.mjs)",
		machine: { ...describeMachine(), instructionSet },
		translators: [...readRows().filter((known) => keyOf(known) !== keyOf(row)), row],
	});
}

function round(value, digits) {
	return Number(value.toFixed(digits));
}
