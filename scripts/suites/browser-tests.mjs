// Builds the lesson's site and tests it in Chromium, and there the core in WebAssembly. Where there is no Chromium that is
// told, and fails where MIRADA_REQUIRE_CHROMIUM is set (.ci/run sets it).

import { buildSite } from "../../packages/docs/scripts/build-site.mjs";
import { obtainTools } from "../setup/prerequisites.mjs";
import { StepFailed } from "../setup/step.mjs";
import { findChromium } from "../setup/tools.mjs";
import { obtainWasmCore } from "../wasm/obtain-core.mjs";
import { runSiteTests } from "./vitest-suites.mjs";

const LOG = "browser";

/** Resolves to a SuiteResult. */
export async function runBrowserTests(say, env = process.env) {
	if (!findChromium() && env.MIRADA_REQUIRE_CHROMIUM) await obtainTools(["chromium"], say, () => {});
	if (!findChromium()) {
		const note =
			"Chromium is missing, so the site was not tested (apt-get install chromium, or set MIRADA_CHROMIUM)";
		if (env.MIRADA_REQUIRE_CHROMIUM) throw new StepFailed(note);
		return { passed: 0, failed: 0, skipped: 1, note, log: LOG };
	}
	const { obstacle } = await obtainWasmCore(say);
	await buildSite(() => {});
	return { ...(await runSiteTests()), note: obstacle };
}
