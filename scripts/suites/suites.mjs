// Every suite by name, and how a list of them is run and summed.

import { StepFailed, showLogTail, step } from "../setup/step.mjs";
import { runApiFuzz } from "./api-fuzz.mjs";
import { runBrowserTests } from "./browser-tests.mjs";
import { checkBiome, checkClangFormat, checkTypes } from "./checks.mjs";
import { runCliFuzz } from "./cli-fuzz.mjs";
import { runInstructionCounts } from "./instruction-counts.mjs";
import { runNativeFuzz } from "./native-fuzz.mjs";
import { runNativeTests } from "./native-tests.mjs";
import { runTfjsCoreSuite } from "./tfjs-core-suite.mjs";
import { runPackagingTests, runSourceTests } from "./vitest-suites.mjs";
import { runWasmTests } from "./wasm-tests.mjs";

/**
 * Name on the command line -> title and work; quick ones first, so that a slip is seen early. `onRequest`: only
 * when named, because it needs tools that few machines have.
 */
export const suites = {
	types: { title: "Types (tsc, strict)", run: checkTypes },
	lint: { title: "Format and lint (Biome)", run: () => checkBiome() },
	"clang-format": { title: "Format of C++ (clang-format)", run: () => checkClangFormat() },
	unit: { title: "Unit tests (vitest)", run: runSourceTests },
	"tfjs-core": { title: "tfjs-core's own suite", run: runTfjsCoreSuite },
	native: { title: "Native tests", run: () => runNativeTests("plain") },
	wasm: { title: "Native tests, WebAssembly", run: runWasmTests },
	counts: { title: "Instruction counts (callgrind)", run: runInstructionCounts },
	fuzz: { title: "Native fuzz, one minute", run: () => runNativeFuzz({ seconds: 60 }) },
	"fuzz-api": { title: "Fuzz of the public functions", run: () => runApiFuzz({ seconds: 45 }) },
	"fuzz-cli": { title: "Fuzz of the command line, 40 s", run: () => runCliFuzz({ seconds: 40 }) },
	sanitize: { title: "Native tests, ASan and UBSan", run: () => runNativeTests("address-undefined") },
	thread: { title: "Native tests, TSan", run: () => runNativeTests("thread") },
	neon: { title: "Native tests, NEON, emulated", run: () => runNativeTests("neon"), onRequest: true },
	browser: { title: "The site in a browser", run: runBrowserTests },
	packaging: { title: "Node versions, packed application", run: runPackagingTests },
};

/** Runs `[{ title, run }]`; resolves to the sums. A suite that cannot run counts as one failure. */
export async function runSuites(chosen, say) {
	const total = { passed: 0, failed: 0 };
	for (const { title, run } of chosen) {
		try {
			await step(title, say, async () => {
				const result = await run(say);
				total.passed += result.passed;
				total.failed += result.failed;
				if (result.failed > 0) showLogTail(result.log, say);
				return describe(result);
			});
		} catch (error) {
			if (!(error instanceof StepFailed)) throw error;
			total.failed += 1;
		}
	}
	return total;
}

function describe({ passed, failed, skipped, note }) {
	return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}${note ? `, ${note}` : ""}`;
}
