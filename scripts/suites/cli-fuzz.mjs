// The fuzz of the command line: random options, files, input, signals and streams; every end has to be one that is
// documented. What fails is told with the line that runs it again.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { makeCase } from "../fuzz-cli/cases.mjs";
import { caseFolder, makeFixtures } from "../fuzz-cli/fixtures.mjs";
import { judge } from "../fuzz-cli/judge.mjs";
import { runCase } from "../fuzz-cli/run-case.mjs";
import { logPath } from "../setup/step.mjs";
import { commitSeed } from "./native-tests.mjs";

const LOG = "fuzz-cli";

/** Cases 0, 1, 2, ... of `seed` for `seconds`, or the one `number`; resolves to a SuiteResult. */
export async function runCliFuzz({ seconds, seed = commitSeed(), number }) {
	const fixtures = makeFixtures();
	const lines = [];
	const result = { passed: 0, failed: 0, log: LOG, note: `seed ${seed}` };
	const end = Date.now() + seconds * 1000;
	let next = number ?? 0;
	const one = async (index) => {
		const own = caseFolder(fixtures, index);
		const made = makeCase(seed, index, own, fixtures);
		const ended = await runCase(made);
		const faults = judge(made, ended, own);
		result[faults.length === 0 ? "passed" : "failed"] += 1;
		if (faults.length > 0 || number !== undefined) lines.push(describe(seed, made, ended, faults));
		rmSync(own, { recursive: true, force: true });
	};
	const worker = async () => {
		while (Date.now() < end) await one(next++);
	};
	try {
		if (number !== undefined) await one(number);
		else await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));
	} finally {
		rmSync(fixtures.folder, { recursive: true, force: true });
	}
	lines.push(`seed ${seed}: ${result.passed} passed, ${result.failed} failed`);
	mkdirSync(dirname(logPath(LOG)), { recursive: true });
	writeFileSync(logPath(LOG), `${lines.join("\n\n")}\n`);
	return result;
}

function describe(seed, { number, argv, input, connection, signal, damage }, end, faults) {
	return [
		`case ${seed}:${number}: ${faults.length > 0 ? faults.join("; ") : "passed"}`,
		`  again: npm run fuzz:cli -- --case ${seed}:${number}`,
		`  mirada ${argv.map((word) => JSON.stringify(word.length > 80 ? `${word.slice(0, 80)}…` : word)).join(" ")}`,
		`  input: ${input}; streams: ${connection}; signal: ${signal ? `${signal.name} after ${signal.after} ms` : "none"}; damage: ${damage ? JSON.stringify(damage) : "none"}`,
		`  ended with ${end.signal ?? end.code}`,
		...end.err
			.split("\n")
			.slice(-12)
			.map((line) => `  2> ${line.slice(0, 300)}`),
		...end.out
			.split("\n")
			.slice(0, 5)
			.map((line) => `  1> ${line.slice(0, 200)}`),
	].join("\n");
}
