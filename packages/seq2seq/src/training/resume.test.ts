// Processes killed by SIGKILL, which no code of ours can notice.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { availableBackends } from "@mirada/test-kit";
import { afterAll, describe, expect, test } from "vitest";
import { bundleFunction, env } from "../../test/own-process.js";
import type { KillableRun } from "./__fixtures__/killable-run.js";

const folder = mkdtempSync(join(tmpdir(), "mirada-resume-"));
afterAll(() => rmSync(folder, { recursive: true }));

const program = await bundleFunction(
	fileURLToPath(new URL("./__fixtures__/killable-run.ts", import.meta.url)),
	"killableRun",
);

/** The last line that the process printed, or the signal that ended it. */
function runInProcess(run: KillableRun): Promise<string> {
	return new Promise((resolve, reject) => {
		execFile(process.execPath, [program, JSON.stringify(run)], { env }, (error, stdout, stderr) => {
			if (error?.signal) resolve(error.signal);
			else if (error) reject(new Error(stderr));
			else resolve(stdout.trim().split("\n").at(-1)!);
		});
	});
}

describe.each(await availableBackends())("a run on %s", (backend) => {
	test("killed in the middle of an epoch and while it writes a checkpoint, then resumed, ends as if never killed", {
		timeout: 120_000,
	}, async () => {
		const unbroken = await runInProcess({
			backend,
			path: join(folder, `${backend}-unbroken`),
			killAfter: 0,
			whileSaving: false,
		});
		const path = join(folder, `${backend}-broken`);
		expect(await runInProcess({ backend, path, killAfter: 3, whileSaving: false })).toBe("SIGKILL");
		expect(await runInProcess({ backend, path, killAfter: 6, whileSaving: true })).toBe("SIGKILL");
		expect(await runInProcess({ backend, path, killAfter: 11, whileSaving: false })).toBe("SIGKILL");
		expect(await runInProcess({ backend, path, killAfter: 0, whileSaving: false })).toBe(unbroken);
		expect(unbroken.length).toBeGreaterThan(1000);
	});
});
