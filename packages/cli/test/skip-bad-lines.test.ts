// `--skip-bad-lines` trains on what is left of a file.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runRecorded } from "./recorded-io.js";
import { temporaryFolder, tinySettings } from "./tiny-run.js";

const folder = temporaryFolder();

it("trains on the other lines and says how many were skipped", async () => {
	const data = join(folder, "skip.txt");
	const pairs = Array.from({ length: 80 }, (_, i) => `word${i} .\tpalabra${i} .\n`).join("");
	writeFileSync(data, `${pairs}no tab\n`);
	const argv = ["homework", ...tinySettings, "--out", join(folder, "runs"), "--data", data];
	const { code, err, out } = await runRecorded([...argv, "--skip-bad-lines"]);
	expect(code, err).toBe(1);
	expect(out).toContain("1 line skipped");
}, 300_000);
