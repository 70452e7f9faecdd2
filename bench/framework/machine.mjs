// What a result file records about the machine and the commit.

import { execFileSync } from "node:child_process";
import { arch, cpus, platform, release, totalmem } from "node:os";

export function describeMachine() {
	return {
		cpu: cpus()[0]?.model.trim() ?? "unknown",
		cores: cpus().length,
		memoryGigabytes: Math.round(totalmem() / 2 ** 30),
		system: `${platform()} ${release()} ${arch()}`,
		node: process.version,
	};
}

/** The commit that was measured, with "+" if files differ from it; undefined outside a checkout. */
export function describeCommit(cwd) {
	try {
		const git = (...args) => execFileSync("git", args, { cwd, encoding: "utf8", stdio: "pipe" }).trim();
		// The results that a run writes do not change what it measures.
		const changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!bench/results");
		return git("rev-parse", "--short", "HEAD") + (changed ? "+" : "");
	} catch {
		return undefined;
	}
}
