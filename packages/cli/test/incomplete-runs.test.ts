// What a run leaves out of its corpus, and what it keeps where the disk is full.

import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runRecorded } from "./recorded-io.js";
import { temporaryFolder, tinySettings } from "./tiny-run.js";

const folder = temporaryFolder();
const settings = [...tinySettings, "--out", join(folder, "runs")];

describe("--skip-bad-lines", () => {
	it("trains on the other lines and says how many were left out", async () => {
		const data = join(folder, "skip.txt");
		const pairs = Array.from({ length: 80 }, (_, i) => `word${i} .\tpalabra${i} .\n`).join("");
		writeFileSync(data, `${pairs}no tab\n`);
		const options = ["--data", data, "--skip-bad-lines", "--name", "skip"];
		const { code, err, out } = await runRecorded(["homework", ...settings, ...options]);
		expect(code, err).toBe(1);
		expect(out).toContain("1 line skipped");
	}, 300_000);
});

describe.skipIf(!existsSync("/dev/full"))("a full disk", () => {
	it("ends with 4, and nothing is lost but the last lines", async () => {
		const run = join(folder, "runs", "full");
		mkdirSync(run, { recursive: true });
		// A device that has no room behind the file that grows during the run.
		symlinkSync("/dev/full", join(run, "log.jsonl"));
		const options = ["--epochs", "1", "--attention", "none", "--name", "full"];
		const { code, err } = await runRecorded(["train", ...settings, ...options]);
		expect(err).toContain("disk full");
		expect(err).toContain("--resume");
		expect(code).toBe(4);
	}, 300_000);
});
