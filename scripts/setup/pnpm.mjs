// The pinned pnpm, by npx: that works wherever npm does, while corepack may be absent or forbidden.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "./repository-root.mjs";
import { runQuietly } from "./step.mjs";

const { packageManager } = JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8"));

/** `["npx", "-y", "pnpm@…"]`: the version is the one that package.json pins. */
export const pnpmCommand = ["npx", "-y", packageManager];

const quietEnvironment = {
	// Without a terminal pnpm asks nothing and draws no progress bar.
	CI: "1",
	npm_config_update_notifier: "false",
	TURBO_TELEMETRY_DISABLED: "1",
	DO_NOT_TRACK: "1",
	TURBO_NO_UPDATE_NOTIFIER: "1",
};

/** Runs pnpm quietly into the log `name`; resolves to the exit code. */
export function runPnpm(name, args, options = {}) {
	const [npx, ...fixed] = pnpmCommand;
	return runQuietly(name, npx, [...fixed, ...args], {
		...options,
		env: { ...quietEnvironment, ...options.env },
	});
}
