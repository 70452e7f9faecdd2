// How good a model is on sentences that it was not trained on.

import { type EncodedPair, encodePairs, makeBatches } from "../data/batches.js";
import { type ReferencedSentence, requireReferenced } from "../data/corpus.js";
import { requireVocabularies, type Vocabulary } from "../data/vocabulary.js";
import { translate } from "../decoding/translate.js";
import { corpusBleu } from "../evaluation/bleu.js";
import { bleuTokenizerFor, scoredText } from "../evaluation/scored-text.js";
import type { TranslationModel } from "../model/translation-model.js";
import type { ValidationResult } from "./progress.js";
import { requireTrainable } from "./train-step.js";

export interface Vocabularies {
	source: Vocabulary;
	target: Vocabulary;
}

const ROWS_AT_ONCE = 128;

/**
 * BLEU of greedy translations against all references, without `<unk>`, and the loss against the first one.
 * Scored as `evaluateTranslator` scores.
 */
export function validate(
	model: TranslationModel,
	sentences: readonly ReferencedSentence[],
	vocabularies: Vocabularies,
): ValidationResult {
	requireTrainable("validate", model);
	requireReferenced("validate", "sentences", sentences);
	requireVocabularies("validate", vocabularies);
	if (sentences.length === 0) throw new RangeError("validate: expected at least one sentence, got none");
	const lone = sentences.findIndex(({ references }) => references.length === 0);
	if (lone !== -1)
		throw new RangeError(`validate: expected a reference for every sentence, got none at ${lone}`);
	const pairs = sentences.map(({ source, references }) => ({ source, target: references[0] ?? [] }));
	const encoded = encodePairs(pairs, vocabularies.source, vocabularies.target);
	const hypotheses = translate(
		model,
		encoded.map(({ source }) => source),
		{ strategy: { kind: "greedy", bannedIds: [vocabularies.target.unkId], scores: false } },
	);
	const tokenizer = bleuTokenizerFor(sentences.flatMap(({ references }) => references));
	const { score: bleu } = corpusBleu(
		hypotheses.map(([best]) => scoredText(vocabularies.target.decode(best!.tokens), tokenizer)),
		sentences.map(({ references }) => references.map((tokens) => scoredText(tokens, tokenizer))),
		{ tokenize: tokenizer },
	);
	return { loss: meanLoss(model, encoded), bleu };
}

/** Mean cross-entropy per target token, without dropout. */
function meanLoss(model: TranslationModel, examples: readonly EncodedPair[]): number {
	let [sum, tokens] = [0, 0];
	for (const batch of makeBatches(examples, { batchSize: ROWS_AT_ONCE, seed: 0, epoch: 0 })) {
		const count = batch.targetLengths.reduce((total, length) => total + length, 0);
		const loss = model.loss(batch);
		sum += loss.dataSync()[0]! * count;
		tokens += count;
		loss.dispose();
	}
	return sum / tokens;
}
