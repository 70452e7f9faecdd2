// Masks as tables of booleans; **true = may attend**.

import { requireInteger } from "@mirada/core-native/contract";
import { ShapeError } from "../shape-error.js";
import { requireBooleans, requireVector } from "./require-numbers.js";

/** `mask[t][s]`. */
export type BooleanMatrix = readonly (readonly boolean[])[];

/** No look into the future: `mask[t][s] = s <= t`. */
export function causalMask(T: number, S = T): boolean[][] {
	requireInteger("byHand.causalMask", "T", T);
	requireInteger("byHand.causalMask", "S", S);
	return table(T, S, (t, s) => s <= t);
}

/** Real tokens of one sentence, the same for each of its T queries: `mask[t][s] = tokens[s] != padId`. */
export function paddingMask(tokens: readonly number[], T: number, padId = 0): boolean[][] {
	requireVector("byHand.paddingMask", "tokens", tokens);
	requireInteger("byHand.paddingMask", "T", T);
	return table(T, tokens.length, (_, s) => tokens[s] !== padId);
}

/** AND of two masks. */
export function combineMasks(a: BooleanMatrix, b: BooleanMatrix): boolean[][] {
	requireBooleans("byHand.combineMasks", "a", a);
	requireBooleans("byHand.combineMasks", "b", b);
	if (a.length !== b.length || a.some((row, t) => row.length !== b[t]!.length)) {
		throw new ShapeError({
			where: "byHand.combineMasks",
			expected: "two masks of one shape",
			got: `${a.length} and ${b.length} rows, or rows of different lengths`,
		});
	}
	return a.map((row, t) => row.map((allowed, s) => allowed && b[t]![s]!));
}

function table(T: number, S: number, rule: (t: number, s: number) => boolean): boolean[][] {
	return Array.from({ length: T }, (_, t) => Array.from({ length: S }, (_, s) => rule(t, s)));
}
