// Every public function with every kind of wrong argument: the first failure is an error of ours.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { availableBackends, type Swept, sweepHostileArguments, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { alignmentFunctions } from "../test/hostile-alignment.js";
import { ToyModel } from "../test/toy-decoding-model.js";
import * as seq2seq from "./index.js";
import * as node from "./node.js";

const tokens = [["a", "b"], ["b"]];
const pairs = () => tokens.map((source) => ({ source: [...source], target: [...source] }));
const sentences = () => tokens.map((source) => ({ source: [...source], references: [[...source]] }));
const vocabulary = seq2seq.Vocabulary.build(tokens, 10);
const vocabularies = () => ({ source: vocabulary, target: vocabulary });
const sizes = { sourceVocabularySize: 6, targetVocabularySize: 6, embeddingSize: 4, units: 4 };
const trainable = () => new seq2seq.TranslationModel(sizes);
const translator = () => new seq2seq.Translator(trainable(), vocabulary, vocabulary);
const examples = () => seq2seq.encodePairs(pairs(), vocabulary, vocabulary);
const ids = () => [[4, 5], [5]];
const weights = () => ({ kernel: tf.ones([3, 8]), recurrentKernel: tf.ones([2, 8]), bias: tf.ones([8]) });
const folder = mkdtempSync(join(tmpdir(), "mirada-hostile-"));
const limits = () => ({ maxOutputLength: 3, minOutputLength: 1, bannedIds: [1] });
const beam = () => ({
	...limits(),
	beamSize: 2,
	numHypotheses: 1,
	lengthPenalty: { kind: "gnmt", alpha: 1 },
	earlyFinish: true,
});
/** A method of a model that reads a batch. */
const batchReader = (method: "loss" | "trainingLoss" | "attentionWeights" | "memoryGradient"): Swept => ({
	call: (batch, step: number) => trainable()[method](batch, step),
	good: () => [seq2seq.padBatch(examples()), 1],
	where: new RegExp(`^(TranslationModel\\.${method}|embedding):`),
});
const search = (run: (...args: never[]) => unknown, options: () => object): Swept => ({
	call: run,
	good: () => [new ToyModel(), [[4, 5], [4]], options()],
});
const texts = () => ["a b", "b"];
const references = () => [["a b"], ["b"]];
const bleu = () => ({
	tokenize: "none",
	smoothing: "floor",
	smoothingValue: 0.1,
	lowercase: true,
	effectiveOrder: true,
});
const resampling = () => ({ resamples: 5, seed: 1, confidence: 0.9 });
const evaluation = () => ({
	sentences: sentences().map((one) => ({ ...one, translation: ["a"], hypotheses: [] })),
});

const SWEPT: Record<string, Swept> = {
	tokenize: { call: seq2seq.tokenize, good: () => ["a b"] },
	isWord: { call: seq2seq.isWord, good: () => ["a"] },
	joinTokens: { call: seq2seq.joinTokens, good: () => [["a", "."]] },
	hasUnspacedScript: { call: seq2seq.hasUnspacedScript, good: () => ["a"] },
	encodePairs: { call: seq2seq.encodePairs, good: () => [pairs(), vocabulary, vocabulary] },
	makeBatches: { call: seq2seq.makeBatches, good: () => [examples(), { batchSize: 1, seed: 1, epoch: 0 }] },
	padBatch: { call: seq2seq.padBatch, good: () => [examples()] },
	constructionNames: { call: seq2seq.constructionNames, good: () => [] },
	wordPairs: { call: seq2seq.wordPairs, good: () => [] },
	generateBuiltinCorpus: { call: seq2seq.generateBuiltinCorpus, good: () => [{ size: 2, seed: 1 }] },
	splitBySource: {
		call: seq2seq.splitBySource,
		good: () => [
			[...pairs(), { source: ["c"], target: ["c"] }],
			{ testSources: 1, validationSources: 1, seed: 1 },
		],
	},
	"TranslationModel.loss": batchReader("loss"),
	"TranslationModel.trainingLoss": batchReader("trainingLoss"),
	"TranslationModel.attentionWeights": batchReader("attentionWeights"),
	"TranslationModel.memoryGradient": batchReader("memoryGradient"),
	Vocabulary: { call: () => undefined, good: () => [] },
	"Vocabulary.build": { call: (s, size) => seq2seq.Vocabulary.build(s, size), good: () => [[["a"]], 9] },
	"Vocabulary.fromJSON": {
		call: seq2seq.Vocabulary.fromJSON,
		good: () => [{ tokens: [...vocabulary.tokens] }],
	},
	"Vocabulary.encode": { call: (words) => vocabulary.encode(words), good: () => [["a"]] },
	"Vocabulary.unknownWords": { call: (words) => vocabulary.unknownWords(words), good: () => [["a"]] },
	"Vocabulary.decode": {
		call: (words) => vocabulary.decode(words),
		good: () => [[4]],
		where: /^Vocabulary\./,
	},
	"Vocabulary.token": { call: (id) => vocabulary.token(id), good: () => [4] },
	greedySearch: search(seq2seq.greedySearch, limits),
	beamSearch: search(seq2seq.beamSearch, beam),
	translate: {
		call: seq2seq.translate,
		good: () => [
			new ToyModel(),
			[[4, 5]],
			{ strategy: { kind: "beam", ...beam() }, maxBatchRows: 8, onProgress: () => {} },
		],
		where: /^(translate|beamSearch|greedySearch):/,
	},
	forceDecode: { call: seq2seq.forceDecode, good: () => [new ToyModel(), ids(), ids()] },
	forceDecodeAll: {
		call: seq2seq.forceDecodeAll,
		good: () => [new ToyModel(), ids(), ids(), { maxBatchRows: 2 }],
	},
	...alignmentFunctions({ trainable, vocabularies, pairs, resampling }),
	corpusBleu: { call: seq2seq.corpusBleu, good: () => [texts(), references(), bleu()] },
	sentenceBleu: { call: seq2seq.sentenceBleu, good: () => ["a", ["a"], bleu()] },
	corpusChrf: {
		call: seq2seq.corpusChrf,
		good: () => [
			texts(),
			references(),
			{ charOrder: 2, wordOrder: 1, beta: 2, lowercase: true, whitespace: true },
		],
	},
	sentenceChrf: { call: seq2seq.sentenceChrf, good: () => ["a", ["a"], { beta: 1 }] },
	compareEvaluations: {
		call: seq2seq.compareEvaluations,
		good: () => [evaluation(), evaluation(), resampling()],
	},
	evaluateTranslator: {
		call: seq2seq.evaluateTranslator,
		good: () => [
			{
				model: trainable(),
				vocabularies: vocabularies(),
				sentences: sentences(),
				strategy: { kind: "greedy", ...limits() },
				allowUnknown: false,
				maxBatchRows: 2,
			},
		],
		where: /^(evaluateTranslator|translate|greedySearch):/,
	},
	choosePenalties: {
		call: seq2seq.choosePenalties,
		good: () => [
			{
				model: trainable(),
				vocabularies: vocabularies(),
				sentences: sentences(),
				beamSize: 2,
				alphas: [0, 1],
				betas: [0],
				limits: limits(),
				allowUnknown: false,
				maxBatchRows: 2,
			},
		],
		where: /^(choosePenalties|translate|beamSearch):/,
	},
	bleuByLength: {
		call: seq2seq.bleuByLength,
		good: () => [
			{ sourceLengths: [2, 1], systems: { a: texts() }, references: references(), edges: [1], bleu: bleu() },
		],
	},
	pairedBootstrap: {
		call: seq2seq.pairedBootstrap,
		good: () => [
			{ baseline: texts(), candidate: texts(), references: references(), bleu: bleu(), ...resampling() },
		],
	},
	tokenize13a: { call: seq2seq.tokenize13a, good: () => ["a, b"] },
	modelConfig: {
		call: seq2seq.modelConfig,
		good: () => [
			{
				...sizes,
				encoder: "bidirectional",
				attention: "multi-head",
				numHeads: 2,
				attentionalState: "concat",
				inputFeeding: true,
				dropoutRate: 0.1,
				labelSmoothing: 0.1,
				seed: 1,
			},
		],
	},
	TranslationModel: {
		call: (options) => new seq2seq.TranslationModel(options).disposeVariables(),
		good: () => [{ ...sizes }],
		where: /^modelConfig:/,
	},
	dropout: { call: seq2seq.dropout, good: () => [tf.ones([1, 2, 3]), 0.5, { seed: 1, step: 1, site: 0 }] },
	embedding: {
		call: seq2seq.embedding,
		good: () => [
			tf.ones([4, 3]),
			tf.ones([1, 2], "int32"),
			{ rate: 0.5, key: { seed: 1, step: 1, site: 0 } },
		],
		where: /^(embedding|dropout):/,
	},
	linearCrossEntropy: {
		call: seq2seq.linearCrossEntropy,
		good: () => [
			tf.ones([1, 2, 3]),
			tf.ones([3, 4]),
			tf.ones([4]),
			tf.ones([1, 2], "int32"),
			{ ignoreLabel: 0, labelSmoothing: 0.1 },
		],
	},
	lstmSequence: {
		call: seq2seq.lstmSequence,
		good: () => [
			tf.ones([1, 2, 3]),
			weights(),
			{
				initialState: { h: tf.ones([1, 2]), c: tf.ones([1, 2]) },
				lengths: tf.tensor1d([1], "int32"),
				reverse: true,
			},
		],
	},
	loadTranslator: {
		call: (url) => seq2seq.loadTranslator(url).catch((error) => check(error)),
		good: () => ["data:text/plain,nothing.safetensors"],
		where: /^loadTranslator|fetch failed|Failed to parse/,
	},
	decodeSafetensors: {
		call: seq2seq.decodeSafetensors,
		good: () => [seq2seq.encodeSafetensors({ tensors: new Map(), metadata: {} })[0]],
		where: /^(decodeSafetensors|safetensors):/,
	},
	encodeSafetensors: {
		call: seq2seq.encodeSafetensors,
		good: () => [{ tensors: new Map(), metadata: { a: "b" } }],
	},
	Translator: {
		call: (model, source, target) => new seq2seq.Translator(model, source, target),
		good: () => [trainable(), vocabulary, vocabulary],
	},
	"Translator.translate": {
		call: (text, options) => translator().translate(text, options),
		good: () => [["a b"], { strategy: { kind: "greedy", ...limits() }, maxBatchRows: 2 }],
		where: /^(Translator\.translate|translate|greedySearch):/,
	},
	decodeTranslator: {
		call: seq2seq.decodeTranslator,
		good: () => [encoded, "a file"],
		where: /^(decodeTranslator|loadTranslator):/,
	},
	encodeTranslator: { call: seq2seq.encodeTranslator, good: () => [translator(), { a: "b" }] },
	Adam: {
		call: (variables, options) => new seq2seq.Adam(variables, options).dispose(),
		good: () => [trainable().variables, { beta1: 0.9, beta2: 0.9, epsilon: 1e-8, clipNorm: 1 }],
	},
	"Adam.apply": {
		call: (gradients, rate) => new seq2seq.Adam(trainable().variables).apply(gradients, rate),
		good: () => [new Map(), 0.1],
	},
	train: {
		call: (model, data, options) => seq2seq.train(model, data, options),
		good: () => [
			trainable(),
			examples(),
			{
				vocabularies: vocabularies(),
				epochs: 1,
				batchSize: 2,
				learningRate: 0.1,
				schedule: { kind: "decay", factor: 0.5, startEpoch: 1 },
				adam: { clipNorm: 1 },
				seed: 1,
				validation: sentences(),
				patience: 1,
				checkpoints: { store: new Store(), everySteps: 2, resume: false },
			},
		],
		where: /^(train|validate):/,
	},
	trainStep: {
		call: (model, optimizer, batch, rate) => seq2seq.trainStep(model, optimizer, batch, rate),
		good: () => {
			const model = trainable();
			return [model, new seq2seq.Adam(model.variables), seq2seq.padBatch(examples()), 0.1];
		},
	},
	validate: { call: seq2seq.validate, good: () => [trainable(), sentences(), vocabularies()] },
	cacheFolder: { call: node.cacheFolder, good: () => [{ XDG_CACHE_HOME: "/x" }, "linux", "/home"] },
	downloadCorpus: {
		call: (source, options) => node.downloadCorpus(source, options).catch((error) => check(error)),
		good: () => [
			{ ...node.SPA_ENG, url: "http://127.0.0.1:9/none" },
			{ folder: join(folder, "corpora"), force: true, retries: 0, stallMilliseconds: 100 },
		],
		skip: { "1.folder": "it would be made" },
	},
	// A string that is a path is a lock, made and released.
	acquireLock: {
		call: async (path) => (await node.acquireLock(path))(),
		good: () => [join(folder, "lock")],
	},
	// A string that is a path is a folder, made if it is not there.
	makeFolder: {
		call: (path) => node.makeFolder(typeof path === "string" ? join(folder, "made") : path),
		good: () => [folder],
	},
	parseCorpus: { call: node.parseCorpus, good: () => ["a\tb"] },
	readCorpus: {
		call: (path, options) => node.readCorpus(path, options).catch((error) => check(error)),
		good: () => [join(folder, "absent.txt"), { minPairs: 1, maxBadShare: 0.5 }],
	},
	saveTranslator: {
		call: node.saveTranslator,
		good: () => [join(folder, "model"), translator()],
		where: /^(saveTranslator|encodeTranslator):/,
		skip: { "0": "it would be made" },
	},
	"loadTranslator in Node": {
		call: (place) => node.loadTranslator(place).catch((error) => check(error)),
		good: () => [join(folder, "absent")],
		where: /^loadTranslator/,
	},
	CheckpointFile: { call: (path) => new node.CheckpointFile(path), good: () => [join(folder, "run")] },
	hashOfConfiguration: { call: node.hashOfConfiguration, good: () => [{}] },
	openLog: { call: node.openLog, good: () => [join(folder, "log")] },
};

/** A good call that cannot succeed here fails as it should; every other failure is thrown on. */
function check(error: unknown): void {
	if (/missing-file|download-failed/.test(String((error as { code?: unknown }).code))) return;
	if ((error as { code?: unknown }).code === "ENOENT") return;
	if (/got another kind of file|got \d+ bytes|of more bytes/.test((error as Error).message)) return;
	throw error;
}

class Store {
	async load() {
		return null;
	}
	async save() {}
}

let encoded: Uint8Array;

describe.each(await availableBackends())("on %s", (backend) => {
	beforeAll(async () => {
		await useBackend(backend);
		encoded = new Uint8Array(Buffer.concat(await seq2seq.encodeTranslator(translator())));
	});

	test.each(Object.entries(SWEPT))("%s", async (name, swept) => {
		await sweepHostileArguments(name, swept);
	});
});

test("no public function is left out", () => {
	const names = [...Object.entries(seq2seq), ...Object.entries(node)].flatMap(([name, member]) =>
		typeof member === "function" ? [name] : [],
	);
	// Users catch them and do not make them.
	const others = ["CheckpointError", "CorpusError", "LockHeldError"];
	// Swept where it is written, in attention.
	others.push("Random");
	expect(names.filter((name) => !(name in SWEPT) && !others.includes(name))).toEqual([]);
});
