// What `composedAttention` and `fusedAttention` take and give, and the one check of it.
//
// Axes: B batch, T target (query) length, S source (key) length, N query heads, K key/value heads,
// H size per head of query and key, V size per head of value.

import {
	type CausalAlignment,
	describeValue,
	type FusedAttentionAttributes,
	type OptionNames,
	requireInteger,
	requireKind,
	requireOptions,
} from "@mirada/core-native/contract";
import type * as tf from "@tensorflow/tfjs";
import { requireLengths } from "../host-values.js";
import { maskOverHeads, requireAlignment } from "../masks.js";
import { requireTensor } from "../require-tensor.js";
import { ShapeError, showShape } from "../shape-error.js";

export interface AttentionOptions {
	/** (B,T,N,H) float32. */
	query: tf.Tensor;
	/** (B,S,K,H) float32, where K divides N: query head n looks through key head floor(n K / N). */
	key: tf.Tensor;
	/** (B,S,K,V) float32. */
	value: tf.Tensor;
	/** (B) int32: keys at or beyond a row's length are never read, so NaN padding is harmless. */
	keyLengths?: tf.Tensor | undefined;
	/** (T,S), (B,T,S) or (B,N,T,S), each axis whole or 1; true = may attend. */
	mask?: tf.Tensor | undefined;
	/** Float32 of rank 4, broadcastable to (B,N,T,S): added to the scores. It receives a gradient. */
	bias?: tf.Tensor | undefined;
	/** Factor on query keyᵀ; default 1 / sqrt(H). */
	scale?: number | undefined;
	/** Query t sees no key beyond the diagonal; default false. */
	isCausal?: boolean | undefined;
	/** Which corner the diagonal starts from when T and S differ; default `top-left`. */
	causalAlignment?: CausalAlignment | undefined;
	/** Query t sees keys with |s - diagonal(t)| < slidingWindow; default 0, no window. */
	slidingWindow?: number | undefined;
	/** Probability of dropping a weight; default 0. */
	dropoutRate?: number | undefined;
	/** Unsigned 32-bit key of the dropout generator; required with a dropoutRate, a new one for every step. */
	seed?: number | undefined;
	/** Also give the weights, at the memory of (B,N,T,S); default false. */
	returnWeights?: boolean | undefined;
}

const OPTIONS: OptionNames<AttentionOptions> = {
	query: true,
	key: true,
	value: true,
	keyLengths: true,
	mask: true,
	bias: true,
	scale: true,
	isCausal: true,
	causalAlignment: true,
	slidingWindow: true,
	dropoutRate: true,
	seed: true,
	returnWeights: true,
};

/** A type alias, since `tf.tidy` takes no interface. */
export type AttentionResult = {
	/** (B,T,N,V): the context. */
	output: tf.Tensor4D;
	/** (B,N,T): log of the sum of exp(scores), +inf where no key is allowed; carries no gradient. */
	logSumExp: tf.Tensor3D;
	/** (B,N,T,S) before dropout, when `returnWeights`; carries a gradient. */
	weights?: tf.Tensor4D;
};

export interface CheckedAttention {
	query: tf.Tensor;
	key: tf.Tensor;
	value: tf.Tensor;
	keyLengths: tf.Tensor1D | undefined;
	mask: tf.Tensor4D | undefined;
	bias: tf.Tensor4D | undefined;
	axes: { B: number; T: number; S: number; N: number; K: number; H: number; V: number };
	attributes: FusedAttentionAttributes;
	/** Whether keys are hidden from some queries otherwise than by `keyLengths`, or all keys of a row by them. */
	hidesPairs: boolean;
}

/**
 * Checks every argument once, at the public edge, and fills in the defaults.
 * @param rank of query, key and value: 3 is one head without an axis for it
 */
export function checkAttention(where: string, options: AttentionOptions, rank: 3 | 4 = 4): CheckedAttention {
	requireOptions(where, options, OPTIONS);
	const { query, key, value, keyLengths, mask, bias } = options;
	const [heads, keyHeads] = rank === 4 ? ["N,", "K,"] : ["", ""];
	requireRank(where, `query (B,T,${heads}H)`, query, rank);
	requireRank(where, `key (B,S,${keyHeads}H)`, key, rank);
	requireRank(where, `value (B,S,${keyHeads}V)`, value, rank);
	const [B, T, N, H] = withHeads(query);
	const [keyB, S, K, keyH] = withHeads(key);
	const [valueB, valueS, valueK, V] = withHeads(value);
	const shape = [B, N, T, S] as const;
	if (keyB !== B || keyH !== H) {
		throw new ShapeError({
			where,
			expected: `key (B,S,${keyHeads}H) with B=${B} and H=${H} as in query ${showShape(query.shape)}`,
			got: showShape(key.shape),
		});
	}
	if (valueB !== B || valueS !== S || valueK !== K) {
		throw new ShapeError({
			where,
			expected: `value (B,S,${keyHeads}V) with ${rank === 4 ? `(${B}, ${S}, ${K}, V)` : `(${B}, ${S}, V)`} as in key`,
			got: showShape(value.shape),
		});
	}
	if (K === 0 || N % K !== 0) {
		throw new ShapeError({
			where,
			expected: "a number of query heads N that the number of key heads K divides",
			got: `N=${N}, K=${K}`,
		});
	}
	const shortest = requireKeyLengths(where, keyLengths, B, S);
	if (mask !== undefined) requireTensor(where, "mask (T,S), (B,T,S) or (B,N,T,S)", mask);
	if (bias !== undefined) requireBias(where, bias, shape);
	const attributes = checkAttributes(where, options, H);
	return {
		query,
		key,
		value,
		keyLengths: keyLengths?.dtype === "int32" ? (keyLengths as tf.Tensor1D) : keyLengths?.cast("int32"),
		mask: mask === undefined ? undefined : maskOverHeads(mask, shape, where),
		bias: bias as tf.Tensor4D | undefined,
		axes: { B, T, S, N, K, H, V },
		attributes,
		hidesPairs: mask !== undefined || attributes.isCausal || attributes.slidingWindow > 0 || shortest === 0,
	};
}

/** (B,L,heads,D) of a tensor with or without the axis of heads. */
function withHeads({ shape }: tf.Tensor): readonly [number, number, number, number] {
	const [B, L, ...rest] = shape as [number, number, number, number];
	return rest.length === 2 ? [B, L, ...rest] : [B, L, 1, rest[0]!];
}

/** The shortest of `keyLengths` (B), where it was read. */
export function requireKeyLengths(
	where: string,
	keyLengths: tf.Tensor | undefined,
	B: number,
	S: number,
): number | undefined {
	if (keyLengths === undefined) return undefined;
	requireTensor(where, `keyLengths (${B})`, keyLengths, [1], ["int32", "float32"]);
	if (keyLengths.shape[0] !== B) {
		throw new ShapeError({ where, expected: `keyLengths (${B})`, got: showShape(keyLengths.shape) });
	}
	return requireLengths(where, "keyLengths", keyLengths, S);
}

function checkAttributes(where: string, options: AttentionOptions, H: number): FusedAttentionAttributes {
	const { scale = 1 / Math.sqrt(H), isCausal = false, causalAlignment = "top-left" } = options;
	const { slidingWindow = 0, dropoutRate = 0, seed, returnWeights = false } = options;
	requireKind(where, "isCausal", isCausal, "boolean");
	requireKind(where, "returnWeights", returnWeights, "boolean");
	requireAlignment(where, causalAlignment);
	requireKind(where, "scale", scale, "number");
	// With H = 0 the default is infinite, and every score is 0.
	if (!Number.isFinite(scale) && options.scale !== undefined) {
		throw new ShapeError({ where, expected: "a finite scale", got: `${scale}` });
	}
	if (!(Number.isInteger(slidingWindow) && slidingWindow >= 0 && slidingWindow < 2 ** 31)) {
		throw new ShapeError({
			where,
			expected: "slidingWindow to be an integer of 0 or more",
			got: describeValue(slidingWindow),
		});
	}
	if (!(typeof dropoutRate === "number" && dropoutRate >= 0 && dropoutRate < 1)) {
		throw new ShapeError({ where, expected: "dropoutRate in [0, 1)", got: describeValue(dropoutRate) });
	}
	if (dropoutRate > 0 && seed === undefined) {
		throw new ShapeError({
			where,
			expected: "a seed with dropoutRate > 0",
			got: "none",
			hint: "pass another seed for every training step, or the same weights are dropped each time",
		});
	}
	if (seed !== undefined) requireInteger(where, "seed", seed, 0, 2 ** 32 - 1);
	return {
		scale,
		isCausal,
		causalAlignment,
		slidingWindow,
		dropoutRate,
		seed: seed ?? 0,
		returnWeights,
		biasGradient: options.bias !== undefined,
	};
}

function requireRank(where: string, name: string, tensor: tf.Tensor, rank: number): void {
	const isOneHead = rank === 4 && tensor?.rank === 3;
	requireTensor(where, name, tensor, [rank], ["float32"], {
		hint: isOneHead ? "one head is a head axis of size 1: tensor.expandDims(2)" : "",
	});
}

function requireBias(where: string, bias: tf.Tensor, shape: readonly number[]): void {
	const expected = `bias of rank 4 that broadcasts to ${showShape(shape)}`;
	requireTensor(where, expected, bias, [4], ["float32"]);
	if (bias.shape.every((size, axis) => size === 1 || size === shape[axis])) return;
	throw new ShapeError({ where, expected, got: showShape(bias.shape) });
}
