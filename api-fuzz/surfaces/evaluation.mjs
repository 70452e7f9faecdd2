// Scores of translations and of alignments.

import * as seq2seq from "@mirada/seq2seq";
import { requireFinite } from "../judge.mjs";
import { someText, words } from "./text.mjs";

const texts = (random, count) => random.list(count, () => someText(random));
const references = (random, count) => random.list(count, () => texts(random, random.integer(1, 2)));
const bleuOptions = (random) => ({
	...(random.chance(0.3) && { tokenize: random.pick(["13a", "none"]) }),
	...(random.chance(0.3) && { smoothing: random.pick(["exp", "floor", "add-k", "none"]) }),
	...(random.chance(0.2) && { lowercase: true }),
});
const links = (random, T, S) =>
	random.list(random.integer(0, 4), () => [random.integer(0, S - 1), random.integer(0, T - 1)]);

function map(random, T = random.integer(1, 4), S = random.integer(1, 4)) {
	return {
		weights: random.list(T, () => {
			const row = random.list(S, () => random.next() + 0.01);
			const sum = row.reduce((total, value) => total + value, 0);
			return row.map((value) => value / sum);
		}),
	};
}

const sinkhornOptions = (random) => ({
	...(random.chance(0.5) && { passes: random.integer(0, 9) }),
	...(random.chance(0.5) && { tension: random.next() * 9 }),
});
const finiteMap = ({ weights }) => requireFinite("weights", weights.flat());

const finiteScore = (result) => requireFinite("score", [result.score]);

const calls = {
	corpusBleu(random) {
		const count = random.integer(0, 4);
		return {
			args: [texts(random, count), references(random, count), bleuOptions(random)],
			call: seq2seq.corpusBleu,
			check: finiteScore,
			mayThrow: count === 0,
		};
	},
	sentenceBleu: (random) => ({
		args: [someText(random), texts(random, 2), bleuOptions(random)],
		call: seq2seq.sentenceBleu,
		check: finiteScore,
	}),
	corpusChrf(random) {
		const count = random.integer(1, 4);
		const options = random.chance(0.3) ? { wordOrder: random.integer(0, 2) } : {};
		return {
			args: [texts(random, count), references(random, count), options],
			call: seq2seq.corpusChrf,
			check: finiteScore,
		};
	},
	sentenceChrf: (random) => ({
		args: [someText(random), texts(random, 2)],
		call: seq2seq.sentenceChrf,
		check: finiteScore,
	}),
	tokenize13a: (random) => ({ args: [someText(random)], call: seq2seq.tokenize13a }),
	pairedBootstrap(random) {
		const count = random.integer(1, 4);
		return {
			args: [
				{
					baseline: texts(random, count),
					candidate: texts(random, count),
					references: references(random, count),
					resamples: random.integer(1, 20),
					seed: random.integer(0, 9),
				},
			],
			call: seq2seq.pairedBootstrap,
			withHuge: false,
		};
	},
	bleuByLength(random) {
		const count = random.integer(1, 4);
		return {
			args: [
				{
					sourceLengths: random.list(count, () => random.integer(1, 20)),
					systems: { a: texts(random, count) },
					references: references(random, count),
				},
			],
			call: seq2seq.bleuByLength,
		};
	},
	"alignment metrics"(random) {
		const one = map(random);
		const [T, S] = [one.weights.length, one.weights[0].length];
		return random.pick([
			{ args: [one], call: seq2seq.hardAlignment },
			{ args: [one, sinkhornOptions(random)], call: seq2seq.sinkhornMap, check: finiteMap },
			{ args: [one, sinkhornOptions(random)], call: seq2seq.sinkhornAlignment },
			{
				args: [one, random.pick([{ method: "row-maximum" }, { method: "sinkhorn" }, {}])],
				call: seq2seq.alignMap,
			},
			{ args: [[links(random, T, S)], [{ sure: links(random, T, S) }]], call: seq2seq.linkScores },
			{ args: [one, random.next()], call: seq2seq.linksAbove },
			{
				args: [one, { sure: links(random, T, S), possible: links(random, T, S) }],
				call: seq2seq.alignmentStatistics,
			},
			{
				args: [Float64Array.from(random.list(20, () => random.integer(0, 9)))],
				call: seq2seq.alignmentScores,
			},
			// A large map is what large lengths ask for.
			{ args: [T, S], call: seq2seq.uniformMap, withHuge: false },
			{ args: [T, S], call: seq2seq.diagonalMap, withHuge: false },
			{ args: [one.weights, S - 1], call: seq2seq.withoutEosColumn },
			{ args: [links(random, T, S)], call: seq2seq.formatPharaoh },
			{ args: ["0-0 1?2 3p4"], call: seq2seq.parsePharaoh },
			{ args: [links(random, T, S), links(random, T, S), "intersection"], call: seq2seq.symmetrize },
		]);
	},
	alignmentReport(random) {
		const shapes = random.list(random.integer(1, 3), () => [random.integer(1, 4), random.integer(1, 4)]);
		return {
			args: [
				{
					model: shapes.map(([T, S]) => map(random, T, S)),
					untrained: shapes.map(([T, S]) => map(random, T, S)),
					links: shapes.map(([T, S]) => ({ sure: links(random, T, S) })),
					linksFrom: random.pick(["gold", "aligner"]),
					resamples: random.integer(1, 20),
				},
			],
			call: seq2seq.alignmentReport,
			withHuge: false,
			// Without a single link there is nothing to measure.
			mayThrow: true,
		};
	},
	trainWordAligner: (random) => ({
		args: [
			random.list(random.integer(1, 4), () => ({ source: words(random, 3), target: words(random, 3) })),
			{ model1Iterations: random.integer(0, 2), diagonalIterations: random.integer(0, 2) },
		],
		call: (...args) => seq2seq.trainWordAligner(...args).align(["the"], ["house"]),
		withHuge: false,
	}),
};

export const surfaces = Object.entries(calls).map(([name, make]) => ({ name, weight: 1, make }));
