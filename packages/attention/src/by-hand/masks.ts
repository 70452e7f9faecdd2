// Masks as tables of booleans; **true = may attend**.

/** `mask[t][s]`. */
export type BooleanMatrix = readonly (readonly boolean[])[];

/** No look into the future: `mask[t][s] = s <= t`. */
export function causalMask(T: number, S = T): boolean[][] {
	return table(T, S, (t, s) => s <= t);
}

/** Real tokens of one sentence, the same for each of its T queries: `mask[t][s] = tokens[s] != padId`. */
export function paddingMask(tokens: readonly number[], T: number, padId = 0): boolean[][] {
	return table(T, tokens.length, (_, s) => tokens[s] !== padId);
}

/** AND of two masks. */
export function combineMasks(a: BooleanMatrix, b: BooleanMatrix): boolean[][] {
	return a.map((row, t) => row.map((allowed, s) => allowed && b[t]![s]!));
}

function table(T: number, S: number, rule: (t: number, s: number) => boolean): boolean[][] {
	return Array.from({ length: T }, (_, t) => Array.from({ length: S }, (_, s) => rule(t, s)));
}
