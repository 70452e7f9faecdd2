// The check of a tensor at the public edge.

import { describeValue } from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";
import { ShapeError, showShape } from "./shape-error.js";

/**
 * @param name what it is and its axes, as `query (B,T,D)`
 * @param ranks the ranks it may have; any when absent
 * @param dtypes the types it may have; any numbers when absent
 * @throws ShapeError where `value` is no tensor, is disposed, or has another rank or type
 */
export function requireTensor(
	where: string,
	name: string,
	value: unknown,
	ranks?: readonly number[],
	dtypes: readonly tf.DataType[] = ["float32", "int32", "bool"],
	{ hint = "" }: { hint?: string } = {},
): asserts value is tf.Tensor {
	const isTensor = value instanceof tf.Tensor;
	if (isTensor && !value.isDisposed && (ranks?.includes(value.rank) ?? true) && dtypes.includes(value.dtype))
		return;
	const type = dtypes.length === 3 ? "a tensor" : dtypes.join(" or ");
	const got = !isTensor
		? describeValue(value)
		: value.isDisposed
			? "a disposed tensor"
			: `${showShape(value.shape)} ${value.dtype}`;
	throw new ShapeError({ where, expected: `${name} ${type}`, got, hint });
}
