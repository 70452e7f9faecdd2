// tfjs-core's own test suite against the backends `native` and `mirada-wasm`, each in a process of its own (its specs are
// Jasmine's).

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../setup/repository-root.mjs";
import { failedWithLog, logPath, runQuietly } from "../setup/step.mjs";
import { obtainWasmCore } from "../wasm/obtain-core.mjs";

const runner = join(repositoryRoot, "packages", "core-native", "test", "tfjs-core-suite", "run-suite.mjs");

/** Where there is no core for WebAssembly its part is left out, which the note says. */
export async function runTfjsCoreSuite(say) {
	const { obstacle } = await obtainWasmCore(say);
	const backends = obstacle ? ["native"] : ["native", "mirada-wasm"];
	const results = await Promise.all(backends.map(runOn));
	const sum = (name) => results.reduce((total, result) => total + result[name], 0);
	return {
		passed: sum("passed"),
		failed: sum("failed"),
		skipped: sum("skipped"),
		note: obstacle,
		log: (results.find(({ failed }) => failed > 0) ?? results[0]).log,
	};
}

async function runOn(backend) {
	const log = `tfjs-core-suite-${backend}`;
	const exitCode = await runQuietly(log, process.execPath, [runner, backend]);
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
