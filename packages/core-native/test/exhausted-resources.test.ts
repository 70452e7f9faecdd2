// Where threads or memory run out, the core computes with what it got or throws an Error: it never ends the process.
import { chmodSync, copyFileSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { bundle, report } from "./own-process.js";

const core =
	process.env.MIRADA_CORE_PATH ??
	fileURLToPath(new URL("../build/Release/mirada_core.node", import.meta.url));

/** Runs the rest of the command line under limits of bash's `ulimit`. */
const limited = (limits: string): string[] => [
	"bash",
	"-c",
	`ulimit ${limits} && exec "$@"`,
	"bash",
	process.execPath,
];

/** Threads of all processes of this user, which the limit counts together. */
function threadsOfThisUser(): number {
	let threads = 0;
	for (const process_ of readdirSync("/proc")) {
		if (!/^\d+$/.test(process_)) continue;
		try {
			if (statSync(join("/proc", process_)).uid !== process.getuid!()) continue;
			const status = readFileSync(join("/proc", process_, "status"), "utf8");
			threads += Number(/^Threads:\s+(\d+)/m.exec(status)![1]);
		} catch {
			// It has ended meanwhile.
		}
	}
	return threads;
}

// These limits are Linux': it alone counts threads as processes, and has /proc to tell how far away the limits are.
if (process.platform === "linux") {
	let threads: string;
	let memory: string;
	let readableCore: string;
	beforeAll(() => {
		threads = bundle("exhausted-threads");
		memory = bundle("exhausted-memory");
		// Beside the script, where any user may read it.
		readableCore = join(dirname(threads), "mirada_core.node");
		copyFileSync(core, readableCore);
		chmodSync(readableCore, 0o644);
	});

	test("the pool works with the threads that the system gives, and says how many they are", () => {
		// The limit does not bind root, who becomes the user `nobody` for it. Node itself takes some ten threads.
		const isRoot = process.getuid!() === 0;
		const limit = isRoot ? 40 : threadsOfThisUser() + 40;
		const outcome = report(threads, {
			command: limited(`-u ${limit}`),
			env: { MIRADA_NUM_THREADS: "200", MIRADA_CORE_PATH: readableCore },
			...(isRoot && { uid: 65534, gid: 65534 }),
		}) as Record<"threads" | "requestedThreads" | "afterMore" | "afterFew", number> & {
			sameBits: boolean;
			warnings: string[];
		};
		console.log(outcome);
		// The system did refuse some.
		expect(outcome.requestedThreads).toBe(200);
		expect(outcome.threads).toBeLessThan(200);
		expect(outcome.threads).toBeGreaterThanOrEqual(1);
		expect(outcome.afterMore).toBeLessThan(256);
		expect(outcome.afterFew).toBe(1);
		expect(outcome.sameBits).toBe(true);
		expect(outcome.warnings).toEqual([
			expect.stringMatching(`^MiradaWarning: the system gave ${outcome.threads} of 200 threads`),
		]);
	});

	test("temporary arrays that do not fit are an Error, and the core computes on", {
		timeout: 120_000,
	}, () => {
		const { kilobytes } = report<{ kilobytes: number }>(memory);
		const { outcomes, ...rest } = report<{
			outcomes: Record<string, { error: string; works: boolean }>;
			threads: number;
			works: boolean;
		}>(memory, { args: ["call"], command: limited(`-v ${kilobytes + 250 * 1024}`), timeout: 100_000 });
		console.log(outcomes, rest);
		expect(Object.keys(outcomes)).toHaveLength(6);
		for (const [name, { error, works }] of Object.entries(outcomes)) {
			expect(error, name).toMatch(new RegExp(`^Error: ${name}: out of memory`));
			expect(works, name).toBe(true);
		}
		expect(rest.threads).toBeLessThan(256);
		expect(rest.works).toBe(true);
	});
}
