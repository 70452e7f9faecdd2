// The addon survives anything that JavaScript passes to it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "mirada-hostile-"));
const core = fileURLToPath(new URL("../build/Release/mirada_core.node", import.meta.url));
const environment = { MIRADA_CORE_PATH: core, ...process.env };

beforeAll(() => {
	for (const name of ["hostile-arguments", "two-workers"]) {
		buildSync({
			entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
			bundle: true,
			platform: "node",
			format: "esm",
			outfile: join(folder, `${name}.mjs`),
		});
	}
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(name: string) {
	return JSON.parse(
		execFileSync(process.execPath, [join(folder, `${name}.mjs`)], { encoding: "utf8", env: environment }),
	);
}

test("hostile arguments give TypeError or RangeError that say what was expected and what came", () => {
	const { calls, others, typeErrors, rangeErrors, returned } = run("hostile-arguments");
	console.log({ calls, typeErrors, rangeErrors, returned });
	expect(others).toEqual([]);
	expect(calls).toBeGreaterThan(2000);
	expect(typeErrors).toBeGreaterThan(1000);
	expect(rangeErrors).toBeGreaterThan(100);
});

test("two worker threads load the addon and compute the same bits as the main thread", () => {
	const { digests } = run("two-workers");
	expect(digests).toHaveLength(3);
	expect(new Set(digests).size).toBe(1);
});
