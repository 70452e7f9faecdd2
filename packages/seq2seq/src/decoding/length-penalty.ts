// Length penalties: without one, beam search prefers short translations, because every token costs probability.
// Two formulas share the name in the literature, so each is named and written down.
//
//   none      score = log P(Y|X)
//   average   score = log P(Y|X) / |Y|^alpha            alpha 1: the mean log probability per token
//   gnmt      score = log P(Y|X) / ((5 + |Y|) / 6)^alpha       (Wu et al., 2016, GNMT, eq. 14)
//
// |Y| counts the tokens whose probabilities are multiplied: `eos` included when it was written.

import { describeValue, type OptionNames, requireOptions } from "@mirada/core-native/contract";

const DIVISORS = {
	none: () => 1,
	average: (length, alpha) => length ** alpha,
	gnmt: (length, alpha) => ((5 + length) / 6) ** alpha,
} satisfies Record<string, (length: number, alpha: number) => number>;

/** Alphas in use: 1 for `average` (its plain mean), 0.6 for `gnmt` (Wu et al. found 0.6 to 0.7 best). */
const DEFAULT_ALPHAS = { none: 0, average: 1, gnmt: 0.6 } satisfies Record<keyof typeof DIVISORS, number>;

export interface LengthPenalty {
	kind: keyof typeof DIVISORS;
	/** How much length matters: 0 not at all. Default 1 for `average`, 0.6 for `gnmt`. */
	alpha?: number;
}

const NAMES: OptionNames<LengthPenalty> = { kind: true, alpha: true };

export function checkLengthPenalty(where: string, penalty: LengthPenalty): void {
	requireOptions(where, penalty, NAMES);
	const { kind, alpha = 0 } = penalty;
	if (typeof kind !== "string" || !Object.hasOwn(DIVISORS, kind)) {
		throw new RangeError(
			`${where}: expected lengthPenalty.kind ${Object.keys(DIVISORS).join(", ")}, got ${describeValue(kind)}`,
		);
	}
	if (!Number.isFinite(alpha)) {
		throw new RangeError(
			`${where}: expected lengthPenalty.alpha to be a finite number, got ${describeValue(alpha)}`,
		);
	}
}

/** What the log probability of `length` tokens is divided by: monotonic in the length. */
export function lengthDivisor(length: number, { kind, alpha = DEFAULT_ALPHAS[kind] }: LengthPenalty): number {
	return DIVISORS[kind](length, alpha);
}

/** The log probability of `length` tokens after the penalty. */
export function penalizeLength(logProb: number, length: number, penalty: LengthPenalty): number {
	return logProb / lengthDivisor(length, penalty);
}

/**
 * The best score that a translation with `logProb` after `length` tokens can still reach by `maxLength`.
 * More tokens only lower the log probability, so it stays as it is at best; the divisor changes monotonically
 * with the length, so its best value lies at one of the two ends.
 */
export function bestReachableScore(
	logProb: number,
	{ length, maxLength, penalty }: { length: number; maxLength: number; penalty: LengthPenalty },
): number {
	return Math.max(
		penalizeLength(logProb, length + 1, penalty),
		penalizeLength(logProb, Math.max(length + 1, maxLength), penalty),
	);
}
