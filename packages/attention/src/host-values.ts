// What can be asked of a tensor's values where asking costs next to nothing.
//
// On backends that keep tensors in main memory a value is read in less than a microsecond; on WebGL and WebGPU every
// read waits until the whole queue of the device is done. So checks of contents run on the former only, and what
// must hold on the latter too is computed without a look.

import { tapedOp } from "@mirada/core-native/gradients";
import * as tf from "@tensorflow/tfjs";
import { ShapeError } from "./shape-error.js";

const IN_MAIN_MEMORY: ReadonlySet<string> = new Set(["cpu", "native", "mirada-wasm", "wasm", "tensorflow"]);

/** Up to so many values are looked at one by one: reading more may copy them. */
const FEW = 4096;

/** Whether the active backend gives values without waiting for a device. */
export function readsAtOnce(): boolean {
	return IN_MAIN_MEMORY.has(tf.getBackend());
}

/** False where all values are sure to be finite. */
export function mayHoldNonFinite(...tensors: readonly tf.Tensor[]): boolean {
	if (!readsAtOnce()) return true;
	return [...new Set(tensors)].some((tensor) =>
		tensor.size <= FEW
			? tensor.dataSync().some((value) => !Number.isFinite(value))
			: // A sum shows them all, and one that overflows only makes its caller more careful than needed.
				!Number.isFinite(untaped(() => tf.sum(tensor))),
	);
}

/**
 * Checks integers that say how much of an axis counts, as `keyLengths`: the same on every path of an op.
 *
 * @param most what they may be at most
 * @returns the smallest; undefined on a backend that reads slowly, where nothing is checked
 * @throws ShapeError for a number that is no integer from 0 to `most`
 */
export function requireLengths(
	where: string,
	name: string,
	lengths: tf.Tensor,
	most: number,
): number | undefined {
	if (!readsAtOnce()) return undefined;
	let smallest = most;
	for (const [i, length] of lengths.dataSync().entries()) {
		if (!Number.isInteger(length) || length < 0 || length > most) {
			throw new ShapeError({
				where,
				expected: `${name} of integers from 0 to ${most}`,
				got: `${length} at ${i}`,
			});
		}
		smallest = Math.min(smallest, length);
	}
	return smallest;
}

/** A number computed as an op without inputs, so that no tape records how. */
function untaped(compute: () => tf.Tensor): number {
	const [result] = tapedOp({ inputs: {}, forward: () => [compute()], backward: () => ({}) });
	const [value] = result!.dataSync();
	result!.dispose();
	return value!;
}
