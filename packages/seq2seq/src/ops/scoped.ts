// tfjs' `tidy`, for functions that return tensors in objects of any type.
import * as tf from "@tensorflow/tfjs";

/** Runs `compute` and frees every tensor that it made, except those in what it returns. */
export function scoped<Result extends object | null>(compute: () => Result): Result {
	return tf.tidy(compute as () => tf.TensorContainer) as Result;
}

/** Frees the tensors found anywhere in these objects; null holds none. */
export function disposeAll(...objects: readonly (object | null)[]): void {
	tf.dispose(objects as tf.TensorContainer);
}
