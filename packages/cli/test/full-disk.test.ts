// A disk that becomes full during a run.

import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runRecorded } from "./recorded-io.js";
import { temporaryFolder, tinySettings } from "./tiny-run.js";

const out = temporaryFolder();

describe.skipIf(!existsSync("/dev/full"))("a full disk", () => {
	it("ends with 4, and nothing is lost but the last lines", async () => {
		const run = join(out, "full");
		mkdirSync(run, { recursive: true });
		// A device that has no room behind the file that grows during the run.
		symlinkSync("/dev/full", join(run, "log.jsonl"));
		// One model and one epoch: the run has to begin, and its end does not matter.
		const short = [...tinySettings, "--epochs", "1", "--attention", "none"];
		const { code, err } = await runRecorded(["train", ...short, "--out", out, "--name", "full"]);
		expect(err).toContain("disk full");
		expect(err).toContain("--resume");
		expect(code).toBe(4);
	}, 300_000);
});
