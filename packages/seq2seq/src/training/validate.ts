// How good a model is on sentences that it was not trained on.

import { encodePairs, padBatch } from "../data/batches.js";
import type { ReferencedSentence } from "../data/corpus.js";
import type { Vocabulary } from "../data/vocabulary.js";
import { greedySearch } from "../decoding/greedy.js";
import { corpusBleu } from "../evaluation/bleu.js";
import type { TranslationModel } from "../model/translation-model.js";
import type { ValidationResult } from "./progress.js";

export interface Vocabularies {
	source: Vocabulary;
	target: Vocabulary;
}

const ROWS_AT_ONCE = 128;

/**
 * BLEU of greedy translations against all references, without `<unk>`, and the loss against the first one.
 * Tokens are compared as they are: both sides come from `tokenize`.
 */
export function validate(
	model: TranslationModel,
	sentences: readonly ReferencedSentence[],
	vocabularies: Vocabularies,
): ValidationResult {
	const pairs = sentences.map(({ source, references }) => ({ source, target: references[0] ?? [] }));
	const encoded = encodePairs(pairs, vocabularies.source, vocabularies.target);
	const hypotheses = new Array<string>(sentences.length);
	let [lossSum, tokens] = [0, 0];
	// Similar lengths together, so that little of the work is padding.
	const order = encoded
		.map((_, i) => i)
		.sort((a, b) => encoded[a]!.source.length - encoded[b]!.source.length);
	for (let start = 0; start < order.length; start += ROWS_AT_ONCE) {
		const rows = order.slice(start, start + ROWS_AT_ONCE);
		const examples = rows.map((i) => encoded[i]!);
		const batch = padBatch(examples);
		const count = batch.targetLengths.reduce((sum, length) => sum + length, 0);
		const loss = model.loss(batch);
		lossSum += loss.dataSync()[0]! * count;
		tokens += count;
		loss.dispose();
		const found = greedySearch(
			model,
			examples.map(({ source }) => source),
			{ bannedIds: [vocabularies.target.unkId] },
		);
		rows.forEach((i, row) => {
			hypotheses[i] = vocabularies.target.decode(found[row]!.tokens).join(" ");
		});
	}
	const references = sentences.map((sentence) => sentence.references.map((tokens) => tokens.join(" ")));
	return { loss: lossSum / tokens, bleu: corpusBleu(hypotheses, references, { tokenize: "none" }).score };
}
