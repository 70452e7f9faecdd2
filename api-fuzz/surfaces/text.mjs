// Words, vocabularies, batches, corpora.

import * as seq2seq from "@mirada/seq2seq";
import { parseCorpus } from "@mirada/seq2seq/node";
import { WrongResult } from "../judge.mjs";

const someWords = [
	"the",
	"house",
	"é",
	"\u{1f600}",
	"",
	" ",
	"<s>",
	"__proto__",
	"a".repeat(50),
	"¿",
	"\u0000",
	"\ud800",
];
export const words = (random, most = 6) => random.list(random.integer(0, most), () => random.pick(someWords));
export const someText = (random) => words(random, 8).join(random.pick([" ", "", "\t", "\n", ". "]));

const pairs = (random, count = random.integer(0, 5)) =>
	random.list(count, () => ({ source: words(random), target: words(random) }));
const vocabularyOf = (random) =>
	seq2seq.Vocabulary.build(
		random.list(3, () => words(random)),
		random.integer(5, 20),
	);
const examples = (random) =>
	random.list(random.integer(0, 6), () => ({
		source: [...random.integers(random.integer(1, 4), 0, 9)],
		target: [...random.integers(random.integer(0, 4), 0, 9)],
	}));

const calls = {
	tokenize: (random) => ({ args: [someText(random)], call: seq2seq.tokenize }),
	joinTokens: (random) => ({ args: [words(random)], call: seq2seq.joinTokens }),
	isWord: (random) => ({ args: [someText(random)], call: seq2seq.isWord }),
	hasUnspacedScript: (random) => ({ args: [someText(random)], call: seq2seq.hasUnspacedScript }),
	parseCorpus: (random) => ({ args: [someText(random)], call: parseCorpus }),
	"Vocabulary.build": (random) => ({
		args: [random.list(random.integer(0, 4), () => words(random)), random.integer(5, 30)],
		call: (...args) => seq2seq.Vocabulary.build(...args),
	}),
	"Vocabulary.fromJSON": (random) => ({
		args: [JSON.parse(JSON.stringify(vocabularyOf(random)))],
		call: (...args) => seq2seq.Vocabulary.fromJSON(...args),
	}),
	"Vocabulary, encode and decode"(random) {
		const vocabulary = vocabularyOf(random);
		const known = vocabulary.tokens.filter(
			(token) => vocabulary.token(vocabulary.encode([token])[0]) === token,
		);
		return random.pick([
			{ args: [words(random)], call: (...args) => vocabulary.encode(...args) },
			{
				args: [[...random.integers(4, 0, vocabulary.size - 1)]],
				call: (...args) => vocabulary.decode(...args),
			},
			{ args: [random.integer(0, vocabulary.size - 1)], call: (...args) => vocabulary.token(...args) },
			{ args: [random.pick(known)], call: (...args) => vocabulary.has(...args) },
		]);
	},
	encodePairs(random) {
		const vocabulary = vocabularyOf(random);
		return { args: [pairs(random), vocabulary, vocabulary], call: seq2seq.encodePairs };
	},
	makeBatches: (random) => ({
		args: [
			examples(random),
			{ batchSize: random.integer(1, 4), seed: random.integer(0, 9), epoch: random.integer(0, 3) },
		],
		call: seq2seq.makeBatches,
		check(batches, [given]) {
			const rows = batches.reduce((sum, { batchSize }) => sum + batchSize, 0);
			if (rows !== given.length)
				throw new WrongResult(`makeBatches: expected ${given.length} rows, got ${rows}`);
		},
	}),
	padBatch: (random) => ({ args: [examples(random)], call: seq2seq.padBatch, mayThrow: true }),
	splitBySource: (random) => ({
		args: [pairs(random, 12), { testSources: random.integer(0, 2), validationSources: 1, seed: 3 }],
		call: seq2seq.splitBySource,
		mayThrow: true,
	}),
	generateBuiltinCorpus: (random) => ({
		args: [{ size: random.integer(0, 20), seed: random.integer(0, 99) }],
		call: seq2seq.generateBuiltinCorpus,
		withHuge: false,
	}),
	wordPairs: () => ({ args: [], call: seq2seq.wordPairs }),
};

export const surfaces = Object.entries(calls).map(([name, make]) => ({ name, weight: 1, make }));
