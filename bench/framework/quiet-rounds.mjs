// Rounds on a machine that others may use too: a disturbed round is run again, within bounds, and what stays disturbed is
// told with the figures.

import { isDisturbed, otherWorkPercent } from "./other-work.mjs";

/** A round is run at most this many times. */
const MOST_ATTEMPTS = 3;

/**
 * Runs `rounds` rounds. A disturbed one is repeated, at most MOST_ATTEMPTS times, and `repeats` times over all rounds;
 * of its attempts the quietest counts. `watch()` starts to count other work and returns the function that says it.
 *
 * Resolves to `{ rounds, otherWorkPercent }`: what `runRound()` resolved to, and the other work of the worst round that
 * stayed disturbed, undefined where none did.
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
