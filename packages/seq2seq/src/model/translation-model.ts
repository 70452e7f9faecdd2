// The translator: encoder, context, decoder, output layer; for training over whole sentences and, as a
// `DecodingModel`, word by word.
import * as tf from "@tensorflow/tfjs";
import { type Batch, requireBatch } from "../data/batches.js";
import { BOS_ID, EOS_ID, PAD_ID } from "../data/vocabulary.js";
import type {
	BeamRequest,
	BeamTree,
	DecodingModel,
	DecodingStep,
	GreedyRequest,
	GreedyWords,
	RankedStep,
	RankRequest,
} from "../decoding/decoding-model.js";
import type { Dropout } from "../ops/dropout.js";
import { embedding } from "../ops/embedding.js";
import { linearCrossEntropy } from "../ops/linear-cross-entropy.js";
import { disposeAll, scoped } from "../ops/scoped.js";
import type { ScratchArrays } from "../ops/scratch-arrays.js";
import { withAttention } from "./attention-context.js";
import { type AttentionMemory, type Context, noAttention } from "./context.js";
import { createDecoder, type Decoder, type DecoderState } from "./decoder.js";
import { createEncoder, type EncodedSource, type Encoder } from "./encoder.js";
import {
	type FusedDecoderWeights,
	fusedBeamSearch,
	fusedDecoderStep,
	fusedGreedySearch,
	hasFusedDecoderStep,
} from "./fused-decoder-step.js";
import { fanInNormal, normal, zeros } from "./initializers.js";
import { modelConfig, type TranslationModelConfig, type TranslationModelOptions } from "./model-config.js";
import { selectRows, settleRows, type TranslationState } from "./translation-state.js";
import { Variables } from "./variables.js";

/** Where dropout is applied: a number for each place, part of its random key. */
const DROPOUT_SITES = { sourceEmbedding: 0, targetEmbedding: 1, features: 2 } as const;
type DropoutAt = (site: keyof typeof DROPOUT_SITES) => Dropout | undefined;
const keepAll: DropoutAt = () => undefined;

/** Attention weights of a batch: row (b, t) was used while predicting `targetOutput[b, t]`. */
export interface BatchWeights {
	/** B*T*S numbers. */
	values: Float32Array;
	/** [B, T, S] */
	shape: [number, number, number];
}

/** How much each of the encoder's outputs matters to the loss of a batch, by way of attention. */
export interface MemoryGradient {
	/** [B, S, U]: the shape of the encoder's outputs. */
	shape: [number, number, number];
	/** B*S*U numbers. */
	gradient: Float32Array;
}

interface PreparedSource {
	memory: AttentionMemory | null;
	decoder: DecoderState;
}

export class TranslationModel implements DecodingModel<TranslationState> {
	readonly config: TranslationModelConfig;
	readonly vocabularySize: number;
	readonly padId = PAD_ID;
	readonly bosId = BOS_ID;
	readonly eosId = EOS_ID;
	private readonly parameters: Variables;
	private readonly sourceEmbedding: tf.Variable<tf.Rank.R2>;
	private readonly targetEmbedding: tf.Variable<tf.Rank.R2>;
	private readonly encoder: Encoder;
	private readonly context: Context;
	private readonly decoder: Decoder;
	private readonly outputKernel: tf.Variable<tf.Rank.R2>;
	private readonly outputBias: tf.Variable<tf.Rank.R1>;

	constructor(options: TranslationModelOptions) {
		const config = modelConfig(options);
		const { sourceVocabularySize, targetVocabularySize: V, embeddingSize: E } = config;
		const parameters = new Variables(config.seed);
		this.config = config;
		this.vocabularySize = V;
		this.parameters = parameters;
		// Words far apart from the start: on spa-eng N(0, 1) learns much faster than the usual U(±0.05).
		this.sourceEmbedding = parameters.add("sourceEmbedding", [sourceVocabularySize, E], normal(1));
		this.targetEmbedding = parameters.add("targetEmbedding", [V, E], normal(1));
		this.encoder = createEncoder(parameters, config);
		this.context =
			config.attention === "none" ? noAttention() : withAttention(config.attention, parameters, config);
		this.decoder = createDecoder(parameters, config, this.context);
		this.outputKernel = parameters.add("output/kernel", [this.decoder.featureSize, V], fanInNormal(1));
		this.outputBias = parameters.add("output/bias", [V], zeros);
	}

	/** The trainable variables by name. */
	get variables(): ReadonlyMap<string, tf.Variable> {
		return this.parameters.byName;
	}

	/** How many numbers are trained. */
	get parameterCount(): number {
		return this.parameters.count;
	}

	/**
	 * The mean cross-entropy per real target word, under dropout, for the tape of tfjs.
	 * @param step training step from 1: the same step always drops the same elements
	 * @param scratch arrays for the masks of dropout, to be reclaimed when the gradients are there
	 */
	trainingLoss(batch: Batch, step: number, scratch?: ScratchArrays): tf.Scalar {
		requireBatch("TranslationModel.trainingLoss", batch);
		const { dropoutRate, labelSmoothing, seed } = this.config;
		const dropAt: DropoutAt = (site) => ({
			rate: dropoutRate,
			key: { seed, step, site: DROPOUT_SITES[site] },
			scratch,
		});
		return this.lossOf(batch, dropAt, labelSmoothing);
	}

	/** The mean cross-entropy per real target word, without dropout and label smoothing. */
	loss(batch: Batch): tf.Scalar {
		requireBatch("TranslationModel.loss", batch);
		return tf.tidy(() => this.lossOf(batch, keepAll, 0));
	}

	/** The attention weights while the decoder is fed the batch's own target; null without attention. */
	attentionWeights(batch: Batch): BatchWeights | null {
		requireBatch("TranslationModel.attentionWeights", batch);
		const weights = scoped(() => this.readBatch(batch, keepAll, true).weights);
		if (weights === null) return null;
		const values = weights.dataSync<"float32">();
		weights.dispose();
		return { values, shape: weights.shape };
	}

	/**
	 * The encoder's outputs (B, S, U) of a batch, and the gradient of the loss with respect to them through
	 * attention alone, the decoder's first state held fixed: 0 at padding, and everywhere without attention.
	 */
	memoryGradient(batch: Batch): MemoryGradient {
		requireBatch("TranslationModel.memoryGradient", batch);
		const [outputs, gradient] = tf.tidy(() => {
			const encoded = this.readSource(batch.source, batch.sourceLengths, batch.sourceLength, keepAll);
			if (this.config.attention === "none") return [encoded.memory, tf.zerosLike(encoded.memory)];
			const lossOfMemory = (memory: tf.Tensor) => {
				const prepared = this.prepare({ ...encoded, memory: memory as tf.Tensor3D });
				return this.lossFrom(this.readTarget(batch, prepared, keepAll, false).features, batch, keepAll, 0);
			};
			return [encoded.memory, tf.grad(lossOfMemory)(encoded.memory)];
		}) as [tf.Tensor3D, tf.Tensor3D];
		const result = { shape: outputs.shape, gradient: gradient.dataSync<"float32">() };
		disposeAll(outputs, gradient);
		return result;
	}

	/** Encodes sources of ids without special tokens; row i of the state belongs to `sources[i]`. */
	start(sources: readonly (readonly number[])[]): TranslationState {
		const S = Math.max(1, ...sources.map((source) => source.length));
		const ids = new Int32Array(sources.length * S).fill(PAD_ID);
		sources.forEach((source, row) => {
			ids.set(source, row * S);
		});
		const lengths = Int32Array.from(sources, (source) => source.length);
		const { memory, decoder } = scoped(() => this.prepare(this.readSource(ids, lengths, S, keepAll)));
		const rows = Int32Array.from(sources, (_, row) => row);
		const state = { memory, decoder, rows: null, sources: rows, memorySources: rows, sourceLength: S };
		const canFuse = this.decoder.stepWeights !== null && hasFusedDecoderStep();
		return { ...state, dotKey: canFuse ? this.context.dotKey(memory) : null };
	}

	/** Reads one token per row and predicts the next one. */
	step(state: TranslationState, tokens: Int32Array): DecodingStep<TranslationState> {
		const settled = settleRows(state);
		const { memory, sourceLength } = settled;
		const { logProbs, weights, decoder } = scoped(() => {
			const embedded = embedding(this.targetEmbedding, tf.tensor2d(tokens, [tokens.length, 1], "int32"));
			const read = this.decoder.read(embedded, settled.decoder, memory, { returnWeights: true });
			const features = tf.reshape(read.features, [tokens.length, this.decoder.featureSize]);
			const logits = tf.add(tf.matMul(features, this.outputKernel), this.outputBias);
			return { logProbs: tf.logSoftmax(logits), weights: read.weights, decoder: read.state };
		});
		const result = {
			logProbs: logProbs.dataSync<"float32">(),
			weights: weights?.dataSync<"float32">() ?? null,
			sourceLength,
			state: { ...settled, decoder },
		};
		disposeAll(logProbs, weights, settled.decoder);
		return result;
	}

	/** `step` in one call of the kernel `FusedDecoderStep`, where this model and the backend allow it. */
	rank(
		state: TranslationState,
		tokens: Int32Array,
		request: RankRequest,
	): RankedStep<TranslationState> | null {
		const weights = this.fusedWeights(state);
		return weights && fusedDecoderStep(state, tokens, { ...weights, request });
	}

	/** Greedy search in one call of the kernel `FusedGreedySearch`, where this model and the backend allow it. */
	searchGreedily(state: TranslationState, request: GreedyRequest): GreedyWords | null {
		const weights = this.fusedWeights(state);
		return weights && fusedGreedySearch(state, { ...weights, request, firstWord: BOS_ID, lastWord: EOS_ID });
	}

	/** Beam search in one call of the kernel `FusedBeamSearch`, likewise; the coverage penalty needs attention. */
	searchByBeams(state: TranslationState, request: BeamRequest): BeamTree | null {
		const weights = this.fusedWeights(state);
		if (weights === null || (request.coveragePenalty !== 0 && state.memory === null)) return null;
		return fusedBeamSearch(state, { ...weights, request, firstWord: BOS_ID, lastWord: EOS_ID });
	}

	/** The state whose row i is row `rows[i]` of `state`. */
	select(state: TranslationState, rows: Int32Array): TranslationState {
		return selectRows(state, rows);
	}

	/** Frees a decoding state. The model itself is freed by `disposeVariables`. */
	dispose(state: TranslationState): void {
		disposeAll(state.decoder, state.memory, state.dotKey);
	}

	/** Frees the model's variables; it cannot be used afterwards. */
	disposeVariables(): void {
		this.parameters.dispose();
	}

	/** What the fused kernels of decoding read; null where they do not compute this model, or are not there. */
	private fusedWeights(state: TranslationState): FusedDecoderWeights | null {
		const weights = this.decoder.stepWeights;
		if (weights === null || (state.memory !== null && state.dotKey === null) || !hasFusedDecoderStep()) {
			return null;
		}
		const { targetEmbedding: embedding, outputKernel, outputBias } = this;
		return { weights, vocabulary: { embedding, outputKernel, outputBias } };
	}

	private lossOf(batch: Batch, dropAt: DropoutAt, labelSmoothing: number): tf.Scalar {
		return this.lossFrom(this.readBatch(batch, dropAt, false).features, batch, dropAt, labelSmoothing);
	}

	private lossFrom(
		features: tf.Tensor3D,
		batch: Batch,
		dropAt: DropoutAt,
		labelSmoothing: number,
	): tf.Scalar {
		const { targetOutput, batchSize: B, targetLength: T } = batch;
		return linearCrossEntropy(
			features,
			this.outputKernel,
			this.outputBias,
			tf.tensor2d(targetOutput, [B, T], "int32"),
			{ ignoreLabel: PAD_ID, labelSmoothing, dropout: dropAt("features") },
		);
	}

	/** Teacher forcing: the decoder reads the right words, whatever it would have written. */
	private readBatch(batch: Batch, dropAt: DropoutAt, returnWeights: boolean) {
		const encoded = this.readSource(batch.source, batch.sourceLengths, batch.sourceLength, dropAt);
		return this.readTarget(batch, this.prepare(encoded), dropAt, returnWeights);
	}

	private readTarget(
		batch: Batch,
		{ memory, decoder }: PreparedSource,
		dropAt: DropoutAt,
		returnWeights: boolean,
	) {
		const { batchSize: B, targetLength: T } = batch;
		const targetInput = tf.tensor2d(batch.targetInput, [B, T], "int32");
		const embedded = embedding(this.targetEmbedding, targetInput, dropAt("targetEmbedding"));
		const lengths = tf.tensor1d(batch.targetLengths, "int32");
		return this.decoder.read(embedded, decoder, memory, { lengths, returnWeights });
	}

	private readSource(source: Int32Array, lengths: Int32Array, S: number, dropAt: DropoutAt): EncodedSource {
		const ids = tf.tensor2d(source, [lengths.length, S], "int32");
		const embedded = embedding(this.sourceEmbedding, ids, dropAt("sourceEmbedding"));
		return this.encoder(embedded, tf.tensor1d(lengths, "int32"));
	}

	private prepare(encoded: EncodedSource): PreparedSource {
		const memory = this.context.prepare(encoded.memory, encoded.lengths);
		return { memory, decoder: this.decoder.start(encoded.state) };
	}
}
