// The native tests compiled for WebAssembly and run in Node, over the instruction sets scalar and wasm.

import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { repositoryRoot } from "../setup/repository-root.mjs";
import { logPath, runQuietly } from "../setup/step.mjs";
import { bothSets, compile, link, sourcesIn } from "../wasm/compile.mjs";
import { obtainWasmCore } from "../wasm/obtain-core.mjs";
import { compileKernels, wasmFolder } from "../wasm/wasm-core.mjs";
import { countsIn, nativeTestSources } from "./native-tests.mjs";

const LOG = "wasm-tests";
const runner = join(repositoryRoot, "scripts", "wasm", "run-program.mjs");
/** Tests of threads, which there are none of. */
const NEEDS_THREADS = "thread_pool_test.cc";

/** Compiles and runs every native test; resolves to a SuiteResult. */
export async function runWasmTests(say) {
	const { zig, obstacle } = await obtainWasmCore(say);
	if (obstacle) return { passed: 0, failed: 0, skipped: 1, note: obstacle, log: LOG };
	const kernels = [
		...(await compileKernels(zig)),
		...(await compile(zig, bothSets, join(wasmFolder, "both-sets"), LOG)),
	];
	const sources = sourcesIn(nativeTestSources).filter(
		(file) => file.endsWith("_test.cc") && basename(file) !== NEEDS_THREADS,
	);
	const total = { passed: 0, failed: 0, log: LOG };
	const waiting = [...sources];
	const worker = async () => {
		for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
			const counts = await runTest(zig, kernels, source);
			total.passed += counts.passed;
			total.failed += counts.failed;
			if (counts.failed > 0 && total.log === LOG) total.log = counts.log;
		}
	};
	await Promise.all(Array.from({ length: availableParallelism() }, worker));
	return total;
}

async function runTest(zig, kernels, source) {
	const name = basename(source, ".cc");
	const log = `wasm-${name}`;
	const program = join(wasmFolder, `${name}.wasm`);
	const [object] = await compile(zig, [source], join(wasmFolder, "tests"), log, 1);
	await link(zig, [...kernels, object], program, ["-Wl,-z,stack-size=4194304"], log);
	const exitCode = await runQuietly(log, process.execPath, [runner, program]);
	return { ...countsIn(readFileSync(logPath(log), "utf8"), exitCode), log };
}
