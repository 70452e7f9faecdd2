// Which axes two operands are walked along: as few as give the same elements.
import type { EncodedAxes } from "../binding/elementwise.js";
import { encodeAxes } from "./strided-axes.js";

export interface BroadcastAxes {
	/** The output's shape. */
	shape: number[];
	size: number;
	/** Valid until the next call: one array serves all. */
	axes: EncodedAxes;
}

/** Null where the shapes do not broadcast. */
export function broadcastAxes(aShape: readonly number[], bShape: readonly number[]): BroadcastAxes | null {
	const rank = Math.max(aShape.length, bShape.length);
	const shape = new Array<number>(rank);
	// From the last axis to the first; neighbours that broadcast alike are one axis.
	const sizes: number[] = [];
	const aSteps: number[] = [];
	const bSteps: number[] = [];
	let aElements = 1;
	let bElements = 1;
	let previous = -1;
	for (let back = 1; back <= rank; back++) {
		const a = back <= aShape.length ? aShape[aShape.length - back]! : 1;
		const b = back <= bShape.length ? bShape[bShape.length - back]! : 1;
		if (a !== b && a !== 1 && b !== 1) return null;
		const size = a === 1 ? b : a;
		shape[rank - back] = size;
		if (size === 1) continue;
		const kind = (a === 1 ? 1 : 0) + (b === 1 ? 2 : 0);
		if (kind === previous) {
			sizes[sizes.length - 1]! *= size;
		} else {
			sizes.push(size);
			aSteps.push(a === 1 ? 0 : aElements);
			bSteps.push(b === 1 ? 0 : bElements);
		}
		aElements *= a;
		bElements *= b;
		previous = kind;
	}
	const size = shape.reduce((product, length) => product * length, 1);
	return { shape, size, axes: encodeAxes(sizes, aSteps, bSteps) };
}
