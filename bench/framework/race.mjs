// One row of a benchmark: the contenders compute the same thing, each result is checked, then they are timed in
// alternating turns.

import { watchOtherWork } from "./other-work.mjs";
import { quietRounds } from "./quiet-rounds.mjs";
import { significant, summary } from "./statistics.mjs";

/** A peer's variant is dropped if its trial takes this many times as long as the peer's best. */
const HOPELESS = 1.3;
/** A contender whose single call takes longer gets fewer rounds. */
const LONG_CALL_SECONDS = 1;

/**
 * Contenders: `{ name, variant?, threads, ours?, process, request }`, where `process()` resolves to a
 * ContenderProcess and `request` is what its `prepare` takes. Several variants of one name and thread count compete
 * for being its best; ours are all timed.
 *
 * `check(prepared)` gets the contenders with their `outputs` and sets `wrong` (a reason) and `error` (a number) on
 * them; a wrong result is never timed.
 *
 * A round, or a trial of all contenders, in which other programs used the machine is repeated (quiet-rounds.mjs); if it
 * stays disturbed, all contenders timed in it get `otherWorkPercent`.
 *
 * Resolves to the contenders as written to a result file: `{ name, variant, threads, ours, seconds: { median, min,
 * max, rounds } | undefined, skipped, wrong, error, best, otherWorkPercent }`.
 */
export async function race({
	contenders,
	check,
	rounds,
	roundMilliseconds,
	outputsFolder,
	watch = watchOtherWork,
}) {
	const entries = contenders.map((contender, index) => ({ ...contender, index, rounds: [] }));
	const watchRacing = () => watch(() => entries.flatMap(({ worker }) => worker?.pid ?? []));
	const trials = async (candidates) => {
		const runRound = () => timeEach(candidates, roundMilliseconds / 2, knownTrial);
		const quiet = await quietRounds({ rounds: 1, repeats: 2, runRound, watch: watchRacing });
		for (const [entry, seconds] of quiet.rounds[0]) entry.trialSeconds = seconds;
		dropHopeless(entries);
	};
	const most = Math.max(...entries.map(({ threads }) => threads));
	const first = entries.filter(({ ours, threads }) => ours || threads === most);
	for (const entry of first) await prepare(entry, { wantsOutputs: Boolean(check), outputsFolder });
	await trials(first.filter(isIn));
	// A variant that was dropped with all threads is not tried with fewer.
	const others = entries.filter((entry) => !first.includes(entry) && isIn(twinOf(entry, first) ?? entry));
	const second = others.filter((entry) => !twinOf(entry, first)?.slower);
	for (const entry of second) await prepare(entry, { wantsOutputs: Boolean(check), outputsFolder });
	const racing = [...first, ...second];
	if (check) {
		try {
			await check(racing.filter(isIn));
		} catch (error) {
			for (const entry of racing) entry.wrong ??= `could not be checked: ${error.message}`;
		}
	}
	await trials(second.filter(isIn));
	const longest = Math.max(0, ...racing.filter(isIn).map(({ trialSeconds }) => trialSeconds));
	const turns = longest > LONG_CALL_SECONDS ? Math.min(rounds, 2) : rounds;
	const timed = racing.filter((entry) => isIn(entry) && !entry.slower);
	const runRound = () => timeEach(timed.filter(isIn), roundMilliseconds);
	const quiet = await quietRounds({ rounds: turns, runRound, watch: watchRacing });
	for (const [entry, seconds] of quiet.rounds.flatMap((round) => [...round])) entry.rounds.push(seconds);
	for (const entry of racing) await release(entry);
	const results = racing
		.toSorted((a, b) => a.index - b.index)
		.map((entry) => toResult(entry, quiet.otherWorkPercent));
	for (const result of results) {
		const rivals = results.filter((other) => other.seconds && sameSide(result, other));
		if (result.seconds && !result.ours)
			result.best = rivals.every((other) => other.seconds.median >= result.seconds.median);
	}
	return results;
}

const isIn = (entry) => !entry.skipped && !entry.wrong;
const sameSide = (a, b) =>
	a.name === b.name && a.threads === b.threads && Boolean(a.ours) === Boolean(b.ours);

/** The same variant of the same peer with all threads. */
function twinOf({ name, variant, threads }, first) {
	return first.find((other) => other.name === name && other.variant === variant && other.threads > threads);
}

function dropHopeless(entries) {
	for (const entry of entries) {
		const rivals = entries.filter((other) => isIn(other) && other.trialSeconds && sameSide(entry, other));
		const best = Math.min(...rivals.map(({ trialSeconds }) => trialSeconds));
		entry.slower = !entry.ours && entry.trialSeconds > HOPELESS * best;
	}
}

async function prepare(entry, { wantsOutputs, outputsFolder }) {
	await attempt(entry, async () => {
		entry.worker = await entry.process();
		await entry.worker.ask("prepare", { ...entry.request, slot: entry.index });
		if (wantsOutputs) {
			const prefix = `${outputsFolder}/${entry.index}-`;
			const { outputs, seconds } = await entry.worker.ask("check", { prefix, slot: entry.index });
			Object.assign(entry, { outputs, checkSeconds: seconds });
		}
	});
}

/** A long first call is accurate enough to serve as the trial. */
const knownTrial = ({ checkSeconds }) => (checkSeconds > LONG_CALL_SECONDS ? checkSeconds : undefined);

/** One turn of every entry: a map of entries to seconds, without those that failed. `known` replaces a turn. */
async function timeEach(entries, milliseconds, known = () => undefined) {
	const seconds = new Map();
	for (const entry of entries) {
		await attempt(entry, async () => {
			seconds.set(
				entry,
				known(entry) ?? (await entry.worker.ask("time", { milliseconds, slot: entry.index })).seconds,
			);
		});
	}
	return seconds;
}

async function release(entry) {
	if (!entry.worker || entry.worker.ended) return;
	await entry.worker.ask("release", { slot: entry.index }).catch(() => {});
	await entry.worker.rest();
}

/** A contender that skips, fails or dies is dropped, with the reason, and the race continues. */
async function attempt(entry, work) {
	try {
		await work();
	} catch (error) {
		entry.skipped = error.skip ?? error.message;
	} finally {
		await entry.worker?.rest();
	}
}

function toResult(
	{ name, variant, threads, ours, extra, skipped, wrong, error, rounds, slower, trialSeconds },
	otherWorkPercent,
) {
	const seconds =
		rounds.length > 0 && !skipped ? summary(rounds.map((value) => significant(value, 5))) : undefined;
	return {
		name,
		variant,
		threads,
		ours: ours || undefined,
		extra: extra || undefined,
		seconds,
		otherWorkPercent: seconds && otherWorkPercent,
		trialSeconds: slower ? significant(trialSeconds) : undefined,
		skipped,
		wrong,
		error: error === undefined ? undefined : significant(error, 3),
	};
}
