// In a file of its own: a process that has loaded the core keeps it.

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runRecorded } from "./recorded-io.js";

const out = "runs-that-are-never-made";

describe("a native core that is missing", () => {
	const before = process.env.MIRADA_CORE_PATH;
	beforeAll(() => {
		process.env.MIRADA_CORE_PATH = join("nowhere", "no-core.node");
	});
	afterAll(() => {
		if (before === undefined) delete process.env.MIRADA_CORE_PATH;
		else process.env.MIRADA_CORE_PATH = before;
	});

	it.each([
		["en", "the native core is not built", "Build it with `npm run build`"],
		["es", "el núcleo nativo no está compilado", "Compílalo con `npm run build`"],
	])("ends with 6, tells how to build it, and falls back to nothing (%s)", async (language, says, hint) => {
		const run = await runRecorded(["homework", "--lang", language, "--out", out]);
		expect(run.err).toContain(says);
		expect(run.err).toContain("no-core.node");
		expect(run.err).toContain(hint);
		expect(run.err).toContain("--backend mirada-wasm");
		expect(run.out).toBe("");
		expect(run.code).toBe(6);
	});

	it("is what doctor finds", async () => {
		const { code, out: found } = await runRecorded(["doctor"]);
		expect(found).toContain("✗ native core");
		expect(code).toBe(6);
	});
});
