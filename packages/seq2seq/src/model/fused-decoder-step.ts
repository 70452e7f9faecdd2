// Decoding by the kernels `FusedDecoderStep`, `FusedGreedySearch` and `FusedBeamSearch`, for models whose attention, if any, is a dot
// product and whose output layer reads the attentional state: the kernels have the equations.
import {
	FusedBeamSearch,
	type FusedBeamSearchAttributes,
	FusedDecoderStep,
	type FusedDecoderStepAttributes,
	FusedGreedySearch,
	type FusedGreedySearchAttributes,
} from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";
import type {
	BeamRequest,
	BeamTree,
	GreedyRequest,
	GreedyWords,
	RankedStep,
	RankRequest,
} from "../decoding/decoding-model.js";
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

/** All that a step reads of a model. */
export interface FusedDecoderWeights {
	weights: DecoderStepWeights;
	vocabulary: VocabularyWeights;
}

/** The same and the words that a search begins and ends with. */
export interface FusedSearchWeights extends FusedDecoderWeights {
	firstWord: number;
	lastWord: number;
}

/** Numbers that a search may write for each of words, weights and states: 64 MB. */
const MOST_NUMBERS = 2 ** 24;

/** Whether the active backend has the kernels. */
export function hasFusedDecoderStep(): boolean {
	return tf.getKernel(FusedDecoderStep, tf.getBackend()) !== undefined;
}

/** Reads `tokens` and ranks the next words; takes the decoder's state, as `DecodingModel.step` does. */
export function fusedDecoderStep(
	state: TranslationState,
	tokens: Int32Array,
	{ weights, vocabulary, request }: FusedDecoderWeights & { request: RankRequest },
): RankedStep<TranslationState> {
	const attributes: FusedDecoderStepAttributes = { count: request.count, scale: 1 };
	const [h, c, words, logProbs, attended] = tf.tidy(() => {
		const inputs = {
			tokens: tf.tensor1d(tokens, "int32"),
			parents: tf.tensor1d(state.rows ?? tokens.map((_, row) => row), "int32"),
			...decoderInputs(state, request.banned, { weights, vocabulary }),
		};
		return tf.engine().runKernel(FusedDecoderStep, inputs, { ...attributes }) as tf.Tensor[];
	}) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D | undefined];
	const result = {
		words: words.dataSync<"int32">(),
		logProbs: logProbs.dataSync<"float32">(),
		weights: attended?.dataSync<"float32">() ?? null,
		sourceLength: state.sourceLength,
		state: { ...state, decoder: { lstm: { h, c }, fed: null }, rows: null },
	};
	disposeAll(words, logProbs, attended ?? null, state.decoder);
	return result;
}

/** A whole greedy search from a state before the first word; null where its results would not fit. */
export function fusedGreedySearch(
	state: TranslationState,
	{ weights, vocabulary, request, firstWord, lastWord }: FusedSearchWeights & { request: GreedyRequest },
): GreedyWords | null {
	const { maxOutputLength: steps, minOutputLength: leastWords, banned, scores } = request;
	const { sourceLength, sources } = state;
	if (sources.length * steps * Math.max(sourceLength, weights.hiddenKernel.shape[0]) > MOST_NUMBERS)
		return null;
	const attributes: FusedGreedySearchAttributes = {
		steps,
		firstWord,
		lastWord,
		leastWords,
		scale: 1,
		scores,
	};
	const outputs = tf.tidy(() =>
		tf
			.engine()
			.runKernel(FusedGreedySearch, decoderInputs(state, banned, { weights, vocabulary }), { ...attributes }),
	) as unknown as tf.Tensor[];
	const [words, lengths, ...others] = outputs as [tf.Tensor2D, tf.Tensor1D, ...tf.Tensor[]];
	const logProbs = scores ? others.shift()! : null;
	const attended = others.shift() ?? null;
	const result = {
		words: words.dataSync<"int32">(),
		lengths: lengths.dataSync<"int32">(),
		logProbs: logProbs?.dataSync<"float32">() ?? null,
		weights: attended?.dataSync<"float32">() ?? null,
		sourceLength,
	};
	disposeAll(...outputs);
	return result;
}

/** A whole beam search from a state before the first word; null where its results would not fit. */
export function fusedBeamSearch(
	state: TranslationState,
	{ weights, vocabulary, request, firstWord, lastWord }: FusedSearchWeights & { request: BeamRequest },
): BeamTree | null {
	const { maxOutputLength: steps, minOutputLength: leastWords, banned, ...rest } = request;
	const { sourceLength, sources } = state;
	const units = weights.hiddenKernel.shape[0];
	if (sources.length * request.beamSize * Math.max(steps * sourceLength, units) > MOST_NUMBERS) return null;
	const attributes: FusedBeamSearchAttributes = { steps, firstWord, lastWord, leastWords, scale: 1, ...rest };
	const outputs = tf.tidy(() =>
		tf.engine().runKernel(FusedBeamSearch, decoderInputs(state, banned, { weights, vocabulary }), {
			...attributes,
		} as unknown as tf.NamedAttrMap),
	) as unknown as tf.Tensor[];
	const [words, parents, logProbs, lengths, attended] = outputs as [
		tf.Tensor3D,
		tf.Tensor3D,
		tf.Tensor3D,
		tf.Tensor1D,
		tf.Tensor4D | undefined,
	];
	const result = {
		words: words.dataSync<"int32">(),
		parents: parents.dataSync<"int32">(),
		logProbs: logProbs.dataSync<"float32">(),
		lengths: lengths.dataSync<"int32">(),
		weights: attended?.dataSync<"float32">() ?? null,
		sourceLength,
	};
	disposeAll(...outputs);
	return result;
}

/** What the kernels read, tensors of the active scope among it. */
function decoderInputs(
	{ memory, dotKey, sources, decoder }: TranslationState,
	banned: Uint8Array,
	{ weights, vocabulary }: FusedDecoderWeights,
): tf.NamedTensorMap {
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
	return {
		...weights.lstm,
		...vocabulary,
		h: decoder.lstm.h,
		c: decoder.lstm.c,
		hiddenKernel: weights.hiddenKernel,
		banned: tf.tensor1d(banned, "bool"),
		...attention,
	};
}
