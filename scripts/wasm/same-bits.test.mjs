// Training on `mirada-wasm` gives the same bits in Node and in Chromium. Part of the suite `browser`, which sees to it that
// both are there.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { repositoryRoot } from "../setup/repository-root.mjs";
import { findChromium } from "../setup/tools.mjs";
import { askSource, bundle, openPage } from "./chromium.mjs";

const core = join(repositoryRoot, "packages", "core-native", "build-wasm", "mirada_core.wasm");
const program = JSON.stringify(join(repositoryRoot, "packages", "cli", "test", "training-bits.ts"));
const folder = mkdtempSync(join(tmpdir(), "mirada-bits-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function bitsInNode() {
	const script = join(folder, "bits.mjs");
	const source = `
		import { readFileSync } from "node:fs";
		import { trainingBits } from ${program};
		console.log((await trainingBits({ bytes: readFileSync(process.argv[2]) })).join("\\n"));
	`;
	writeFileSync(script, await bundle(source, "node"));
	const { stdout, stderr, status } = spawnSync(process.execPath, [script, core], { encoding: "utf8" });
	expect(status, stderr).toBe(0);
	return stdout.trim().split("\n");
}

async function bitsInChromium() {
	const source = `
		import { trainingBits } from ${program};
		${askSource}
		trainingBits({ url: "/mirada_core.wasm" }).then(
			(lines) => ask({ lines }),
			(error) => ask({ error: String(error?.stack ?? error) }),
		);
	`;
	const script = await bundle(source, "browser");
	let page;
	try {
		const { lines, error } = await new Promise((resolve, reject) => {
			openPage({
				chromium: findChromium(),
				script,
				files: { "/mirada_core.wasm": readFileSync(core) },
				receive: async (message) => resolve(message),
			}).then((opened) => {
				page = opened;
			}, reject);
		});
		expect(error).toBeUndefined();
		return lines;
	} finally {
		await page?.close();
	}
}

describe.runIf(existsSync(core))("training on mirada-wasm", () => {
	it("is the same from run to run in Node, and learns", async () => {
		const lines = await bitsInNode();
		expect(await bitsInNode()).toEqual(lines);
		const losses = lines.filter((line) => /^none \d+ /.test(line)).map((line) => Number(line.split(" ")[3]));
		expect(losses.at(-1)).toBeLessThan(0.9 * losses[0]);
	}, 120_000);

	it("gives the same bits in Chromium as in Node", async () => {
		expect(await bitsInChromium()).toEqual(await bitsInNode());
	}, 180_000);
});
