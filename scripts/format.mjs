// `pnpm format`: lays out every source as the checks want it.

import { messagesFor } from "./setup/messages.mjs";
import { showLogTail } from "./setup/step.mjs";
import { checkBiome, checkClangFormat } from "./suites/checks.mjs";

const say = messagesFor(process.argv);
for (const run of [checkBiome, checkClangFormat]) {
	const { failed, log } = await run({ write: true });
	if (failed > 0) {
		showLogTail(log, say);
		process.exitCode = 1;
	}
}
