// The encoder: an LSTM that reads the source, in one direction or in both.
import * as tf from "@tensorflow/tfjs";
import type { LstmState } from "../ops/lstm.js";
import { lstmSequence } from "../ops/lstm-sequence.js";
import { addLstm } from "./lstm-variables.js";
import type { TranslationModelConfig } from "./model-config.js";
import type { Variables } from "./variables.js";

/** What the encoder knows about B source sentences of at most S words. */
export interface EncodedSource {
	/** (B, S, U): one state per word, 0 at padding. What attention looks at. */
	memory: tf.Tensor3D;
	/** (B, U) each: where the decoder starts. */
	state: LstmState;
	/** (B) int32 */
	lengths: tf.Tensor1D;
}

/** @param embedded (B, S, E) */
export type Encoder = (embedded: tf.Tensor3D, lengths: tf.Tensor1D) => EncodedSource;

/**
 * memory[b,s] = h_s of an LSTM over the source, or [h_s of the forward one; h_s of the backward one], each of
 * half the width, so that everything after it has the same size   (Bahdanau et al. 2015, section 3.2).
 */
export function createEncoder(variables: Variables, config: TranslationModelConfig): Encoder {
	const { embeddingSize: E, units: U } = config;
	if (config.encoder === "unidirectional") {
		const weights = addLstm(variables, "encoder", E, U);
		return (embedded, lengths) => {
			const { hidden, lastState } = lstmSequence(embedded, weights, { lengths });
			return { memory: hidden, state: lastState, lengths };
		};
	}
	const forwardWeights = addLstm(variables, "encoder/forward", E, U / 2);
	const backwardWeights = addLstm(variables, "encoder/backward", E, U / 2);
	return (embedded, lengths) => {
		const forward = lstmSequence(embedded, forwardWeights, { lengths });
		const backward = lstmSequence(embedded, backwardWeights, { lengths, reverse: true });
		return {
			memory: tf.concat([forward.hidden, backward.hidden], 2),
			state: {
				h: tf.concat([forward.lastState.h, backward.lastState.h], 1),
				c: tf.concat([forward.lastState.c, backward.lastState.c], 1),
			},
			lengths,
		};
	};
}
