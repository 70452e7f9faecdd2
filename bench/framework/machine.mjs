// What a result file says of the machine and of those who ran on it.

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

/** The commit that was measured, with "+" where files differ from it; undefined outside of a checkout. */
export function describeCommit(cwd) {
	try {
		const git = (...args) => execFileSync("git", args, { cwd, encoding: "utf8", stdio: "pipe" }).trim();
		// The results that a run writes are no change of what it measures.
		const changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!bench/results");
		return git("rev-parse", "--short", "HEAD") + (changed ? "+" : "");
	} catch {
		return undefined;
	}
}
