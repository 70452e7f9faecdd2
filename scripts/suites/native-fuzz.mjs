// Runs the native fuzz programs for a while: random arguments of attention, matrix products, LSTM and loss on
// every instruction set, against double precision. What fails is told as a line that runs it again.

import { readdirSync, readFileSync } from "node:fs";
import { logPath, runQuietly } from "../setup/step.mjs";
import {
	buildNativeTests,
	commitSeed,
	countsIn,
	nativeExecutable,
	nativeTestSources,
} from "./native-tests.mjs";

/** The one that gets the whole time; the others share as much beside it. */
const LONGEST = "attention_fuzz";

/** Programs by name, the longest first. */
export function fuzzPrograms() {
	return readdirSync(nativeTestSources)
		.filter((file) => file.endsWith("_fuzz.cc"))
		.map((file) => file.slice(0, -".cc".length))
		.sort((a, b) => Number(b === LONGEST) - Number(a === LONGEST));
}

/** Runs `programs` for `seconds` in all; resolves to a SuiteResult. */
export async function runNativeFuzz({ seconds, seed = commitSeed(), programs = fuzzPrograms() }) {
	const folder = await buildNativeTests("plain");
	const total = { passed: 0, failed: 0, log: "native-plain", note: `seed ${seed}` };
	const run = async (program, share) => {
		const log = `native-${program}`;
		const args = ["--seconds", String(share), "--seed", String(seed)];
		const exitCode = await runQuietly(log, nativeExecutable(folder, program), args);
		const counts = countsIn(readFileSync(logPath(log), "utf8"), exitCode);
		total.passed += counts.passed;
		total.failed += counts.failed;
		if (counts.failed > 0) total.log = log;
	};
	const [first, ...others] = programs;
	await Promise.all([
		run(first, seconds),
		(async () => {
			for (const program of others) await run(program, seconds / others.length);
		})(),
	]);
	return total;
}
