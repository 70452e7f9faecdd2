import { spawn } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bundleFunction } from "../../test/own-process.js";
import { acquireLock, LockHeldError, type LockOwner } from "./file-lock.js";

let folder: string;
let path: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "mirada-lock-"));
	path = join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

const leave = (owner: Partial<LockOwner>) =>
	writeFileSync(
		path,
		JSON.stringify({ host: hostname(), pid: process.pid, since: "then", started: null, ...owner }),
	);
const refusal = () =>
	acquireLock(path).then(
		() => expect.fail("expected the lock to be held"),
		(error: unknown) => error as LockHeldError,
	);
/** The number of a process that has ended. */
async function deadPid(): Promise<number> {
	const child = spawn(process.execPath, ["-e", ""]);
	await new Promise((resolve) => child.once("close", resolve));
	return child.pid!;
}

describe("acquireLock", () => {
	it("says who holds it, and gives it to the next one once it is released", async () => {
		const release = await acquireLock(path);
		const error = await refusal();
		expect(LockHeldError.is(error)).toBe(true);
		expect(error.owner).toMatchObject({ pid: process.pid, host: hostname() });
		expect(error.message).toContain(`process ${process.pid} on ${hostname()} since 2`);
		release();
		expect(readdirSync(folder)).toEqual([]);
		(await acquireLock(path))();
		expect(readdirSync(folder)).toEqual([]);
	});

	it("takes over the lock of a process that is gone", async () => {
		leave({ pid: await deadPid() });
		const release = await acquireLock(path);
		expect(JSON.parse(readFileSync(path, "utf8")).pid).toBe(process.pid);
		release();
		expect(readdirSync(folder)).toEqual([]);
	});

	it.skipIf(process.platform === "win32")(
		"takes over the lock of a process whose number another one has now",
		async () => {
			leave({ pid: process.ppid, started: "another start" });
			(await acquireLock(path))();
		},
	);

	it("respects a living process whose start is not known, and another machine", async () => {
		leave({ pid: process.ppid, started: null });
		expect((await refusal()).owner?.pid).toBe(process.ppid);
		leave({ pid: await deadPid(), host: "another-machine" });
		expect((await refusal()).owner?.host).toBe("another-machine");
	});

	it("respects a lock that cannot be read for a while, and takes it over when it is old", async () => {
		writeFileSync(path, '{"host":');
		expect((await refusal()).owner).toBeNull();
		utimesSync(path, 0, 0);
		(await acquireLock(path))();
	});

	it("takes over what a takeover that was killed left behind", async () => {
		leave({ pid: await deadPid() });
		mkdirSync(`${path}.takeover`);
		utimesSync(`${path}.takeover`, 0, 0);
		(await acquireLock(path))();
		expect(readdirSync(folder)).toEqual([]);
	});

	it("does not release a lock that has become another's", async () => {
		const release = await acquireLock(path);
		leave({ pid: process.ppid });
		release();
		expect(existsSync(path)).toBe(true);
	});

	it("has one winner where several processes find the same lock left over", async () => {
		leave({ pid: await deadPid() });
		const steps = mkdtempSync(join(tmpdir(), "mirada-steps-"));
		const module = fileURLToPath(new URL("./__fixtures__/contend-for-lock.ts", import.meta.url));
		const program = await bundleFunction(module, "contend");
		const all = 4;
		const outcomes = await Promise.all(
			Array.from({ length: all }, async (_, number) => {
				const argument = JSON.stringify({ path, folder: steps, number, all });
				const child = spawn(process.execPath, [program, argument]);
				let written = "";
				child.stdout.on("data", (chunk) => {
					written += chunk;
				});
				child.stderr.on("data", (chunk) => {
					written += chunk;
				});
				await new Promise((resolve) => child.once("close", resolve));
				return written.trim();
			}),
		);
		rmSync(steps, { recursive: true });
		expect(outcomes.sort()).toEqual(["lost", "lost", "lost", "won"]);
	}, 60_000);
});
