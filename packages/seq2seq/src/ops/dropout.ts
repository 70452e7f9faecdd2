// Dropout whose mask is a pure function of (seed, step, site, row, time, feature): the same on every
// backend, the same after a resume, and the same whatever padding a batch carries.
import * as tf from "@tensorflow/tfjs";
import { deriveKey, GOLDEN, mix32 } from "./counter-random.js";

/** Which mask: one per training step and per place in the model. */
export interface DropoutKey {
	/** Seed of the run. */
	seed: number;
	/** Training step, from 1. */
	step: number;
	/** Place in the model, any small integer. */
	site: number;
}

/**
 * Inverted dropout: y = x mask / (1 - rate), mask ~ Bernoulli(1 - rate)   (Srivastava et al. 2014).
 *
 * @param x (B, T, D)
 * @param rate probability that an element is dropped; 0 returns `x` itself
 * @returns (B, T, D)
 */
export function dropout(x: tf.Tensor3D, rate: number, key: DropoutKey): tf.Tensor3D {
	if (rate === 0) return x;
	return tf.mul(x, tf.tensor3d(dropoutMask(x.shape, rate, key), x.shape));
}

/** The mask itself, already divided by 1 - rate: B*T*D numbers, each 0 or 1 / (1 - rate). */
export function dropoutMask(
	[B, T, D]: readonly [number, number, number],
	rate: number,
	{ seed, step, site }: DropoutKey,
): Float32Array {
	if (!(rate >= 0 && rate < 1)) {
		throw new RangeError(`dropout: expected a rate in [0, 1), got ${rate}`);
	}
	const key = deriveKey(seed, step, site);
	const kept = 1 / (1 - rate);
	const threshold = Math.round(rate * 2 ** 32);
	const mask = new Float32Array(B * T * D);
	for (let b = 0, i = 0; b < B; b++) {
		for (let t = 0; t < T; t++) {
			// A key per (row, time): padding added to a batch moves no element to another random number.
			let counter = deriveKey(key, b, t);
			for (const end = i + D; i < end; i++) {
				counter = (counter + GOLDEN) | 0;
				if (mix32(counter) >= threshold) mask[i] = kept;
			}
		}
	}
	return mask;
}
