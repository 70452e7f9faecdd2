// How well each way to align words does, by its error rate (AER) against links that are known: those of the built-in
// corpus on the test sentences of a run, and those made by hand (hand-linked.md). Writes bench/results/alignment.json.
//
//     npm run build
//     node bench/alignment.mjs --builtin runs/builtin [--real runs/spa] [--note "what else to know of these runs"]
//
// A run is a folder that `mirada homework` or `mirada train` has written.
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { registerNativeBackend } from "@mirada/core-native";
import {
	alignMap,
	forcedAttention,
	isWord,
	linkScores,
	parsePharaoh,
	Random,
	trainWordAligner,
} from "@mirada/seq2seq";
import { loadTranslator } from "@mirada/seq2seq/node";
import * as tf from "@tensorflow/tfjs";
import { describeCommit, describeMachine } from "./framework/machine.mjs";
import { writeResult } from "./framework/result-file.mjs";

const { values: options } = parseArgs({
	options: { builtin: { type: "string" }, real: { type: "string" }, note: { type: "string" } },
});
if (!options.builtin) throw new Error("alignment: expected --builtin <folder of a run>");

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const began = performance.now();
registerNativeBackend();
await tf.setBackend("native");
// The command line knows how a run's corpus was made and split; it takes texts for its errors alone.
const { storedCorpus } = await import("../packages/cli/dist/homework/stored-corpus.js");
const { messagesIn } = await import("../packages/cli/dist/messages/index.js");
const context = { messages: messagesIn("en"), program: "mirada" };

const RESAMPLES = 1000;
const METHODS = {
	"row maximum": { method: "row-maximum" },
	Sinkhorn: { method: "sinkhorn" },
	"Sinkhorn without the diagonal prior": { method: "sinkhorn", tension: 0 },
};
const DIRECTIONS = ["intersection", "grow-diag"];

const runs = [
	["built-in corpus", options.builtin],
	["real pairs", options.real],
].filter(([, folder]) => folder !== undefined);
const sets = { "built-in gold links": undefined, "hand-linked sentences": handLinked() };
const rows = [];
const ratios = [];
const notes = [];
for (const [name, folder] of runs) {
	const { split } = await storedCorpus(folder, context);
	sets["built-in gold links"] ??= goldTest(split.test);
	const translator = await loadTranslator(join(folder, "models", "attention"));
	const { model, sourceVocabulary, targetVocabulary } = translator;
	const vocabularies = { source: sourceVocabulary, target: targetVocabulary };
	const aligner = trainWordAligner(split.train);
	notes.push(describeRun(name, folder, split.train.length));
	for (const [setName, set] of Object.entries(sets)) {
		const maps = forcedAttention({ model, vocabularies, pairs: set });
		const unknown = unknownShare(set, vocabularies);
		const links = {
			...Object.fromEntries(
				Object.entries(METHODS).map(([method, how]) => [method, maps.map((map) => alignMap(map, how))]),
			),
			...Object.fromEntries(
				DIRECTIONS.map((how) => [
					`both directions, ${how}`,
					set.map(({ source, target }) => aligner.align(source, target, how)),
				]),
			),
		};
		const group = `model of the ${name}, ${setName}`;
		for (const [method, found] of Object.entries(links)) {
			rows.push({ case: method, group, ...scored(found, set) });
		}
		rows.push({ case: "words unknown to the model", group, unit: "%", value: 100 * unknown });
		const [least, most] = ratioInterval(links.Sinkhorn, links["row maximum"], set);
		const value = errorRate(links.Sinkhorn, set) / errorRate(links["row maximum"], set);
		const isOwn = (name === "built-in corpus") === (setName === "built-in gold links");
		ratios.push({
			case: group,
			group: "ratio of Sinkhorn's AER to the row maximum's",
			axes: { ownSentences: isOwn ? 1 : 0 },
			unit: "",
			value,
			min: least,
			max: most,
		});
	}
	translator.dispose();
}
const path = writeResult(at("results/"), {
	suite: "alignment",
	title: "Word alignment",
	date: new Date().toISOString().slice(0, 10),
	command: `node bench/alignment.mjs${runs.map(([name]) => ` --${name === "built-in corpus" ? "builtin" : "real"} <run>`).join("")}`,
	quick: false,
	seconds: Math.round((performance.now() - began) / 1000),
	commit: describeCommit(at("..")),
	machine: describeMachine(),
	versions: {},
	threads: [1],
	notes: [
		"AER (Och & Ney, 2003) of the links between all tokens, punctuation included, against sure and possible links; lower is better. The model is made to write the given translation. The interval of a ratio is a bootstrap's over the sentences.",
		...notes,
		...(options.note ? [options.note] : []),
	],
	targets: [
		{
			what: "AER of Sinkhorn links by that of the row maximum, on sentences like those of training",
			group: "ratio of Sinkhorn's AER to the row maximum's",
			where: { ownSentences: 1 },
			measure: "value",
			over: "max",
			atMost: 0.667,
		},
	],
	rows: [...rows, ...ratios],
});
for (const { group, case: what, value, unit } of [...rows, ...ratios])
	console.log(`${group}: ${what}: ${value.toFixed(3)} ${unit}`);
console.log(path);

function handLinked() {
	const file = at("../packages/seq2seq/src/evaluation/alignment/__fixtures__/hand-linked.txt");
	return readFileSync(file, "utf8")
		.trim()
		.split("\n")
		.filter((line) => !line.startsWith("#"))
		.map((line) => {
			const [source, target, links] = line.split(" ||| ");
			return { source: source.split(" "), target: target.split(" "), gold: parsePharaoh(links) };
		});
}

function goldTest(test) {
	return test.map(({ source, references: [target], alignment }) => {
		if (!alignment) throw new Error("alignment: expected --builtin to be a run on the built-in corpus");
		return { source, target, gold: { sure: alignment } };
	});
}

function scored(links, set) {
	const gold = set.map((pair) => pair.gold);
	const { precision, recall, alignmentErrorRate } = linkScores(links, gold);
	return {
		unit: "AER",
		value: alignmentErrorRate,
		precision,
		recall,
		finalMarks: finalMarkShare(links, set),
	};
}

function errorRate(links, set) {
	const gold = set.map((pair) => pair.gold);
	return linkScores(links, gold).alignmentErrorRate;
}

/** How often the mark that ends the translation is linked to the mark that ends the sentence. */
function finalMarkShare(links, set) {
	const ended = set.flatMap(({ source, target }, i) => {
		const [s, t] = [source.length - 1, target.length - 1];
		if (isWord(source[s]) || isWord(target[t])) return [];
		return [links[i].some(([from, to]) => from === s && to === t)];
	});
	return ended.filter(Boolean).length / ended.length;
}

function ratioInterval(links, baseline, set) {
	const random = new Random(1);
	const drawnRatios = Array.from({ length: RESAMPLES }, () => {
		const drawn = set.map(() => random.below(set.length));
		const pairs = drawn.map((i) => set[i]);
		const rate = (all) =>
			errorRate(
				drawn.map((i) => all[i]),
				pairs,
			);
		return rate(links) / rate(baseline);
	}).sort((a, b) => a - b);
	return [drawnRatios[Math.floor(0.025 * RESAMPLES)], drawnRatios[Math.ceil(0.975 * RESAMPLES) - 1]];
}

function unknownShare(set, { source, target }) {
	const words = set.flatMap((pair) => [
		...pair.source.map((word) => source.has(word)),
		...pair.target.map((word) => target.has(word)),
	]);
	return words.filter((isKnown) => !isKnown).length / words.length;
}

function describeRun(name, folder, trainPairs) {
	const { command, settings } = JSON.parse(readFileSync(join(folder, "config.json"), "utf8"));
	const { data, units, epochs, seed } = settings;
	const epochsDone = existsSync(join(folder, "log.jsonl"))
		? readFileSync(join(folder, "log.jsonl"), "utf8").match(/"event":"epoch","model":"attention"/g)?.length
		: undefined;
	return `Model of the ${name}: \`mirada ${command}\`, ${basename(data)}, ${trainPairs.toLocaleString("en")} training pairs, ${units} units, ${epochsDone ?? epochs} of ${epochs} epochs, seed ${seed}; the aligner of both directions learns from the same pairs.`;
}
