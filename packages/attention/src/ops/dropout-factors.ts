// The dropout of attention weights: which are kept depends on (seed, batch·head, query, key) alone, so that
// forward and backward, the composed path and the native kernel drop the same ones.

import * as tf from "@tensorflow/tfjs";

/**
 * factors[b,n,t,s] = 0 with probability `rate`, else 1 / (1 - rate)   (inverted dropout).
 *
 * @param shape (B,N,T,S)
 * @param seed unsigned 32-bit integer
 */
export function dropoutFactors(
	shape: readonly [number, number, number, number],
	rate: number,
	seed: number,
): tf.Tensor4D {
	const [B, N, T, S] = shape;
	const factors = new Float32Array(B * N * T * S);
	const kept = 1 / (1 - rate);
	let i = 0;
	for (let head = 0; head < B * N; head++) {
		for (let t = 0; t < T; t++) {
			for (let s = 0; s < S; s++) factors[i++] = uniform(seed, head, t, s) < rate ? 0 : kept;
		}
	}
	return tf.tensor4d(factors, [B, N, T, S]);
}

/** A number in [0, 1) from four counters, by rounds of a 32-bit mixing function. */
function uniform(seed: number, head: number, query: number, key: number): number {
	let h = mix(seed);
	h = mix(h ^ head);
	h = mix(h ^ query);
	h = mix(h ^ key);
	return (h >>> 8) / 0x1000000;
}

function mix(x: number): number {
	let h = (x + 0x9e3779b9) | 0;
	h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return (h ^ (h >>> 16)) >>> 0;
}
