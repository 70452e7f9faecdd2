// Which keys a query may look at. In every mask of this package **true = may attend**, and masks are
// combined by AND.
//
// Axes: B batch, T target (query) length, S source (key) length.

import {
	type CausalAlignment,
	describeValue,
	requireInteger,
	requireKind,
} from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";
import { keepWhere } from "./annulling-product.js";
import { requireLengths } from "./host-values.js";
import { requireTensor } from "./require-tensor.js";
import { ShapeError, showShape } from "./shape-error.js";

/**
 * Real tokens of a padded batch: `mask[b,s] = tokens[b,s] != padId`.
 *
 * @param tokens (B,S) int32
 * @returns (B,S) bool
 */
export function paddingMask(tokens: tf.Tensor2D, padId = 0): tf.Tensor2D {
	requireTensor("paddingMask", "tokens (B,S)", tokens, [2]);
	requireKind("paddingMask", "padId", padId, "number");
	return tf.notEqual(tokens, padId);
}

/**
 * Positions before each row's length: `mask[b,s] = s < lengths[b]`.
 *
 * @param lengths (B) int32, each from 0 to S: checked on backends that keep tensors in main memory
 * @param length S
 * @returns (B,S) bool
 */
export function lengthMask(lengths: tf.Tensor1D, length: number): tf.Tensor2D {
	requireTensor("lengthMask", "lengths (B)", lengths, [1], ["int32", "float32"]);
	requireInteger("lengthMask", "length", length);
	requireLengths("lengthMask", "lengths", lengths, length);
	return tf.tidy(() => tf.less(tf.range(0, length, 1, "int32").expandDims(0), lengths.expandDims(1)));
}

/** The key that query `t` stands at: t, or t + S - T when the corner is at the bottom right. */
export function diagonal(t: number, T: number, S: number, alignment: CausalAlignment): number {
	return alignment === "top-left" ? t : t + S - T;
}

/**
 * No look into the future: `mask[t,s] = s <= diagonal(t)`, where diagonal(t) is t (`top-left`, as in Keras and
 * PyTorch) or t + S - T (`bottom-right`, for a decoder that continues a cache).
 *
 * @returns (T,S) bool
 */
export function causalMask(T: number, S = T, alignment: CausalAlignment = "top-left"): tf.Tensor2D {
	requireSizes("causalMask", T, S, alignment);
	return maskByRule(T, S, (t, s) => s <= diagonal(t, T, S, alignment));
}

/**
 * A band around the diagonal: `mask[t,s] = |s - diagonal(t)| < width`.
 *
 * @returns (T,S) bool
 */
export function slidingWindowMask(
	T: number,
	S: number,
	width: number,
	alignment: CausalAlignment = "top-left",
): tf.Tensor2D {
	requireSizes("slidingWindowMask", T, S, alignment);
	requireInteger("slidingWindowMask", "width", width);
	return maskByRule(T, S, (t, s) => Math.abs(s - diagonal(t, T, S, alignment)) < width);
}

/** Lifts a mask over keys, (B,S), so that it broadcasts to (B,T,S). */
export function overKeys(mask: tf.Tensor): tf.Tensor {
	requireTensor("overKeys", "mask (...,S)", mask, [1, 2, 3, 4, 5]);
	return mask.expandDims(-2);
}

/** Lifts a mask over queries, (B,T), so that it broadcasts to (B,T,S). */
export function overQueries(mask: tf.Tensor): tf.Tensor {
	requireTensor("overQueries", "mask (...,T)", mask, [1, 2, 3, 4, 5]);
	return mask.expandDims(-1);
}

/**
 * AND of all masks that are given; their shapes broadcast. No mask at all gives undefined, which means that
 * every key may be attended.
 */
export function combineMasks(...masks: readonly (tf.Tensor | null | undefined)[]): tf.Tensor | undefined {
	return tf.tidy(() => {
		const given = masks.filter((mask): mask is tf.Tensor => mask !== null && mask !== undefined);
		requireBroadcast("combineMasks", given);
		// Several masks of one call may all be a single tensor: a copy keeps the caller's own from being
		// disposed with the result.
		return given.map(toBool).reduce<tf.Tensor | undefined>((all, mask) => {
			return all === undefined ? mask.clone() : tf.logicalAnd(all, mask);
		}, undefined) as tf.Tensor;
	}) as tf.Tensor | undefined;
}

/**
 * 0 in place of what is hidden: a weight of 0 times NaN would still be NaN, forward and backward.
 *
 * @param vectors (B,S,...) float32
 * @param keyMask (B,S) bool, each axis whole or 1; without it the vectors come back as they are
 */
export function dropPadding<Vectors extends tf.Tensor>(vectors: Vectors, keyMask?: tf.Tensor): Vectors {
	if (keyMask === undefined) return vectors;
	return keepWhere(
		keyMask.reshape([...keyMask.shape, ...vectors.shape.slice(keyMask.rank).map(() => 1)]),
		vectors,
	);
}

/** Numbers as a mask: everything but 0 is true. */
export function toBool(mask: tf.Tensor): tf.Tensor {
	return mask.dtype === "bool" ? mask : tf.cast(mask, "bool");
}

/**
 * A mask in the rank of the scores (B,N,T,S): (T,S) and (B,T,S) get the missing axes, as Keras does.
 *
 * @throws ShapeError when the mask does not broadcast to (B,N,T,S).
 */
export function maskOverHeads(
	mask: tf.Tensor,
	shape: readonly [number, number, number, number],
	where: string,
): tf.Tensor4D {
	const [B, N, T, S] = shape;
	const lifted = liftToHeads(mask.shape);
	const fits = lifted?.every((size, axis) => size === 1 || size === shape[axis]);
	if (lifted === undefined || !fits) {
		throw new ShapeError({
			where,
			expected: `a mask of shape (T,S), (B,T,S) or (B,N,T,S) that broadcasts to ${showShape([B, N, T, S])}`,
			got: showShape(mask.shape),
			hint: "a padding mask (B,S) must be lifted first: overKeys(paddingMask)",
		});
	}
	return toBool(mask).reshape(lifted) as tf.Tensor4D;
}

function liftToHeads(shape: readonly number[]): [number, number, number, number] | undefined {
	const [a, b, c, d] = shape;
	if (shape.length === 2) return [1, 1, a!, b!];
	if (shape.length === 3) return [a!, 1, b!, c!];
	if (shape.length === 4) return [a!, b!, c!, d!];
	return undefined;
}

/** @throws TypeError for a corner that does not exist. */
export function requireAlignment(where: string, alignment: unknown): asserts alignment is CausalAlignment {
	if (alignment === "top-left" || alignment === "bottom-right") return;
	throw new TypeError(
		`${where}: expected causalAlignment "top-left" or "bottom-right", got ${describeValue(alignment)}`,
	);
}

function requireSizes(where: string, T: number, S: number, alignment: CausalAlignment): void {
	requireInteger(where, "T", T);
	requireInteger(where, "S", S);
	requireAlignment(where, alignment);
}

/** Checks that the axes of all masks, counted from the last, are equal or 1. */
function requireBroadcast(where: string, masks: readonly tf.Tensor[]): void {
	for (const [i, mask] of masks.entries()) requireTensor(where, `mask ${i}`, mask);
	const rank = Math.max(0, ...masks.map((mask) => mask.rank));
	for (let axis = 1; axis <= rank; axis++) {
		const sizes = new Set(masks.map((mask) => mask.shape.at(-axis) ?? 1));
		sizes.delete(1);
		if (sizes.size <= 1) continue;
		throw new ShapeError({
			where,
			expected: "masks whose axes are equal or 1",
			got: masks.map((mask) => showShape(mask.shape)).join(" and "),
		});
	}
}

function maskByRule(T: number, S: number, rule: (t: number, s: number) => boolean): tf.Tensor2D {
	const values = new Uint8Array(T * S);
	for (let t = 0; t < T; t++) {
		for (let s = 0; s < S; s++) values[t * S + s] = rule(t, s) ? 1 : 0;
	}
	return tf.tensor2d(values, [T, S], "bool");
}
