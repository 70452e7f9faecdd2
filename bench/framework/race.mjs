// One row of a benchmark: the contenders compute the same thing, each result is checked, then they are timed in
// alternating turns.

import { significant, summary } from "./statistics.mjs";

/** A peer's variant is out of the race when its trial takes this many times as long as the peer's best. */
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
 * Resolves to the contenders as they stand in a result file: `{ name, variant, threads, ours, seconds: { median, min,
 * max, rounds } | undefined, skipped, wrong, error, best }`.
 */
export async function race({ contenders, check, rounds, roundMilliseconds, outputsFolder }) {
	const entries = contenders.map((contender) => ({ ...contender, rounds: [] }));
	for (const [index, entry] of entries.entries())
		await prepare(entry, { index, wantsOutputs: Boolean(check), outputsFolder });
	if (check) await check(entries.filter(isIn));
	for (const entry of entries.filter(isIn)) await trial(entry, roundMilliseconds / 2);
	for (const entry of entries.filter(isIn)) {
		const rivals = entries.filter((other) => isIn(other) && sameSide(entry, other));
		const best = Math.min(...rivals.map(({ trialSeconds }) => trialSeconds));
		if (!entry.ours && entry.trialSeconds > HOPELESS * best) entry.slower = true;
	}
	const longest = Math.max(0, ...entries.filter(isIn).map(({ trialSeconds }) => trialSeconds));
	const turns = longest > LONG_CALL_SECONDS ? Math.min(rounds, 2) : rounds;
	for (let round = 0; round < turns; round++) {
		for (const entry of entries.filter((candidate) => isIn(candidate) && !candidate.slower))
			await turn(entry, roundMilliseconds);
	}
	for (const entry of entries) await release(entry);
	const results = entries.map(toResult);
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

async function prepare(entry, { index, wantsOutputs, outputsFolder }) {
	await attempt(entry, async () => {
		entry.worker = await entry.process();
		await entry.worker.ask("prepare", entry.request);
		if (wantsOutputs) {
			const { outputs } = await entry.worker.ask("check", { prefix: `${outputsFolder}/${index}-` });
			entry.outputs = outputs;
		}
	});
}

async function trial(entry, milliseconds) {
	await attempt(entry, async () => {
		entry.trialSeconds = (await entry.worker.ask("time", { milliseconds })).seconds;
	});
}

async function turn(entry, milliseconds) {
	await attempt(entry, async () => {
		entry.rounds.push((await entry.worker.ask("time", { milliseconds })).seconds);
	});
}

async function release(entry) {
	if (!entry.worker || entry.worker.ended) return;
	await entry.worker.ask("release").catch(() => {});
	await entry.worker.rest();
}

/** A contender that cannot, fails or dies is out, with its reason, and the race goes on. */
async function attempt(entry, work) {
	try {
		await work();
	} catch (error) {
		entry.skipped = error.skip ?? error.message;
	} finally {
		await entry.worker?.rest();
	}
}

function toResult({ name, variant, threads, ours, skipped, wrong, error, rounds, slower, trialSeconds }) {
	const seconds =
		rounds.length > 0 && !skipped ? summary(rounds.map((value) => significant(value, 5))) : undefined;
	return {
		name,
		variant,
		threads,
		ours: ours || undefined,
		seconds,
		trialSeconds: slower ? significant(trialSeconds) : undefined,
		skipped,
		wrong,
		error: error === undefined ? undefined : significant(error, 3),
	};
}
