// What the attention functions take and give.

import type { CausalAlignment } from "../contract.js";

/** The sizes, masks and options of one attention call; axes as in contract.ts. */
export interface AttentionProblem {
	batchSize: number;
	/** T */
	targetLength: number;
	/** S */
	sourceLength: number;
	/** N, a multiple of `numKeyHeads`. */
	numHeads: number;
	/** K; `numHeads` when absent. */
	numKeyHeads?: number;
	/** H */
	keyDim: number;
	/** V; `keyDim` when absent. */
	valueDim?: number;

	/** (B,T,N,H) */
	query: Float32Array;
	/** (B,S,K,H) */
	key: Float32Array;
	/** (B,S,K,V) */
	value: Float32Array;
	/** Elements from one batch, position and head to the next; a dense array when absent. The last axis is contiguous. */
	queryStrides?: readonly [batch: number, position: number, head: number];
	keyStrides?: readonly [batch: number, position: number, head: number];
	valueStrides?: readonly [batch: number, position: number, head: number];

	/** (B): keys at or beyond it are never read. From 0 to `sourceLength`. */
	keyLengths?: Int32Array;
	/** Non-zero = may attend; dense in `maskShape`. */
	mask?: Uint8Array;
	/** Each axis that of (B,N,T,S), or 1. Needed with `mask`. */
	maskShape?: readonly [number, number, number, number];
	/** Added to the scaled scores; dense in `biasShape`. */
	bias?: Float32Array;
	/** Each axis that of (B,N,T,S), or 1. Needed with `bias`. */
	biasShape?: readonly [number, number, number, number];

	/** Factor on the scores; 1 / sqrt(H) when absent. */
	scale?: number;
	/** false when absent. */
	isCausal?: boolean;
	/** "top-left" when absent: query t sees keys s <= t. "bottom-right": s <= t + S - T. */
	causalAlignment?: CausalAlignment;
	/** w: query t sees only keys with |s - diagonal(t)| < w; 0, the default, means no window. */
	slidingWindow?: number;
	/** From 0 (the default) to below 1. */
	dropoutRate?: number;
	/** Unsigned 32-bit integer, 0 when absent. */
	seed?: number;
}

export interface AttentionForwardArguments extends AttentionProblem {
	/** Where to write; allocated when absent. Dense (B,T,N,V). */
	output?: Float32Array;
	/** Dense (B,N,T), like the two below; allocated when absent. */
	logSumExp?: Float32Array;
	rowMax?: Float32Array;
	rowSum?: Float32Array;
	/** Dense (B,N,T,S); given = written. */
	weights?: Float32Array;
	/** Allocates `weights` where the array is absent. */
	returnWeights?: boolean;
}

export interface AttentionForwardResult {
	/** (B,T,N,V); 0 in rows with no allowed key. */
	output: Float32Array;
	/** (B,N,T): log sum_s exp(score_s), natural logarithm; +Infinity in rows with no allowed key. */
	logSumExp: Float32Array;
	/**
	 * (B,N,T), for the gradient: the largest product query · key where `scale` is positive and there is no bias, else the
	 * largest score; -Infinity in rows with no allowed key.
	 */
	rowMax: Float32Array;
	/** (B,N,T), for the gradient: sum_s exp(score_s - largest score); 0 in rows with no allowed key. */
	rowSum: Float32Array;
	/** (B,N,T,S) before dropout, where asked for. */
	weights?: Float32Array;
}

export interface AttentionBackwardArguments extends AttentionProblem {
	/** Of the forward, dense (B,T,N,V). */
	output: Float32Array;
	/** Of the forward, dense (B,N,T). */
	rowMax: Float32Array;
	/** Of the forward, dense (B,N,T). */
	rowSum: Float32Array;
	/** Of the forward. Not read, so that the forward's whole result may be passed on. */
	logSumExp?: Float32Array;
	/** Of the forward. Not read: the gradient computes them again. */
	weights?: Float32Array;
	/** Dense (B,T,N,V). */
	dOutput: Float32Array;
	/** Dense (B,N,T,S), where the weights were used. */
	dWeights?: Float32Array;
	/** Where to write, overwritten; allocated when absent. Dense (B,T,N,H), whatever the strides of `query`. */
	dQuery?: Float32Array;
	/** Dense (B,S,K,H). */
	dKey?: Float32Array;
	/** Dense (B,S,K,V). */
	dValue?: Float32Array;
	/** Dense in `biasShape`; given = written. */
	dBias?: Float32Array;
	/** Allocates `dBias` where the array is absent. */
	biasGradient?: boolean;
}

export interface AttentionBackwardResult {
	dQuery: Float32Array;
	dKey: Float32Array;
	dValue: Float32Array;
	dBias?: Float32Array;
}

/**
 * The asynchronous forms compute on copies of the inputs, so that nothing that JavaScript does meanwhile
 * (writing, transferring or resizing a buffer) can disturb them; they always allocate their results.
 */
export interface AttentionBinding {
	attentionForward(args: AttentionForwardArguments): AttentionForwardResult;
	attentionBackward(args: AttentionBackwardArguments): AttentionBackwardResult;
	attentionForwardAsync(args: AttentionForwardArguments): Promise<AttentionForwardResult>;
	attentionBackwardAsync(args: AttentionBackwardArguments): Promise<AttentionBackwardResult>;
}
