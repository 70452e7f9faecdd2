// How long one call takes: for contenders in Node and in a page.

/** Shorter batches than this would measure the clock. */
const BATCH_SECONDS = 0.002;
const LONG_CALL_SECONDS = 0.2;

/** An engine compiles WebAssembly fast at first, and well once it has run for a while. */
const WARM_UP_MILLISECONDS = 1000;

export function warmUp(work) {
	const end = performance.now() + WARM_UP_MILLISECONDS;
	do work.run();
	while (performance.now() < end);
}

/** Batches of calls until the time is over; a call that is long by itself is its own batch. */
export async function time(work, milliseconds) {
	const once = async (calls) => {
		const start = performance.now();
		for (let i = 0; i < calls; i++) {
			const result = work.run();
			if (result instanceof Promise) await result;
		}
		return (performance.now() - start) / 1000 / calls;
	};
	// The first call of a turn finds cold caches and sleeping threads; long calls do not notice.
	if (!(work.lastSeconds > LONG_CALL_SECONDS)) work.lastSeconds = await once(1);
	if (work.lastSeconds < LONG_CALL_SECONDS) work.lastSeconds = await once(1);
	const calls = Math.max(1, Math.ceil(BATCH_SECONDS / Math.max(work.lastSeconds, 1e-7)));
	const batches = [];
	const end = performance.now() + milliseconds;
	do batches.push(await once(calls));
	while (performance.now() < end);
	batches.sort((a, b) => a - b);
	work.lastSeconds = batches[Math.floor(batches.length / 2)];
	return { seconds: work.lastSeconds, calls: calls * batches.length };
}
