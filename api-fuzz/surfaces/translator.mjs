// A tiny model with random weights: its configuration, what it computes, how it is searched, trained and saved.

import * as seq2seq from "@mirada/seq2seq";
import * as tf from "@tensorflow/tfjs";
import { requireFinite, WrongResult } from "../judge.mjs";

const vocabulary = seq2seq.Vocabulary.build([["a", "b", "c", "d", "e"]], 9);
const V = vocabulary.size;

const config = (random) => ({
	sourceVocabularySize: V,
	targetVocabularySize: V,
	embeddingSize: random.integer(1, 6),
	units: 4 * random.integer(1, 2),
	attention: random.pick(seq2seq.ATTENTION_SCORES),
	numHeads: random.pick([1, 2, 4]),
	encoder: random.pick(["unidirectional", "bidirectional"]),
	inputFeeding: random.chance(0.3),
	attentionalState: random.pick(["tanh", "concat"]),
	dropoutRate: random.pick([0, 0.3]),
	labelSmoothing: random.pick([0, 0.1]),
	seed: random.integer(0, 9),
});

const sentences = (random, count = random.integer(1, 3)) =>
	random.list(count, () => [...random.integers(random.integer(1, 5), 0, V - 1)]);
const limits = (random) => ({
	maxOutputLength: random.integer(2, 6),
	...(random.chance(0.3) && { minOutputLength: 1 }),
	...(random.chance(0.3) && { bannedIds: [1] }),
});
const beam = (random) => ({
	...limits(random),
	beamSize: random.integer(1, 4),
	...(random.chance(0.3) && {
		lengthPenalty: { kind: random.pick(["average", "gnmt"]), alpha: random.next() },
	}),
});

/** Runs `work` with a model on one of the backends; the model is gone afterwards. */
function withModel(random, work) {
	const options = config(random);
	const backend = random.pick(["cpu", "native"]);
	return (...args) => {
		tf.setBackend(backend);
		const model = new seq2seq.TranslationModel(options);
		try {
			return work(model)(...args);
		} finally {
			model.disposeVariables();
		}
	};
}

const search = {
	name: "search",
	weight: 4,
	make(random) {
		const sources = sentences(random);
		const [args, work] = random.pick([
			[
				[sources, { ...limits(random), ...(random.chance(0.3) && { scores: true }) }],
				(model) =>
					(...rest) =>
						seq2seq.greedySearch(model, ...rest),
			],
			[
				[sources, beam(random)],
				(model) =>
					(...rest) =>
						seq2seq.beamSearch(model, ...rest),
			],
			[
				[sources, sentences(random, sources.length)],
				(model) =>
					(...rest) =>
						seq2seq.forceDecode(model, ...rest),
			],
			[
				[sources, { strategy: { kind: "beam", ...beam(random) }, maxBatchRows: random.integer(1, 9) }],
				(model) =>
					(...rest) =>
						seq2seq.translate(model, ...rest),
			],
		]);
		// A long translation is what a large limit asks for.
		return {
			args,
			call: withModel(random, work),
			withHuge: false,
			check: (found) => checkHypotheses(found, sources),
		};
	},
};

function checkHypotheses(found, sources) {
	if (found.length !== sources.length)
		throw new WrongResult(`expected ${sources.length} translations, got ${found.length}`);
	for (const hypothesis of found.flat()) {
		requireFinite("logProb", [hypothesis.logProb]);
		for (const row of hypothesis.weights ?? []) requireFinite("weights", row);
	}
}

const translator = {
	name: "Translator.translate",
	weight: 2,
	make(random) {
		const args = [
			random.pick(["a b c", "", "zzz a", ["a", "b c"], []]),
			{ strategy: { kind: "greedy", ...limits(random), ...(random.chance(0.5) && { scores: false }) } },
		];
		const work =
			(model) =>
			(...rest) =>
				new seq2seq.Translator(model, vocabulary, vocabulary).translate(...rest);
		return { args, call: withModel(random, work), withHuge: false };
	},
};

const construction = {
	name: "TranslationModel, modelConfig",
	weight: 2,
	make(random) {
		const build = (options) => new seq2seq.TranslationModel(options).disposeVariables();
		return {
			args: [config(random)],
			call: random.chance(0.5) ? build : seq2seq.modelConfig,
			withHuge: false,
		};
	},
};

const training = {
	name: "training and losses",
	weight: 2,
	make(random) {
		const examples = random.list(random.integer(1, 4), () => ({
			source: sentences(random, 1)[0],
			target: sentences(random, 1)[0],
		}));
		const [args, work] = random.pick([
			[[seq2seq.padBatch(examples)], (model) => (batch) => model.loss(batch).dataSync()],
			[[seq2seq.padBatch(examples)], (model) => (batch) => model.attentionWeights(batch)?.values ?? []],
			[
				[examples, { vocabularies: { source: vocabulary, target: vocabulary }, epochs: 1, batchSize: 2 }],
				(model) => (given, options) => seq2seq.train(model, given, options).then(() => []),
			],
		]);
		const call = withModelUntilDone(random, work);
		return { args, call, withHuge: false, check: (values) => requireFinite("values", values) };
	},
};

/** `withModel` for what may be a promise. */
function withModelUntilDone(random, work) {
	const options = config(random);
	const backend = random.pick(["cpu", "native"]);
	return async (...args) => {
		tf.setBackend(backend);
		const model = new seq2seq.TranslationModel(options);
		try {
			return await work(model)(...args);
		} finally {
			model.disposeVariables();
		}
	};
}

/** Bytes of a file of ours, some of them changed, or the file cut. */
function damaged(bytes, random) {
	const copy = bytes.slice(0, random.chance(0.3) ? random.integer(0, bytes.length) : bytes.length);
	for (let left = random.integer(0, 4); left > 0 && copy.length > 0; left--)
		copy[random.integer(0, Math.min(copy.length - 1, random.pick([8, 300, copy.length - 1])))] =
			random.integer(0, 255);
	return copy;
}

const joined = (pieces) => new Uint8Array(Buffer.concat(pieces));

const files = {
	name: "safetensors",
	weight: 3,
	make(random) {
		const tensors = new Map(
			random.list(random.integer(0, 3), (i) => [
				random.pick(["w", "__metadata__", "", "é"]) + i,
				{ shape: [2, i], values: random.floats(2 * i) },
			]),
		);
		const metadata = { format: "x" };
		const bytes = damaged(joined(seq2seq.encodeSafetensors({ tensors, metadata })), random);
		return random.pick([
			{ args: [bytes], call: seq2seq.decodeSafetensors, mayThrow: true },
			{ args: [{ tensors, metadata }], call: seq2seq.encodeSafetensors },
			{ args: [bytes, "file"], call: seq2seq.decodeTranslator, mayThrow: true },
		]);
	},
};

const saved = {
	name: "decodeTranslator",
	weight: 2,
	make(random) {
		const options = config(random);
		const changes = random.chance(0.8);
		const call = async (from) => {
			tf.setBackend("native");
			const model = new seq2seq.TranslationModel(options);
			const pieces = await seq2seq.encodeTranslator(new seq2seq.Translator(model, vocabulary, vocabulary));
			model.disposeVariables();
			const bytes = changes ? damaged(joined(pieces), random) : joined(pieces);
			(await seq2seq.decodeTranslator(bytes, from)).dispose();
		};
		return { args: ["file"], call, mayThrow: changes };
	},
};

export const surfaces = [search, translator, construction, training, files, saved];
