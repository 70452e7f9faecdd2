// Whether the fast ways of decoding give the plain one's words: a trained translator on many sentences.
//
//     node bench/decoding-equality.mjs --model <folder> [--data <pairs>] [--sentences 10000] [--threads 2] [--beam 5]
//
// Greedy search in one call, with and without scores, or with --beam the beam search, one sentence at a time and 64,
// against the search step by step: the words, log probabilities, scores and attention weights must be the same to the bit.
// Exit code 1 where any differs.

import { parseArgs } from "node:util";
import { nativeInfo, registerNativeBackend, setNumThreads } from "@mirada/core-native";
import { generateBuiltinCorpus, translate } from "@mirada/seq2seq";
import { loadTranslator, readCorpus } from "@mirada/seq2seq/node";
import * as tf from "@tensorflow/tfjs";

const { values } = parseArgs({
	options: {
		model: { type: "string" },
		data: { type: "string" },
		sentences: { type: "string", default: "10000" },
		threads: { type: "string", default: "2" },
		beam: { type: "string" },
	},
});
if (!values.model)
	throw new Error("decoding-equality: expected --model, the folder of a translator, got none");

registerNativeBackend();
setNumThreads(Number(values.threads));
await tf.setBackend("native");
const { model, sourceVocabulary, targetVocabulary } = await loadTranslator(values.model);
const most = Number(values.sentences);
const pairs = values.data
	? (await readCorpus(values.data)).pairs
	: generateBuiltinCorpus({ size: most, seed: 987 });
// Spread over the file; one of each.
const distinct = [...new Map(pairs.map(({ source }) => [source.join(" "), source])).values()];
const step = Math.max(1, Math.floor(distinct.length / most));
const sources = distinct
	.filter((_, i) => i % step === 0)
	.slice(0, most)
	.map((words) => sourceVocabulary.encode(words));

const undefinedSearches = { searchGreedily: { value: undefined }, searchByBeams: { value: undefined } };
const plain = Object.create(model, undefinedSearches);
const kinds = values.beam
	? { [`beam ${values.beam}`]: { kind: "beam", beamSize: Number(values.beam) } }
	: {
			"greedy, with scores": { kind: "greedy" },
			"greedy, without scores": { kind: "greedy", scores: false },
		};
const run = (searched, batch, strategy) =>
	translate(searched, sources, {
		strategy: { ...strategy, bannedIds: [targetVocabulary.unkId] },
		maxBatchRows: batch * (strategy.beamSize ?? 1),
	}).map(([best]) => best);
const sameNumber = (a, b) => Object.is(a, b);
const sameRows = (a, b) =>
	a === null ? b === null : a.every((row, t) => row.every((x, s) => sameNumber(x, b[t][s])));

let failed = 0;
for (const batch of [1, 64]) {
	for (const [name, strategy] of Object.entries(kinds)) {
		const want = run(plain, batch, strategy);
		const got = run(model, batch, strategy);
		const differing = (isSame) => got.filter((found, i) => !isSame(found, want[i])).length;
		const words = differing((a, b) => a.finished === b.finished && a.tokens.join() === b.tokens.join());
		const weights = differing(
			(a, b) => a.tokens.length === b.tokens.length && sameRows(a.weights, b.weights),
		);
		const numbers = differing((a, b) => sameNumber(a.logProb, b.logProb) && sameNumber(a.score, b.score));
		failed += words + weights + numbers;
		console.log(
			`${name}, batch ${batch}: ${got.length} sentences, ${got.reduce((sum, { tokens }) => sum + tokens.length, 0)} words; different words ${words}, log probabilities or scores ${numbers}, weights ${weights}`,
		);
	}
}
console.log(
	`${nativeInfo().instructionSet}, ${values.threads} threads: ${failed === 0 ? "equal" : "DIFFERENT"}`,
);
process.exitCode = failed === 0 ? 0 : 1;
