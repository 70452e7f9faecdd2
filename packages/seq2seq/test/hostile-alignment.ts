// The functions that align words, for the sweep of wrong arguments.
import type { Swept } from "@mirada/test-kit";
import * as seq2seq from "../src/index.js";

const map = () => ({ weights: [[0.5, 0.5]] });
const links = () => ({ sure: [[0, 0]], possible: [[1, 0]] });

/** What the sweep of the whole package makes good arguments of. */
interface Values {
	trainable(): seq2seq.TranslationModel;
	vocabularies(): { source: seq2seq.Vocabulary; target: seq2seq.Vocabulary };
	pairs(): seq2seq.SentencePair[];
	resampling(): object;
}

export const alignmentFunctions = ({
	trainable,
	vocabularies,
	pairs,
	resampling,
}: Values): Record<string, Swept> => ({
	alignmentStatistics: { call: seq2seq.alignmentStatistics, good: () => [map(), links()] },
	alignmentScores: {
		call: seq2seq.alignmentScores,
		good: () => [seq2seq.alignmentStatistics(map(), { sure: [[0, 0]] })],
	},
	hardAlignment: { call: seq2seq.hardAlignment, good: () => [map()] },
	sinkhornMap: { call: seq2seq.sinkhornMap, good: () => [map(), { passes: 2, tension: 1 }] },
	sinkhornAlignment: { call: seq2seq.sinkhornAlignment, good: () => [map(), { passes: 2, tension: 1 }] },
	alignMap: {
		call: seq2seq.alignMap,
		good: () => [map(), { method: "sinkhorn", passes: 2, tension: 1 }],
		where: /^(alignMap|sinkhornAlignment):/,
	},
	alignSentences: {
		call: seq2seq.alignSentences,
		good: () => [
			{
				model: trainable(),
				vocabularies: vocabularies(),
				pairs: pairs(),
				maxBatchRows: 2,
				alignment: { method: "sinkhorn", passes: 2, tension: 1 },
			},
		],
		where: /^(alignSentences|forcedAttention|sinkhornAlignment):/,
	},
	linkScores: { call: seq2seq.linkScores, good: () => [[[[0, 1]]], [links()]] },
	linksAbove: { call: seq2seq.linksAbove, good: () => [map(), 0.3] },
	alignmentReport: {
		call: seq2seq.alignmentReport,
		good: () => [
			{
				model: [map()],
				untrained: [map()],
				links: [links()],
				linksFrom: "gold",
				decidedBy: ["f1"],
				...resampling(),
			},
		],
		where: /^(alignmentReport|alignmentStatistics):/,
	},
	diagonalMap: { call: seq2seq.diagonalMap, good: () => [2, 3] },
	uniformMap: { call: seq2seq.uniformMap, good: () => [2, 3] },
	withoutEosColumn: { call: seq2seq.withoutEosColumn, good: () => [[[0.5, 0.5]], 1] },
	forcedAttention: {
		call: seq2seq.forcedAttention,
		good: () => [{ model: trainable(), vocabularies: vocabularies(), pairs: pairs(), maxBatchRows: 2 }],
	},
	formatPharaoh: { call: seq2seq.formatPharaoh, good: () => [[[0, 1]]] },
	parsePharaoh: { call: seq2seq.parsePharaoh, good: () => ["0-1 2?3"] },
	symmetrize: { call: seq2seq.symmetrize, good: () => [[[0, 1]], [[0, 1]], "union"] },
	trainWordAligner: {
		call: seq2seq.trainWordAligner,
		good: () => [
			pairs(),
			{ model1Iterations: 1, diagonalIterations: 1, tension: 4, nullProbability: 0.1, dirichlet: 0.1 },
		],
	},
	"WordAligner.align": {
		call: (source, target, how) => seq2seq.trainWordAligner(pairs()).align(source, target, how),
		good: () => [["a"], ["a"], "union"],
	},
});
