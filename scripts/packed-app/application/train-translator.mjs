// Trains a translator of a dozen words in a few seconds and saves it into the folder named on the command line.

import { registerNativeBackend } from "@mirada/core-native";
import { encodePairs, TranslationModel, Translator, tokenize, train, Vocabulary } from "@mirada/seq2seq";
import { saveTranslator } from "@mirada/seq2seq/node";
import * as tf from "@tensorflow/tfjs";

const [folder] = process.argv.slice(2);
registerNativeBackend();
await tf.setBackend("native");

const nouns = [
	["cat", "el gato"],
	["house", "la casa"],
	["book", "el libro"],
	["table", "la mesa"],
];
const verbs = [
	["I see", "veo"],
	["I want", "quiero"],
	["we see", "vemos"],
];
const pairs = verbs.flatMap(([verb, verbo]) =>
	nouns.map(([noun, nombre]) => ({
		source: tokenize(`${verb} the ${noun} .`),
		target: tokenize(`${verbo} ${nombre} .`),
	})),
);
const source = Vocabulary.build(
	pairs.map((pair) => pair.source),
	100,
);
const target = Vocabulary.build(
	pairs.map((pair) => pair.target),
	100,
);

const model = new TranslationModel({
	sourceVocabularySize: source.size,
	targetVocabularySize: target.size,
	embeddingSize: 24,
	units: 32,
	dropoutRate: 0,
});
await train(model, encodePairs(pairs, source, target), {
	vocabularies: { source, target },
	epochs: 120,
	batchSize: 4,
	learningRate: 5e-3,
});
const translator = new Translator(model, source, target);
await saveTranslator(folder, translator);
const { text, alignment } = translator.translate("we see the house .");
console.log(JSON.stringify({ text, alignment }));
