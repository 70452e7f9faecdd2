// One step of decoding in one call of the kernel `FusedDecoderStep`, for models whose attention, if any, is a dot
// product and whose output layer reads the attentional state: the kernel has the equations.
import { FusedDecoderStep, type FusedDecoderStepAttributes } from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";
import type { RankedStep, RankRequest } from "../decoding/decoding-model.js";
import { disposeAll } from "../ops/scoped.js";
import type { DecoderStepWeights } from "./decoder.js";
import type { TranslationState } from "./translation-state.js";

/** The weights on both sides of the decoder. */
export interface VocabularyWeights {
	/** (V, E) */
	embedding: tf.Tensor2D;
	/** (U, V) */
	outputKernel: tf.Tensor2D;
	/** (V) */
	outputBias: tf.Tensor1D;
}

/** Whether the active backend has the kernel. */
export function hasFusedDecoderStep(): boolean {
	return tf.getKernel(FusedDecoderStep, tf.getBackend()) !== undefined;
}

/** Reads `tokens` and ranks the next words; takes the decoder's state, as `DecodingModel.step` does. */
export function fusedDecoderStep(
	state: TranslationState,
	tokens: Int32Array,
	{
		weights,
		vocabulary,
		request,
	}: { weights: DecoderStepWeights; vocabulary: VocabularyWeights; request: RankRequest },
): RankedStep<TranslationState> {
	const { count, banned } = request;
	const { memory, dotKey, sources, sourceLength, decoder } = state;
	const attributes: FusedDecoderStepAttributes = { count, scale: 1 };
	const [h, c, words, logProbs, attended] = tf.tidy(() => {
		const attention: tf.NamedTensorMap =
			memory === null
				? {}
				: {
						// No row of the memory was moved or dropped: each source still has its own.
						memoryRows: tf.tensor1d(sources, "int32"),
						key: dotKey!,
						value: memory.value,
						lengths: memory.lengths,
						contextKernel: weights.contextKernel!,
					};
		const inputs = {
			tokens: tf.tensor1d(tokens, "int32"),
			parents: tf.tensor1d(state.rows ?? tokens.map((_, row) => row), "int32"),
			...weights.lstm,
			...vocabulary,
			h: decoder.lstm.h,
			c: decoder.lstm.c,
			hiddenKernel: weights.hiddenKernel,
			banned: tf.tensor1d(banned, "bool"),
			...attention,
		};
		return tf.engine().runKernel(FusedDecoderStep, inputs, { ...attributes }) as tf.Tensor[];
	}) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D | undefined];
	const result = {
		words: words.dataSync<"int32">(),
		logProbs: logProbs.dataSync<"float32">(),
		weights: attended?.dataSync<"float32">() ?? null,
		sourceLength,
		state: { ...state, decoder: { lstm: { h, c }, fed: null }, rows: null },
	};
	disposeAll(words, logProbs, attended ?? null, decoder);
	return result;
}
