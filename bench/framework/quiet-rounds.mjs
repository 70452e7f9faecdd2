// Rounds on a machine that other programs may use: a disturbed round is repeated a limited number of times, and if it
// stays disturbed, the result says so.

import { isDisturbed, otherWorkPercent } from "./other-work.mjs";

/** A round is run at most this many times. */
const MOST_ATTEMPTS = 3;

/**
 * Runs `rounds` rounds. A disturbed one is repeated, at most MOST_ATTEMPTS times, and `repeats` times over all rounds;
 * the quietest of its attempts counts. `watch()` starts counting other work and returns a function that gives the count.
 *
 * Resolves to `{ rounds, otherWorkPercent }`: what `runRound()` resolved to, and the other work in the worst round that
 * stayed disturbed, undefined if there was none.
 */
export async function quietRounds({ rounds, repeats = rounds, runRound, watch }) {
	let left = repeats;
	const kept = [];
	for (let round = 0; round < rounds; round++) {
		let quietest;
		for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
			const stop = watch();
			const result = await runRound();
			const work = stop();
			if (!quietest || shareOf(work) < shareOf(quietest.work)) quietest = { result, work };
			if (!isDisturbed(work) || left === 0 || attempt === MOST_ATTEMPTS - 1) break;
			left--;
		}
		kept.push(quietest);
	}
	const disturbed = kept.filter(({ work }) => isDisturbed(work)).map(({ work }) => otherWorkPercent(work));
	return {
		rounds: kept.map(({ result }) => result),
		otherWorkPercent: disturbed.length > 0 ? Math.max(...disturbed) : undefined,
	};
}

const shareOf = (work) => (work ? work.others / work.all : 0);
