// `npm run fuzz -- [--minutes 30] [--seed n] [program ...]`: the native fuzz programs for as long as asked;
// `npm test` runs them for a minute. `npm run fuzz -- --case "<case>" attention_fuzz` runs one case again.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { messagesFor } from "./setup/messages.mjs";
import { logPath, StepFailed, showLogTail, step } from "./setup/step.mjs";
import { fuzzPrograms, runNativeFuzz } from "./suites/native-fuzz.mjs";
import { buildNativeTests, freshSeed, nativeExecutable } from "./suites/native-tests.mjs";

const say = messagesFor(process.argv.slice(2));

async function main() {
	const { values, positionals } = parseArgs({
		options: {
			minutes: { type: "string", default: "30" },
			seed: { type: "string" },
			case: { type: "string" },
			lang: { type: "string" },
		},
		allowPositionals: true,
	});
	const known = fuzzPrograms();
	const programs = positionals.length > 0 ? positionals : known;
	const minutes = Number(values.minutes);
	if (!(minutes > 0)) return refuse(`--minutes: expected a number above 0, got ${values.minutes}`);
	const unknown = programs.filter((program) => !known.includes(program));
	if (unknown.length > 0) return refuse(`expected ${known.join(", ")}, got ${unknown.join(", ")}`);
	if (values.case !== undefined) {
		if (programs.length !== 1) return refuse(`--case needs one program: ${known.join(", ")}`);
		return runCase(programs[0], values.case);
	}
	const seed = values.seed ?? freshSeed();
	await step(`Fuzz, ${minutes} min, seed ${seed}`, say, async () => {
		const { passed, failed, log } = await runNativeFuzz({ seconds: minutes * 60, seed, programs });
		if (failed > 0) {
			process.exitCode = 1;
			showLogTail(log, say);
		}
		return `${passed} passed, ${failed} failed`;
	});
	for (const program of programs) console.log(readFileSync(logPath(`native-${program}`), "utf8").trimEnd());
	return process.exitCode ?? 0;
}

async function runCase(program, text) {
	const folder = await buildNativeTests("plain");
	return spawnSync(nativeExecutable(folder, program), ["--case", text], { stdio: "inherit" }).status ?? 1;
}

function refuse(why) {
	console.error(`fuzz: ${why}`);
	return 2;
}

try {
	process.exitCode = await main();
} catch (error) {
	if (!(error instanceof StepFailed)) {
		console.error(`fuzz: ${error.message}`);
		process.exitCode = 2;
	} else process.exitCode = 1;
}
