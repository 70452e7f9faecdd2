// Which axes of an input attend to each other, and which only stand beside the batch.

import type * as tf from "@tensorflow/tfjs";
import { ShapeError, showShape } from "../shape-error.js";

/**
 * Order of the axes of projected inputs (B, ...rest, ...attended, N, H) for attention over (B', T, N, H).
 *
 * An input (B, ..., D) has `rank` axes; attention runs along `axes`, by default all between batch and
 * features, as in Keras' `attention_axes`.
 */
export class AttentionAxes {
	readonly attended: readonly number[];
	/** Axes beside the batch that do not attend. */
	readonly rest: readonly number[];

	constructor(
		readonly rank: number,
		axes: readonly number[] | null,
		where: string,
	) {
		const all = Array.from({ length: rank - 2 }, (_, i) => i + 1);
		this.attended = axes === null ? all : axes.map((axis) => (axis < 0 ? axis + rank : axis));
		this.rest = all.filter((axis) => !this.attended.includes(axis));
		const isOnce = new Set(this.attended).size === this.attended.length;
		if (!isOnce || this.attended.length === 0 || !this.attended.every((axis) => all.includes(axis))) {
			throw new ShapeError({
				where,
				expected: `attentionAxes among ${all.join(", ") || "none"} of inputs of rank ${rank}`,
				got: axes === null ? "none" : axes.join(", "),
			});
		}
	}

	/** Shape of the scores for shapes of query and key: (B, ...rest, N, ...T, ...S). */
	scoreShape<Size>(query: readonly Size[], key: readonly Size[], numHeads: Size): Size[] {
		return [
			query[0]!,
			...this.rest.map((axis) => query[axis]!),
			numHeads,
			...this.attended.map((axis) => query[axis]!),
			...this.attended.map((axis) => key[axis]!),
		];
	}

	/** (B, ..., N, H) to (B', T, N, H): rest joins the batch, the attended axes become one. */
	fold(projected: tf.Tensor): tf.Tensor {
		const { shape } = projected;
		const [N, H] = shape.slice(-2) as [number, number];
		const B = shape[0]! * product(this.rest, shape);
		return reorder(projected, this.order()).reshape([B, product(this.attended, shape), N, H]);
	}

	/** The inverse of `fold` on (B', T, N, V), for queries that had the shape `like` (B, ..., N, H). */
	unfold(output: tf.Tensor, like: readonly number[]): tf.Tensor {
		const order = this.order();
		const shape = [...order.slice(0, -2).map((axis) => like[axis]!), ...output.shape.slice(-2)];
		const inverse = order.map((_, axis) => order.indexOf(axis));
		return reorder(output.reshape(shape), inverse);
	}

	/** A mask over the scores' axes with any of (B, ...rest, N) missing, as one of (B',N,T,S) or smaller. */
	foldMask(mask: tf.Tensor, scoreShape: readonly number[], where: string): tf.Tensor {
		const missing = scoreShape.length - mask.rank;
		const pairs = 2 * this.attended.length;
		const lead = mask.rank - pairs;
		const lifted = [...mask.shape.slice(0, Math.max(lead, 0)), ...ones(missing), ...mask.shape.slice(-pairs)];
		const fits = lead >= 0 && missing >= 0 && lifted.every((n, i) => n === 1 || n === scoreShape[i]);
		if (!fits) {
			throw new ShapeError({
				where,
				expected: `a mask that broadcasts to the scores ${showShape(scoreShape)}`,
				got: showShape(mask.shape),
			});
		}
		const full = mask.reshape(lifted);
		if (pairs === 2 && this.rest.length === 0) return full;
		const T = product(
			this.attended.map((_, i) => scoreShape.length - pairs + i),
			scoreShape,
		);
		const N = scoreShape[scoreShape.length - pairs - 1]!;
		const B = product(
			Array.from({ length: scoreShape.length - pairs - 1 }, (_, i) => i),
			scoreShape,
		);
		return full.broadcastTo(scoreShape as number[]).reshape([B, N, T, -1]);
	}

	private order(): number[] {
		return [0, ...this.rest, ...this.attended, this.rank - 1, this.rank];
	}
}

function product(axes: readonly number[], shape: readonly number[]): number {
	return axes.reduce((size, axis) => size * shape[axis]!, 1);
}

function ones(count: number): number[] {
	return Array.from({ length: Math.max(count, 0) }, () => 1);
}

function reorder(tensor: tf.Tensor, order: readonly number[]): tf.Tensor {
	return order.every((axis, i) => axis === i) ? tensor : tensor.transpose([...order]);
}
