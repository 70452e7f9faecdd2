// Runs the test suite that tfjs-core ships in its npm package against one of our backends, in a process
// of its own: the specs are Jasmine's and want its globals.
//
//   node run-suite.mjs [native|mirada-wasm|twin] [part of a spec's name]
//
// The last line of the output is JSON: { enumerated, passed, failed: [names], excluded, pending }.
// The exit status is 1 when a spec fails or fewer specs are found than tfjs-core 4.22 has.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Jasmine from "jasmine";
import { bundleSuite } from "./bundle-suite.mjs";

/** tfjs-core 4.22.0 has 4,230; a bundle that lost its tests must not look like a success. */
const FEWEST_SPECS = 4200;

const [backend = "native", part = ""] = process.argv.slice(2);
const folder = dirname(fileURLToPath(import.meta.url));
const bundleFolder = mkdtempSync(join(tmpdir(), "tfjs-core-suite-"));
const bundle = join(bundleFolder, "suite.cjs");
await bundleSuite({
	setup: join(folder, `setup-${backend}.ts`),
	backend: backend === "twin" ? "native" : backend,
	outfile: bundle,
});

const counts = { enumerated: 0, passed: 0, failed: [], excluded: 0, pending: 0 };
const runner = new Jasmine({ projectBaseDir: bundleFolder });
runner.exitOnCompletion = false;
runner.clearReporters();
runner.addReporter({
	specDone(result) {
		if (result.status === "passed") counts.passed++;
		if (result.status === "pending") counts.pending++;
		if (result.status === "failed") {
			counts.failed.push(result.fullName);
			const reasons = result.failedExpectations.map((failure) =>
				firstLines(failure.stack || failure.message),
			);
			console.log(`FAILED ${result.fullName}\n    ${reasons.join("\n    ")}`);
		}
	},
});

// [{ spec: full name, reason }]: specs that `native` need not pass. Only what tfjs' own cpu backend fails too
// (run `twin`) may stand there. At present there is none.
const exclusions = JSON.parse(readFileSync(join(folder, "exclusions.json"), "utf8"));
const excluded = new Set(exclusions.map(({ spec }) => spec));
const seen = new Set();
runner.env.configure({
	random: false,
	specFilter(spec) {
		const name = spec.getFullName();
		// Jasmine asks twice about a spec.
		const isNew = !seen.has(spec.id);
		seen.add(spec.id);
		if (isNew) counts.enumerated++;
		if (backend !== "twin" && excluded.has(name)) {
			if (isNew) counts.excluded++;
			return false;
		}
		return name.includes(part);
	},
});

// The bundle lies outside of the package, so its own `require` would not find what is kept external.
globalThis.suiteRequire = createRequire(import.meta.url);
await runner.execute([bundle]);
rmSync(bundleFolder, { recursive: true, force: true });

console.log(JSON.stringify(counts));
if (counts.enumerated < FEWEST_SPECS) {
	console.error(`tfjs-core suite: expected at least ${FEWEST_SPECS} specs, got ${counts.enumerated}`);
	process.exit(1);
}
process.exit(counts.failed.length === 0 ? 0 : 1);

function firstLines(text) {
	return String(text).split("\n").slice(0, 4).join("\n    ");
}
