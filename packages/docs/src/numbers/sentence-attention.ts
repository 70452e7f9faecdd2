// Self-attention over a short padded sentence under any mask, and what a change to one word changes: the leak test.

import { byHandAttention, causalMask, combineMasks, paddingMask } from "./by-hand.js";

/** Four words and two tokens of padding. */
export const LENGTH = 4;
export const TOKENS = 6;
/** Any number but 0, which stands for padding. */
const tokenIds = [1, 2, 3, 4, 0, 0];

/** One vector a token: query, key and value at once, as in self-attention without projections. */
const vectors: readonly (readonly number[])[] = [
	[2, 0, 0, 1],
	[0, 2, 1, 0],
	[1, 0, 2, 0],
	[0, 1, 1, 2],
	[1, 1, 1, 1],
	[1, 1, 1, 1],
];
/** What a word becomes when the leak test changes it. */
const changedVector = [-1, 2, -1, 2];

export type Mask = readonly (readonly boolean[])[];

export const maskNames = ["none", "padding", "causal", "both", "reversed", "window"] as const;
export type MaskName = (typeof maskNames)[number];

/** `mask[t][s]`: query t may attend to key s. */
export function maskOf(name: MaskName): Mask {
	const padding = paddingMask(tokenIds, TOKENS);
	const causal = causalMask(TOKENS);
	switch (name) {
		case "none":
			return causal.map((row) => row.map(() => true));
		case "padding":
			return padding;
		case "causal":
			return causal;
		case "both":
			return combineMasks(causal, padding);
		case "reversed":
			return causal.map((row) => row.map((allowed) => !allowed));
		case "window":
			return combineMasks(
				causal.map((row, t) => row.map((_, s) => Math.abs(t - s) <= 1)),
				padding,
			);
		default:
			return name satisfies never;
	}
}

export function weightsUnder(mask: Mask): number[][] {
	return attendWith(vectors, mask).weights;
}

/** Which outputs (of the four words) change when word `changed` becomes another. */
export function outputsChangedBy(changed: number, mask: Mask): boolean[] {
	const other = vectors.map((vector, i) => (i === changed ? changedVector : vector));
	const [before, after] = [attendWith(vectors, mask).contexts, attendWith(other, mask).contexts];
	return before
		.slice(0, LENGTH)
		.map((context, t) => context.some((value, i) => Math.abs(value - after[t]![i]!) > 1e-12));
}

function attendWith(tokens: readonly (readonly number[])[], mask: Mask) {
	return byHandAttention({ queries: tokens, keys: tokens, values: tokens, mask });
}
