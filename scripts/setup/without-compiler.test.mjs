// Set-up where there is neither compiler nor cmake nor anything to install them with.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { coresFor } from "./cores-for.mjs";
import { repositoryRoot } from "./repository-root.mjs";

let folder;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "mirada-no-tools-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `PATH` has nothing; the compiler is looked for in it, and `.mirada` may have a cmake. */
function setUp(run, ...args) {
	return spawnSync(
		process.execPath,
		[join(repositoryRoot, "scripts", "setup.mjs"), "--run", run, "--", ...args],
		{
			encoding: "utf8",
			env: { PATH: folder, CXX: "no-such-compiler" },
		},
	);
}

// Windows finds its compiler by other means.
describe.skipIf(process.platform === "win32")("a command of a clone without a compiler", () => {
	it.each([
		["homework", "en", "Without a compiler: `npm run homework -- --backend mirada-wasm`"],
		["mirada", "es", "Sin compilador: `npm run mirada -- --backend mirada-wasm`"],
	])("%s names the backend that needs none (%s)", (run, language, line) => {
		const { status, stderr } = setUp(run, "--lang", language);
		expect(status).toBe(7);
		expect(stderr).toContain(line);
	});

	it("names it only where it helps", () => {
		const { status, stderr } = setUp("test");
		expect(status).toBe(7);
		expect(stderr).not.toContain("mirada-wasm");
	});
});

describe("the cores for a command", () => {
	const native = { native: "needed", wasm: false };
	const wasm = { native: "no", wasm: true };
	it.each([
		["homework", [], native],
		["homework", ["--backend", "mirada-wasm"], wasm],
		["mirada", ["translate", "--backend=mirada-wasm"], wasm],
		["mirada", ["translate", "--backend", "cpu", "mirada-wasm"], native],
		["mirada", ["--backend", "mirada-wasm", "--backend", "native"], native],
		["bench", ["--backend", "mirada-wasm"], native],
		["pack", [], { native: "no", wasm: false }],
		["docs", [], { native: "if possible", wasm: true }],
		[undefined, [], native],
	])("%s %j: %j", (run, args, cores) => {
		expect(coresFor(run, args)).toEqual(cores);
	});
});
