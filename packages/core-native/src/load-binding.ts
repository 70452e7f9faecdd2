// Finds and loads the addon, once a process.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Binding } from "./binding/binding.js";
import { type LoadAttempt, NativeLoadError } from "./native-load-error.js";

let loaded: Binding | undefined;

function candidates(): string[] {
	// MIRADA_CORE_PATH names one file and nothing else is tried: for a core built elsewhere, and for tests.
	const named = process.env.MIRADA_CORE_PATH;
	if (named) return [named];
	return ["Release", "Debug"].map((configuration) =>
		fileURLToPath(new URL(`../build/${configuration}/mirada_core.node`, import.meta.url)),
	);
}

/**
 * The addon's functions. Loads it on the first call.
 * @throws NativeLoadError with each file tried and the commands that build it.
 */
export function loadBinding(): Binding {
	if (loaded) return loaded;
	const require = createRequire(import.meta.url);
	const attempts: LoadAttempt[] = [];
	for (const file of candidates()) {
		if (!existsSync(file)) {
			attempts.push({ file, reason: "no such file" });
			continue;
		}
		try {
			loaded = require(file) as Binding;
			return loaded;
		} catch (error) {
			attempts.push({ file, reason: error instanceof Error ? error.message : String(error) });
		}
	}
	throw new NativeLoadError(attempts);
}
