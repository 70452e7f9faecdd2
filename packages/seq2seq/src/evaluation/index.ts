export {
	type BleuOptions,
	type BleuScore,
	type BleuSmoothing,
	type BleuTokenizer,
	corpusBleu,
	sentenceBleu,
} from "./bleu.js";
export { tokenize13a } from "./tokenize-13a.js";
