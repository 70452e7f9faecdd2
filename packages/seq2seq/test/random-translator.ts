// A translator of random weights whose translations end now and then, and sources for it.
import * as tf from "@tensorflow/tfjs";
import type { DecodingModel } from "../src/decoding/decoding-model.js";
import { TranslationModel, type TranslationModelConfig, type TranslationState } from "../src/model/index.js";

export const SOURCES = Array.from({ length: 40 }, (_, i) =>
	Array.from({ length: 1 + (i % 7) }, (_, s) => 4 + ((3 * i + 5 * s) % 6)),
);

export function createModel(variant: Partial<TranslationModelConfig>): TranslationModel {
	const sizes = { sourceVocabularySize: 10, targetVocabularySize: 700, embeddingSize: 5, units: 32 };
	const model = new TranslationModel({ ...sizes, ...variant });
	for (const variable of model.variables.values()) {
		tf.tidy(() => variable.assign(tf.randomNormal(variable.shape, 0, 0.4, "float32", variable.size)));
	}
	// Ends now and then.
	const bias = model.variables.get("output/bias")!;
	const ends = Float32Array.from({ length: bias.size }, (_, word) => (word === 3 ? 3 : 0));
	tf.tidy(() => bias.assign(tf.tensor1d(ends)));
	return model;
}

/** The same model without searches of its own: it is searched word by word. */
export function stepByStep(model: TranslationModel): DecodingModel<TranslationState> {
	return Object.create(model, { searchGreedily: { value: undefined }, searchByBeams: { value: undefined } });
}
