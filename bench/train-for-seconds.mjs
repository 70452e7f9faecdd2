// Trains the homework's model on real pairs for a few seconds and prints its rate as one line of JSON; useful for
// profiling with node --cpu-prof.
//
//     node bench/train-for-seconds.mjs --attention none|luong-general --data spa.txt --seconds 25
import { parseArgs } from "node:util";
import { nativeInfo, registerNativeBackend } from "@mirada/core-native";
import { encodePairs, splitBySource, TranslationModel, train, Vocabulary } from "@mirada/seq2seq";
import { readCorpus } from "@mirada/seq2seq/node";
import * as tf from "@tensorflow/tfjs";

const { values: options } = parseArgs({
	options: {
		attention: { type: "string", default: "luong-general" },
		data: { type: "string" },
		seconds: { type: "string", default: "25" },
	},
});
registerNativeBackend();
await tf.setBackend("native");

const { pairs } = await readCorpus(options.data);
const split = splitBySource(pairs, { testSources: 2000, validationSources: 1000, seed: 1 });
const source = Vocabulary.build(
	split.train.map((pair) => pair.source),
	8000,
);
const target = Vocabulary.build(
	split.train.map((pair) => pair.target),
	8000,
);
const model = new TranslationModel({
	sourceVocabularySize: source.size,
	targetVocabularySize: target.size,
	attention: options.attention,
});
const enough = new AbortController();
const began = performance.now();
let rate = 0;
await train(model, encodePairs(split.train, source, target), {
	vocabularies: { source, target },
	epochs: 1,
	signal: enough.signal,
	onStep: ({ tokensPerSecond }) => {
		rate = tokensPerSecond;
		if (performance.now() - began > 1000 * Number(options.seconds)) enough.abort();
	},
});
const { instructionSet, threads } = nativeInfo();
console.log(
	JSON.stringify({
		attention: options.attention,
		target_tokens_per_second: Math.round(rate),
		instructionSet,
		threads,
	}),
);
