// The dropout of attention weights: which are kept depends on (seed, batch·head, query, key) alone, so that
// forward and backward, this path and the native kernel drop the same ones.

import * as tf from "@tensorflow/tfjs";

/**
 * factors[b,n,t,s] = 0 with probability `rate`, else 1 / (1 - rate): inverted dropout, drawn by Philox4x32-10
 * (Salmon et al. 2011) from the counter (s / 4, t, b N + n) under the key `seed`.
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
	// The rate as the native kernel sees it, in float32; words below the threshold drop.
	const threshold = Math.floor(Math.fround(rate) * 2 ** 32);
	const kept = 1 / (1 - Math.fround(rate));
	const words = new Uint32Array(4);
	for (let row = 0; row < B * N * T; row++) {
		const headRow = Math.floor(row / T);
		for (let s = 0; s < S; s++) {
			if (s % 4 === 0) philox(words, s / 4, row % T, headRow, seed);
			factors[row * S + s] = words[s % 4]! < threshold ? 0 : kept;
		}
	}
	return tf.tensor4d(factors, [B, N, T, S]);
}

/** Ten rounds over the counter (c0, c1, c2, 0) under the key (seed, 0). */
function philox(words: Uint32Array, c0: number, c1: number, c2: number, seed: number): void {
	words[0] = c0;
	words[1] = c1;
	words[2] = c2;
	words[3] = 0;
	let k0 = seed >>> 0;
	let k1 = 0;
	for (let round = 0; round < 10; round++) {
		const [x0, x1, x2, x3] = words as unknown as [number, number, number, number];
		words[0] = highProduct(0xcd9e8d57, x2) ^ x1 ^ k0;
		words[1] = Math.imul(0xcd9e8d57, x2);
		words[2] = highProduct(0xd2511f53, x0) ^ x3 ^ k1;
		words[3] = Math.imul(0xd2511f53, x0);
		k0 = (k0 + 0x9e3779b9) >>> 0;
		k1 = (k1 + 0xbb67ae85) >>> 0;
	}
}

/** The upper 32 of the 64 bits of a product, by 16-bit halves, which a double holds exactly. */
function highProduct(a: number, b: number): number {
	const aHigh = a >>> 16;
	const aLow = a & 0xffff;
	const bHigh = b >>> 16;
	const bLow = b & 0xffff;
	const low = aLow * bLow;
	const middle = aHigh * bLow + (low >>> 16);
	const upper = aLow * bHigh + (middle % 0x10000);
	return aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(upper / 0x10000);
}
