// Runs the fuzz of the packages' public functions (api-fuzz/) for a while, in processes of its own. Each kind of finding is
// one failure, told with the line that runs it again.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, fuzzApi } from "../../api-fuzz/fuzz.mjs";
import { logPath } from "../setup/step.mjs";
import { commitSeed } from "./native-tests.mjs";

export const API_FUZZ_LOG = "fuzz-api";

/** Worst first. */
const order = ["crash", "hang", "defect", "unhandled", "wrong", "refused", "error"];

/** Resolves to a SuiteResult; `passed` counts cases. */
export async function runApiFuzz({ seconds, seed = commitSeed(), first = 0, report }) {
	const { cases, findings } = await fuzzApi({ seed, seconds, first, report });
	const sorted = findings.toSorted((a, b) => order.indexOf(b.kind) - order.indexOf(a.kind));
	const path = logPath(API_FUZZ_LOG);
	mkdirSync(dirname(path), { recursive: true });
	// The tail of a log is shown, so the worst stands last.
	writeFileSync(
		path,
		`${sorted.map(describe).join("\n\n")}\n\n${cases} cases, ${findings.length} kinds of findings\n`,
	);
	const failing = findings.reduce((sum, { count }) => sum + count, 0);
	return {
		passed: Math.max(0, cases - failing),
		failed: findings.length,
		note: `seed ${seed}`,
		log: API_FUZZ_LOG,
	};
}
