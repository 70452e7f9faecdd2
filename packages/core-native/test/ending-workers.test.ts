// A worker thread may end at any moment, whatever the addon does for it just then.
import { beforeAll, expect, test } from "vitest";
import { bundle, report } from "./own-process.js";

// For a longer run, and other moments: MIRADA_WORKER_ENDS=5000 MIRADA_WORKER_SEED=2.
const ends = process.env.MIRADA_WORKER_ENDS ?? "200";
const seed = process.env.MIRADA_WORKER_SEED ?? "1";

let script: string;
beforeAll(() => {
	script = bundle("ending-workers");
});

test(`the process lives when ${ends} workers end while they compute, and exit codes are the caller's`, {
	timeout: 60_000 + 500 * Number(ends),
}, () => {
	const { ended, codes, wrong } = report<{ ended: number; codes: object; wrong: string[] }>(script, {
		args: [ends, seed],
		timeout: 55_000 + 500 * Number(ends),
	});
	console.log(codes);
	expect(wrong).toEqual([]);
	expect(ended).toBe(Number(ends));
});
