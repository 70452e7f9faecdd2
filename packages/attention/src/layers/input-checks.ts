// What inputs and masks of an attention layer must be, checked before TensorFlow.js sees them.

import * as tf from "@tensorflow/tfjs";
import { ShapeError, showShape } from "../shape-error.js";
import type { Input, MaskName } from "./call-forms.js";

/** Sizes of axes; null where tfjs does not know them yet, as the batch size of a model. */
export type Shape = (number | null)[];

export interface InputShapes {
	query: Shape;
	value: Shape;
	key: Shape;
}

/** Shapes of [query, value?, key?] with Keras' defaults: a lone query attends to itself, the value is the key. */
export function inputShapes([query, value = query, key = value]: readonly Shape[]): InputShapes {
	return { query: query!, value: value!, key: key! };
}

/** @throws ShapeError for a tensor of another type, or one that is disposed. */
export function requireFloats(where: string, tensors: readonly Input[]): void {
	for (const [i, tensor] of tensors.entries()) {
		const isDisposed = tensor instanceof tf.Tensor && tensor.isDisposed;
		if (tensor.dtype === "float32" && !isDisposed) continue;
		throw new ShapeError({
			where,
			expected: `a float32 tensor as ${["query", "value", "key"][i]}`,
			got: isDisposed ? "one that is disposed" : `one of ${tensor.dtype}`,
			hint: isDisposed ? "" : 'cast it first: tensor.cast("float32")',
		});
	}
}

/** @throws ShapeError unless all have one rank of 3 or more and one batch size, and value and key one length. */
export function requireInputShapes(where: string, { query, value, key }: InputShapes): void {
	const { length: rank } = query;
	if (rank < 3) {
		throw new ShapeError({
			where,
			expected: "query (B,T,D), or more axes between batch and features",
			got: showShape(query),
			hint: rank === 2 ? "one sequence is a batch of 1: tensor.expandDims(0)" : "",
		});
	}
	for (const [name, shape] of Object.entries({ value, key })) {
		if (shape.length === rank && sameSize(shape[0]!, query[0]!)) continue;
		throw new ShapeError({
			where,
			expected: `${name} of rank ${rank} and the batch size of query ${showShape(query)}`,
			got: showShape(shape),
		});
	}
	if (value.slice(1, -1).every((size, i) => sameSize(size, key[i + 1]!))) return;
	throw new ShapeError({
		where,
		expected: `key with the axes of value ${showShape(value)}, except the last`,
		got: showShape(key),
	});
}

/** @throws ShapeError unless the last axes are those that the layer was built for. */
export function requireBuiltWidths(where: string, shapes: InputShapes, built: InputShapes): void {
	for (const name of ["query", "value", "key"] as const) {
		const [width, builtWidth] = [shapes[name].at(-1)!, built[name].at(-1)!];
		if (width === builtWidth) continue;
		throw new ShapeError({
			where,
			expected: `${name} of width ${builtWidth}, for which its weights were made`,
			got: showShape(shapes[name]),
			hint: "a layer has weights for one width: make another layer for other inputs",
		});
	}
}

/**
 * Checks that a mask fits: queryMask has the query's axes but the last, valueMask and keyMask likewise; an axis may be
 * 1. The shape of attentionMask depends on the layer, which checks it.
 * @throws ShapeError otherwise
 */
export function requireMaskShapes(
	where: string,
	masks: Partial<Record<MaskName, { shape: Shape }>>,
	{ query, value, key }: InputShapes,
): void {
	for (const [name, of] of [
		["queryMask", query],
		["valueMask", value],
		["keyMask", key],
	] as const) {
		const mask = masks[name]?.shape;
		const expected = of.slice(0, -1);
		const fits =
			mask?.length === expected.length && mask.every((n, i) => n === 1 || sameSize(n, expected[i]!));
		if (mask === undefined || fits) continue;
		throw new ShapeError({
			where,
			expected: `${name} ${showShape(expected)}, true = may attend`,
			got: showShape(mask),
		});
	}
}

/** Whether `value` is a list of sizes. */
export function isShape(value: unknown): value is Shape {
	return (
		Array.isArray(value) && value.every((size) => size === null || (Number.isInteger(size) && size >= 0))
	);
}

/** Whether two sizes can be equal: null is any. */
export function sameSize(a: number | null, b: number | null): boolean {
	return a === null || b === null || a === b;
}
