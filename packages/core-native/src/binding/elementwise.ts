// Element-wise functions, reductions and movement.

/** The operations' names; an operation is passed as its place in its list. */
export interface ElementwiseOperations {
	unary: readonly string[];
	binary: readonly string[];
	comparison: readonly string[];
	reduction: readonly string[];
}

/**
 * Axes as the addon reads them: the rank, then every axis' size, then for each operand every axis' step in
 * elements, 0 along an axis on which the operand is broadcast. At most 8 axes.
 */
export type EncodedAxes = Int32Array;

export interface ElementwiseBinding {
	elementwiseOperations: ElementwiseOperations;
	/** out[i] = f(x[i]); `alpha` and `beta` as the operation reads them. `out` may be `x`. */
	unary(operation: number, x: Float32Array, out: Float32Array, alpha: number, beta: number): void;
	/** out = f(a, b) over axes encoded with two operands, the last axis' steps 0 or 1. */
	binary(operation: number, axes: EncodedAxes, a: Float32Array, b: Float32Array, out: Float32Array): void;
	/** As `binary`, with 1 where the comparison holds and 0 elsewhere. */
	comparison(operation: number, axes: EncodedAxes, a: Float32Array, b: Float32Array, out: Uint8Array): void;
	/** out[i] = condition[i] ? a[i] : b[i]. */
	select(condition: Uint8Array, a: Float32Array, b: Float32Array, out: Float32Array): void;
	/** x (outer, reduced, inner) to out (outer, inner), times `scale`. */
	reduce(
		operation: number,
		x: Float32Array,
		out: Float32Array,
		outer: number,
		reduced: number,
		inner: number,
		scale: number,
	): void;
	/** Softmax, or its logarithm, of each row of `columns` elements. */
	softmax(x: Float32Array, out: Float32Array, columns: number, logarithm: boolean): void;
	/** out, dense, from the elements of x at `offset` and on, over axes encoded with one operand. */
	permute(axes: EncodedAxes, x: Float32Array, offset: number, out: Float32Array): void;
	/** `rows` runs of `length` floats, `xStep` and `outStep` apart. */
	copyRows(
		x: Float32Array,
		xOffset: number,
		xStep: number,
		out: Float32Array,
		outOffset: number,
		outStep: number,
		rows: number,
		length: number,
	): void;
}
