// The vitest runs: of the sources, of what is built and packed, and of the built site.

import { join } from "node:path";
import { repositoryRoot } from "../setup/repository-root.mjs";
import { runQuietly } from "../setup/step.mjs";
import { obtainWasmCore } from "../wasm/obtain-core.mjs";
import { resultOfVitest } from "./report.mjs";

const vitest = join(repositoryRoot, "node_modules", ".bin", "vitest");

async function runVitest(log, args) {
	const report = join(repositoryRoot, ".mirada", "reports", `${log}.json`);
	const exitCode = await runQuietly(log, vitest, [
		"run",
		"--reporter=default",
		"--reporter=json",
		`--outputFile.json=${report}`,
		"--no-color",
		...args,
	]);
	return resultOfVitest(log, exitCode, report);
}

/** Tests of the backend `mirada-wasm` need its core; without zig they are left out, which the note says. */
export async function runSourceTests(say) {
	const { obstacle } = await obtainWasmCore(say);
	return { ...(await runVitest("vitest", [])), note: obstacle };
}

export const runPackagingTests = () => runVitest("packaging", ["--config", "vitest.packaging.config.ts"]);

export const runSiteTests = () => runVitest("browser", ["--config", "vitest.browser.config.ts"]);
