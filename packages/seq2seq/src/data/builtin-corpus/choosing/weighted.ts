/**
 * A choice among makers with weights.
 */
import type { Random } from "../../random.js";
import type { Common } from "../lexicon/commonness.js";

export type Choice<Result> = readonly [weight: number, make: () => Result];

export function choose<Result>(random: Random, choices: readonly Choice<Result>[]): Result {
	let left = random.float() * choices.reduce((sum, [weight]) => sum + weight, 0);
	for (const [weight, make] of choices) {
		left -= weight;
		if (left < 0) return make();
	}
	return choices.at(-1)![1]();
}

/** A word, the common ones more often. */
export function pickCommon<Word extends Common>(random: Random, words: readonly Word[]): Word {
	for (;;) {
		const word = random.pick(words);
		if (random.chance(word.commonness)) return word;
	}
}

/** `count` different items. */
export function pickSeveral<Item>(random: Random, items: readonly Item[], count: number): Item[] {
	return random.shuffle([...items]).slice(0, count);
}
