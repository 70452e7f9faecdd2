// The one difference between the two models: whether, and how, the decoder looks back at the source.
import type * as tf from "@tensorflow/tfjs";

/** What depends on the source alone, so it is computed once per sentence and not once per target word. */
export interface AttentionMemory {
	/** (B, S, K): what queries are compared with. */
	key: tf.Tensor3D;
	/** (B, S, M): what contexts are sums of. */
	value: tf.Tensor3D;
	/** (B) int32: keys at or beyond a row's length get weight 0. */
	lengths: tf.Tensor1D;
}

export interface Attended {
	/** (B, T, M), or null without attention. */
	context: tf.Tensor3D | null;
	/** (B, T, S), the mean over heads where there are several; null without attention or if not asked for. */
	weights: tf.Tensor3D | null;
}

export interface Context {
	/** M, the width of a context; 0 without attention. */
	readonly size: number;
	/** @param memory (B, S, U) */
	prepare(memory: tf.Tensor3D, lengths: tf.Tensor1D): AttentionMemory | null;
	/**
	 * (B, S, U): keys whose dot product with a query (B, T, U) is its score; null where the score is no such product.
	 * @param memory what `prepare` gave
	 */
	dotKey(memory: AttentionMemory | null): tf.Tensor3D | null;
	/** @param query (B, T, U) */
	attend(query: tf.Tensor3D, memory: AttentionMemory | null, returnWeights: boolean): Attended;
}

/** The baseline: of the source the decoder knows the encoder's last state and nothing else (Sutskever et al. 2014). */
export function noAttention(): Context {
	return {
		size: 0,
		prepare: () => null,
		dotKey: () => null,
		attend: () => ({ context: null, weights: null }),
	};
}
