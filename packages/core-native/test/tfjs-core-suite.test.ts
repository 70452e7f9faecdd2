import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import exclusions from "./tfjs-core-suite/exclusions.json" with { type: "json" };

const runner = fileURLToPath(new URL("./tfjs-core-suite/run-suite.mjs", import.meta.url));

interface Counts {
	enumerated: number;
	passed: number;
	failed: string[];
	excluded: number;
	pending: number;
}

test("the backend passes the test suite of tfjs-core", { timeout: 180_000 }, () => {
	const run = spawnSync(process.execPath, [runner, "native"], { encoding: "utf8", maxBuffer: 1 << 28 });
	const lastLine = run.stdout.trimEnd().split("\n").at(-1) ?? "";
	expect(lastLine, run.stderr).toMatch(/^\{/);
	const counts = JSON.parse(lastLine) as Counts;
	console.log(
		`tfjs-core's suite: ${counts.enumerated} specs, ${counts.passed} passed, ${counts.failed.length} failed, ` +
			`${counts.excluded} excluded, ${counts.pending} pending (switched off by tfjs)`,
	);
	expect(counts.failed).toEqual([]);
	expect(counts.enumerated).toBeGreaterThanOrEqual(4200);
	expect(counts.passed + counts.excluded + counts.pending).toBe(counts.enumerated);
	// Every exclusion names a spec that exists.
	expect(counts.excluded).toBe(exclusions.length);
	expect(run.status).toBe(0);
});
