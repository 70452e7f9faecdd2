// Dropout whose mask is a pure function of (seed, step, site, row, time, feature): the same on every
// backend, the same after a resume, and the same whatever padding a batch carries. One call of the kernel
// `FusedDropout` where the active backend has it, else a mask made here and a product.
import { requireTensor } from "@mirada/attention";
import {
	describeValue,
	FusedDropout,
	type FusedDropoutAttributes,
	type OptionNames,
	requireKind,
	requireMethods,
	requireOptions,
} from "@mirada/core-native/contract";
import { hasKernel } from "@mirada/core-native/gradients";
import * as tf from "@tensorflow/tfjs";
import { deriveKey, GOLDEN, mix32 } from "./counter-random.js";
import type { ScratchArrays } from "./scratch-arrays.js";

/** Which mask: one per training step and per place in the model. */
export interface DropoutKey {
	/** Seed of the run. */
	seed: number;
	/** Training step, from 1. */
	step: number;
	/** Place in the model, any small integer. */
	site: number;
}

/** Dropout as part of another op. */
export interface Dropout {
	/** Probability that an element is dropped. */
	rate: number;
	key: DropoutKey;
	/** Where a mask's array comes from, if one is made here; default a new one. */
	scratch?: ScratchArrays | undefined;
}

/** As the fused kernels take it; nothing is dropped without it. */
export function dropoutAttributes(dropout: Dropout | undefined): { dropoutRate: number; dropoutKey: number } {
	if (dropout === undefined || dropout.rate === 0) return { dropoutRate: 0, dropoutKey: 0 };
	requireRate(dropout.rate);
	const { seed, step, site } = dropout.key;
	return { dropoutRate: dropout.rate, dropoutKey: deriveKey(seed, step, site) };
}

/** `dropout` where it is asked for, else `x` itself. */
export function dropoutIfAsked(x: tf.Tensor3D, drop: Dropout | undefined): tf.Tensor3D {
	return drop === undefined ? x : dropout(x, drop.rate, drop.key, drop.scratch);
}

/**
 * Inverted dropout: y = x mask / (1 - rate), mask ~ Bernoulli(1 - rate)   (Srivastava et al. 2014).
 *
 * @param x (B, T, D)
 * @param rate probability that an element is dropped; 0 returns `x` itself
 * @param scratch where to take the mask's array from; default a new one
 * @returns (B, T, D)
 */
export function dropout(x: tf.Tensor3D, rate: number, key: DropoutKey, scratch?: ScratchArrays): tf.Tensor3D {
	requireTensor("dropout", "x (B,T,D)", x, [3], ["float32"]);
	requireRate(rate);
	if (rate === 0) return x;
	requireKey("dropout", key);
	if (scratch !== undefined)
		requireMethods("dropout", "scratch", scratch, "ScratchArrays", ["take", "reclaim"]);
	if (hasKernel(FusedDropout)) return fused(x, rate, key);
	const mask = scratch?.take(x.size) ?? new Float32Array(x.size);
	fillDropoutMask(mask, x.shape, rate, key);
	return tf.mul(x, tf.tensor3d(mask, x.shape));
}

function fused(x: tf.Tensor3D, rate: number, { seed, step, site }: DropoutKey): tf.Tensor3D {
	const attributes: FusedDropoutAttributes = { rate, key: deriveKey(seed, step, site) };
	const drop = (input: tf.Tensor): tf.Tensor => {
		// It is its own gradient, and so has gradients of every order.
		const taped = tf.customGrad((x) => ({
			value: tf.engine().runKernel(FusedDropout, { x: x as tf.Tensor }, { ...attributes }) as tf.Tensor,
			gradFunc: drop,
		}));
		return taped(input);
	};
	return drop(x) as tf.Tensor3D;
}

function requireRate(rate: number): void {
	if (!(typeof rate === "number" && rate >= 0 && rate < 1)) {
		throw new RangeError(`dropout: expected a rate in [0, 1), got ${describeValue(rate)}`);
	}
}

const KEY_NAMES: OptionNames<DropoutKey> = { seed: true, step: true, site: true };
const NAMES: OptionNames<Dropout> = { rate: true, key: true, scratch: true };

function requireKey(where: string, key: DropoutKey): void {
	requireOptions(where, key, KEY_NAMES);
	requireKind(where, "key.seed", key.seed, "number");
	requireKind(where, "key.step", key.step, "number");
	requireKind(where, "key.site", key.site, "number");
}

/** @throws TypeError, RangeError unless `drop` says which elements to drop. */
export function requireDropout(where: string, drop: Dropout | undefined): void {
	if (drop === undefined) return;
	requireOptions(where, drop, NAMES);
	requireRate(drop.rate);
	requireKey(where, drop.key);
}

/** Fills B*T*D numbers, each 0 or 1 / (1 - rate). */
export function fillDropoutMask(
	mask: Float32Array,
	[B, T, D]: readonly [number, number, number],
	rate: number,
	{ seed, step, site }: DropoutKey,
): void {
	requireRate(rate);
	const key = deriveKey(seed, step, site);
	const kept = 1 / (1 - rate);
	const threshold = Math.round(rate * 2 ** 16);
	for (let b = 0, i = 0; b < B; b++) {
		for (let t = 0; t < T; t++) {
			// A key per (row, time): padding added to a batch moves no element to another random number.
			let counter = deriveKey(key, b, t);
			const end = i + D;
			// 16 random bits for each of two elements.
			for (; i + 1 < end; i += 2) {
				counter = (counter + GOLDEN) | 0;
				const bits = mix32(counter);
				mask[i] = (bits & 0xffff) >= threshold ? kept : 0;
				mask[i + 1] = bits >>> 16 >= threshold ? kept : 0;
			}
			if (i < end) mask[i++] = (mix32(counter + GOLDEN) & 0xffff) >= threshold ? kept : 0;
		}
	}
}
