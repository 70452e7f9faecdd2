// tfjs-core's own test suite against the backend `native`, in a process of its own (its specs are Jasmine's).

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../setup/repository-root.mjs";
import { failedWithLog, logPath, runQuietly } from "../setup/step.mjs";

const runner = join(repositoryRoot, "packages", "core-native", "test", "tfjs-core-suite", "run-suite.mjs");

export async function runTfjsCoreSuite() {
	const log = "tfjs-core-suite";
	const exitCode = await runQuietly(log, process.execPath, [runner]);
	const counts = lastJsonLine(readFileSync(logPath(log), "utf8"));
	if (!counts) throw failedWithLog(log, "expected counts as the last line of tfjs-core's suite");
	const { passed, failed, excluded, pending } = counts;
	return {
		passed,
		failed: Math.max(failed.length, exitCode === 0 ? 0 : 1),
		skipped: excluded + pending,
		log,
	};
}

function lastJsonLine(text) {
	const line = text
		.trimEnd()
		.split("\n")
		.findLast((candidate) => candidate.startsWith('{"enumerated"'));
	return line ? JSON.parse(line) : null;
}
